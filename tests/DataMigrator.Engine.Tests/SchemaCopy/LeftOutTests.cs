using DataMigrator.Catalog;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>What the catalogue does not hold is named, once: one of each kind that the manuals' CREATE and ALTER know.</summary>
public sealed class LeftOutTests
{
    private static readonly string[] PostgresKinds =
    [
        "CREATE ROLE {0}_role",
        "CREATE EXTENSION pg_trgm",
        "CREATE SCHEMA only_views", "CREATE SCHEMA nothing_in_it",
        "CREATE TABLE plain (id int PRIMARY KEY, v int)",
        "CREATE VIEW only_views.v AS SELECT 1 AS one",
        "CREATE TABLE rls (id int PRIMARY KEY)", "ALTER TABLE rls ENABLE ROW LEVEL SECURITY", "ALTER TABLE rls FORCE ROW LEVEL SECURITY",
        "CREATE POLICY own ON rls USING (id > 0)",
        "CREATE UNLOGGED TABLE fast (id int PRIMARY KEY) WITH (fillfactor = 70)",
        "CREATE TABLE stored (id int, v int, t text COMPRESSION pglz, u text, PRIMARY KEY (id) INCLUDE (v))",
        "ALTER TABLE stored ALTER t SET STORAGE EXTERNAL", "ALTER TABLE stored ALTER v SET STATISTICS 500",
        "ALTER TABLE stored ALTER v SET (n_distinct = 5)", "ALTER TABLE stored REPLICA IDENTITY FULL",
        "ALTER TABLE stored SET (toast.autovacuum_enabled = false)",
        "CREATE INDEX by_v ON stored (v) WITH (fillfactor = 60)", "CLUSTER stored USING by_v",
        "CREATE STATISTICS v_and_t ON v, t FROM stored",
        "CREATE TABLE parent (id int)", "CREATE TABLE heir (more int) INHERITS (parent)",
        "CREATE TYPE pair AS (a int, b text)", "CREATE TABLE of_pair OF pair",
        "CREATE TYPE span AS RANGE (SUBTYPE = int4)",
        "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        "CREATE TABLE counted (id int GENERATED ALWAYS AS IDENTITY (START 1000 INCREMENT 10 CYCLE) PRIMARY KEY, s serial)",
        "CREATE SEQUENCE lone",
        "CREATE RULE quiet AS ON DELETE TO plain DO INSTEAD NOTHING",
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER here AFTER INSERT ON plain EXECUTE FUNCTION note()", "ALTER TABLE plain ENABLE ALWAYS TRIGGER here",
        "ALTER TABLE plain ADD CONSTRAINT alone CHECK (v > 0) NO INHERIT",
        "CREATE VIEW guarded WITH (security_barrier) AS SELECT id FROM plain WHERE id > 0 WITH LOCAL CHECK OPTION",
        "ALTER VIEW guarded ALTER id SET DEFAULT 5", "COMMENT ON VIEW guarded IS 'said'",
        "CREATE MATERIALIZED VIEW later AS SELECT id FROM plain WITH NO DATA", "CREATE UNIQUE INDEX of_later ON later (id)",
        "COMMENT ON CONSTRAINT alone ON plain IS 'why'", "COMMENT ON INDEX by_v IS 'how'",
        "CREATE TABLE parts (id int NOT NULL, at date NOT NULL, v int) PARTITION BY RANGE (at)",
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
        "ALTER TABLE parts_1 ADD PRIMARY KEY (id)", "ALTER TABLE parts_1 ALTER v SET DEFAULT 7", "CREATE INDEX in_part ON parts_1 (v)",
        "CREATE TRIGGER of_part AFTER INSERT ON parts_1 EXECUTE FUNCTION note()",
        "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
        "CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)",
        "CREATE EVENT TRIGGER watch_{0} ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION event_note()",
        "CREATE PUBLICATION news", "SELECT lo_create(0)", "ALTER DATABASE {0} SET statement_timeout = '1h'",
        "GRANT SELECT ON plain TO {0}_role",
        "CREATE DOMAIN small AS int", "ALTER DOMAIN small ADD CONSTRAINT little CHECK (VALUE < 10) NOT VALID",
    ];

    private static readonly string[] OfPostgreSql =
    [
        "collation ci: a collation",
        "column counted.id: the options of its sequence: INCREMENT 10 START 1000 CYCLE",
        "column parts_1.v: the default of a partition: 7",
        "column stored.t: COMPRESSION pglz",
        "column stored.t: STORAGE EXTERNAL",
        "column stored.v: STATISTICS 500",
        "column stored.v: the options n_distinct=5",
        "constraint parts_1.parts_1_pkey: a constraint of a partition: PRIMARY KEY (id)",
        "database {0}: large objects: 1",
        "database {0}: grants, on objects: 1",
        "database {0}: the setting statement_timeout=1h",
        "event_trigger watch_{0}: an event trigger",
        "extension pg_trgm: an extension",
        "index stored.by_v: the storage parameters fillfactor=60",
        "index later.of_later: an index of a materialized view: CREATE UNIQUE INDEX of_later ON public.later USING btree (id)",
        "index parts_1.in_part: an index of a partition: CREATE INDEX in_part ON public.parts_1 USING btree (v)",
        "index stored.by_v: that the table is clustered on it",
        "index stored.stored_pkey: INCLUDE (v)",
        "index by_v: its comment",
        "operator ===: an operator",
        "policy rls.own: a row-level security policy",
        "publication news: a publication",
        "rule plain.quiet: a rule",
        "schema nothing_in_it: a schema without tables and views",
        "sequence lone: a sequence that no column owns",
        "statistics stored.v_and_t: extended statistics",
        "table fast: UNLOGGED",
        "table fast: the storage parameters fillfactor=70",
        "table heir: the inheritance from parent, whose queries read its rows too",
        "table of_pair: that it is a table OF pair",
        "table rls: forced row-level security",
        "table stored: REPLICA IDENTITY FULL",
        "table stored: the storage parameters toast.autovacuum_enabled=false",
        "constraint alone on plain: its comment",
        "text_search words: a text search configuration",
        "trigger parts_1.of_part: a trigger of a partition",
        "type pair: a composite type",
        "type small: NOT VALID of its condition little",
        "type span: a range type",
        "view guarded.id: the default 5",
        "view later: that it holds no rows until REFRESH MATERIALIZED VIEW",
        "view guarded: its comment",
    ];

    [Fact]
    public async Task PostgreSql_names_each_kind()
    {
        TestServers.Require(DatabaseKind.Postgres);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await source.ExecuteAsync("CREATE FUNCTION event_note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
        await source.ExecuteAsync([.. PostgresKinds.Select(s => s.Replace("{0}", source.Name, StringComparison.Ordinal))]);
        try
        {
            Assert.Equal(OfPostgreSql.Order(StringComparer.Ordinal), await NamesAsync(source));
        }
        finally
        {
            await source.ExecuteAsync($"DROP OWNED BY {source.Name}_role", $"DROP ROLE {source.Name}_role");
        }
    }

    private static readonly string[] MySqlKinds =
    [
        "CREATE TABLE plain (id int PRIMARY KEY, v int, INDEX by_v (v) COMMENT 'how')",
        "CREATE TABLE packed (id int PRIMARY KEY) ROW_FORMAT = COMPRESSED STATS_PERSISTENT = 1",
        "CREATE TABLE flat (id int PRIMARY KEY) ENGINE = MyISAM",
        "CREATE TABLE shy (id int PRIMARY KEY, v int DEFAULT 1 INVISIBLE)",
        "CREATE VIEW guarded AS SELECT id FROM plain WHERE id > 0 WITH CASCADED CHECK OPTION",
        "CREATE SQL SECURITY INVOKER VIEW mine AS SELECT id FROM plain",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
        "SET SESSION sql_mode = 'ANSI_QUOTES'", "CREATE TRIGGER ansi BEFORE INSERT ON plain FOR EACH ROW SET NEW.v = 1",
    ];

    private static readonly string[] NamesOfMySqlAndMariaDb =
    [
        "column shy.v: INVISIBLE",
        "event nightly: an event",
        "index plain.by_v: its comment",
        "table flat: the storage engine MyISAM",
        "trigger plain.ansi: the SQL mode that it was made in: ANSI_QUOTES",
    ];

    private static readonly string[] OfMySql =
    [
        "ALTER TABLE plain ADD INDEX hidden (v, id) INVISIBLE",
        "CREATE TABLE words (id int PRIMARY KEY, t text, FULLTEXT KEY grams (t) WITH PARSER ngram)",
    ];

    private static readonly string[] OfMariaDb =
    [
        "ALTER TABLE plain ADD INDEX hidden (v, id) IGNORED", "CREATE SEQUENCE lone",
        "CREATE TABLE spans (id int, f date NOT NULL, t date NOT NULL, PERIOD FOR span (f, t), UNIQUE KEY once (id, span WITHOUT OVERLAPS))",
        "CREATE TABLE small (id int PRIMARY KEY, t text COMPRESSED)",
        "CREATE ALGORITHM = TEMPTABLE VIEW made AS SELECT id FROM plain",
        "CREATE TABLE history (id int PRIMARY KEY, v int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING",
        "ALTER DATABASE COMMENT 'said'",
    ];

    private static readonly string[] NamesOfMySql =
    [
        "index plain.hidden: INVISIBLE",
        "index words.grams: WITH PARSER `ngram`",
        "table packed: the options row_format=COMPRESSED stats_persistent=1",
    ];

    private static readonly string[] NamesOfMariaDb =
    [
        "table history: the history of its rows (system versioning); the current rows are copied",
        "sequence lone: a sequence",
        "column history.v: WITHOUT SYSTEM VERSIONING",
        "column small.t: COMPRESSED",
        "database {0}: its comment",
        "index plain.hidden: IGNORED",
        "index spans.once: WITHOUT OVERLAPS: the target takes rows whose periods overlap",
        "table packed: the options stats_persistent=1 row_format=COMPRESSED",
        "table spans: the PERIOD FOR `span` (`f`, `t`)",
    ];

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task MySql_and_MariaDb_name_each_kind(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync([.. MySqlKinds, .. kind == DatabaseKind.MySql ? OfMySql : OfMariaDb]);

        Assert.Equal(NamesOfMySqlAndMariaDb.Concat(kind == DatabaseKind.MySql ? NamesOfMySql : NamesOfMariaDb).Order(StringComparer.Ordinal),
            await NamesAsync(source));
    }

    [Fact]
    public async Task Sqlite_names_each_kind()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("PRAGMA encoding = 'UTF-16le'", "PRAGMA user_version = 7", "PRAGMA application_id = 9",
            "CREATE TABLE c (a text UNIQUE ON CONFLICT REPLACE, b int NOT NULL ON CONFLICT IGNORE, e int UNIQUE ON CONFLICT ABORT)");

        Assert.Equal(
            [
                "database test.db: PRAGMA application_id = 9", "database test.db: PRAGMA encoding = UTF-16le", "database test.db: PRAGMA user_version = 7",
                "table c: ON CONFLICT IGNORE", "table c: ON CONFLICT REPLACE",
            ], await NamesAsync(source));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task Triggers_of_one_event_are_read_in_the_order_in_which_they_fire(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v int)",
            "CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW SET NEW.v = NEW.v + 1",
            "CREATE TRIGGER c BEFORE INSERT ON t FOR EACH ROW PRECEDES b SET NEW.v = NEW.v * 10",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW FOLLOWS b SET NEW.v = NEW.v * 7");

        Assert.Equal(["c", "b", "a"], (await SchemaCopies.CatalogAsync(source)).Triggers.Select(t => t.Name));
    }

    [Theory]
    [EachDatabase]
    public async Task A_plain_schema_leaves_nothing_out(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v varchar(10) DEFAULT 'x' UNIQUE, CHECK (id > 0))",
            "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE)",
            "CREATE INDEX by_a ON b (a)", "CREATE VIEW c AS SELECT id FROM a");

        Assert.Empty(await NamesAsync(source));
    }

    [Fact]
    public void The_page_names_each_type()
    {
        Assert.SkipWhen(Repository.Root is null, "The source is not here.");
        string page = File.ReadAllText(Path.Combine(Repository.Root!, "docs", "left-out.md"));

        Assert.All(OfPostgreSql.Concat(NamesOfMySql).Concat(NamesOfMariaDb).Concat(NamesOfMySqlAndMariaDb).Select(n => n[..n.IndexOf(' ')]).Distinct(),
            type => Assert.Contains($"`{type}`", page));
    }

    private static async Task<string[]> NamesAsync(TestDatabase source)
    {
        DatabaseCatalog catalog = await SchemaCopies.CatalogAsync(source);
        return [.. catalog.LeftOut.Select(l => $"{l.Type} {l.Name}: {l.What}".Replace(source.Name, "{0}", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
