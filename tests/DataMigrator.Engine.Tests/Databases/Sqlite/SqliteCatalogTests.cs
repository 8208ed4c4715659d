using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Sqlite;

public sealed class SqliteCatalogTests
{
    [Fact]
    public async Task Checks_names_collations_and_generated_columns_come_from_the_statement()
    {
        using var file = SqliteFile.With(
            """
            CREATE TABLE "odd "" name" ( -- a comment with ) and ,
              id INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT,
              "a,b" VARCHAR(30) COLLATE NOCASE NOT NULL DEFAULT 'x, (y' CONSTRAINT ck CHECK ("a,b" <> ')' /* ) */),
              [c d] DECIMAL(10,2) DEFAULT -1.5 CHECK ([c d] IN (1, 2)),
              sum INTEGER GENERATED ALWAYS AS (id + length("a,b")) STORED,
              `low` TEXT AS (lower("a,b")),
              day TEXT DEFAULT CURRENT_TIMESTAMP,
              word TEXT DEFAULT "null",
              CONSTRAINT "un 1" UNIQUE ([c d], day) CHECK (sum > 0) CONSTRAINT last CHECK (word IS NOT 'AS (')
            )
            """);
        CatalogTable table = Assert.Single((await file.CatalogAsync()).Tables);

        Assert.Equal("odd \" name", table.Name.Name);
        Assert.Equal(["id", "a,b", "c d", "sum", "low", "day", "word"], table.Columns.Select(c => c.Name));
        Assert.Equal(new CatalogKey("pk", ["id"]).Name, table.PrimaryKey!.Name);
        Assert.Equal(IdentityKind.AutoIncrement, table.Columns[0].Identity);
        Assert.False(table.Columns[0].Nullable);
        Assert.Equal(1, table.Columns.Single(c => c.Identity == IdentityKind.AutoIncrement).NextValue);
        Assert.Equal("NOCASE", table.Columns[1].Collation);
        Assert.False(table.Columns[1].Nullable);
        Assert.Equal("'x, (y'", table.Columns[1].Default);
        Assert.Equal(30, table.Columns[1].Type.Length);
        Assert.Equal((10, 2), (table.Columns[2].Type.Precision, table.Columns[2].Type.Scale));
        Assert.Equal("-1.5", table.Columns[2].Default);
        Assert.Equal(("id + length(\"a,b\")", true), (table.Columns[3].Generated, table.Columns[3].GeneratedStored));
        Assert.Equal(("lower(\"a,b\")", false), (table.Columns[4].Generated, table.Columns[4].GeneratedStored));
        Assert.Equal("CURRENT_TIMESTAMP", table.Columns[5].Default);
        Assert.Equal("'null'", table.Columns[6].Default);
        CatalogKey unique = Assert.Single(table.UniqueKeys);
        Assert.Equal("un 1", unique.Name);
        Assert.True(unique.IsConstraint);
        Assert.Equal(["c d", "day"], unique.Columns);
        Assert.Equal(
            [new("ck", "\"a,b\" <> ')'"), new(null, "[c d] IN (1, 2)"), new(null, "sum > 0"), new("last", "word IS NOT 'AS ('")],
            table.Checks);
    }

    [Fact]
    public async Task Foreign_keys_keep_their_order_names_actions_and_resolved_columns()
    {
        using var file = SqliteFile.With(
            "CREATE TABLE Parent (A TEXT, b INT, PRIMARY KEY (A, b)) WITHOUT ROWID",
            """
            CREATE TABLE child (
              x TEXT, y INT, up INTEGER REFERENCES child(Rowid_) ON DELETE SET NULL,
              rowid_ INTEGER PRIMARY KEY,
              gone INT REFERENCES nowhere,
              CONSTRAINT both FOREIGN KEY (X, y) REFERENCES parent ON UPDATE CASCADE ON DELETE NO ACTION
                MATCH FULL DEFERRABLE INITIALLY DEFERRED,
              FOREIGN KEY (y) REFERENCES child (rowid_) ON DELETE RESTRICT NOT DEFERRABLE INITIALLY DEFERRED
            )
            """);
        CatalogTable child = await file.TableAsync("child");

        Assert.Equal(4, child.ForeignKeys.Count);
        CatalogForeignKey self = child.ForeignKeys[0];
        Assert.Equal((null, "child", ReferentialAction.SetNull), (self.Name, self.ReferencedTable.Name, self.OnDelete));
        Assert.Equal(["rowid_"], self.ReferencedColumns);
        Assert.Equal("nowhere", child.ForeignKeys[1].ReferencedTable.Name);
        Assert.Empty(child.ForeignKeys[1].ReferencedColumns);
        Assert.Equal([null, "there is no table nowhere", null, null], child.ForeignKeys.Select(k => k.Flaw));
        CatalogForeignKey both = child.ForeignKeys[2];
        Assert.Equal(("both", "Parent", ReferentialAction.Cascade), (both.Name, both.ReferencedTable.Name, both.OnUpdate));
        Assert.Equal(["x", "y"], both.Columns);
        Assert.Equal(["A", "b"], both.ReferencedColumns);
        Assert.True(both is { Deferrable: true, InitiallyDeferred: true });
        Assert.True(child.ForeignKeys[3] is { Deferrable: false, InitiallyDeferred: false, OnDelete: ReferentialAction.Restrict });
    }

    [Fact]
    public async Task Indexes_that_are_no_keys_keep_their_expressions_and_conditions()
    {
        using var file = SqliteFile.With(
            "CREATE TABLE t (a TEXT, b TEXT COLLATE NOCASE, c INT)",
            "CREATE INDEX i1 ON t (lower(a) DESC, b, substr(a, 1, 2) COLLATE NOCASE)",
            "CREATE UNIQUE INDEX i2 ON t (a) WHERE c > 0 AND b <> 'where'",
            "CREATE UNIQUE INDEX i3 ON t (b)",
            "CREATE UNIQUE INDEX i4 ON t (b COLLATE BINARY)",
            "CREATE UNIQUE INDEX i5 ON t (c, a DESC)");
        CatalogTable table = await file.TableAsync("t");

        Assert.Equal(["i3", "i5"], table.UniqueKeys.Select(k => k.Name));
        Assert.All(table.UniqueKeys, k => Assert.False(k.IsConstraint));
        Assert.Equal(["i1", "i2", "i4"], table.Indexes.Select(i => i.Name));
        Assert.Equal(
            [new(null, "lower(a)", true), new("b", null), new(null, "substr(a, 1, 2)", false, null, "NOCASE")],
            table.Indexes[0].Parts);
        Assert.Equal("c > 0 AND b <> 'where'", table.Indexes[1].Where);
        Assert.Equal([new IndexPart("b", null, false, null, "BINARY")], table.Indexes[2].Parts);
    }

    [Fact]
    public async Task Key_columns_that_take_null_are_said_to()
    {
        using var file = SqliteFile.With(
            "CREATE TABLE plain (k TEXT PRIMARY KEY)",
            "CREATE TABLE worowid (k TEXT PRIMARY KEY) WITHOUT ROWID",
            "CREATE TABLE strict_one (k TEXT PRIMARY KEY, a ANY) STRICT",
            "CREATE TABLE quirk (k INTEGER PRIMARY KEY DESC)",
            "CREATE TABLE alias (k INTEGER, PRIMARY KEY (k))");

        Assert.True((await file.TableAsync("plain")).Columns[0].Nullable);
        CatalogTable without = await file.TableAsync("worowid");
        Assert.True(without.WithoutRowId && !without.Columns[0].Nullable);
        CatalogTable strict = await file.TableAsync("strict_one");
        Assert.True(strict.Strict && !strict.Columns[0].Nullable);
        Assert.Equal("", strict.Columns[1].Type.BaseName);
        Assert.Equal(IdentityKind.None, (await file.TableAsync("quirk")).Columns[0].Identity);
        Assert.Equal(IdentityKind.AutoIncrement, (await file.TableAsync("alias")).Columns[0].Identity);
    }

    [Fact]
    public async Task Virtual_and_shadow_tables_are_left_out_and_named()
    {
        using var file = SqliteFile.With(
            "CREATE VIRTUAL TABLE words USING fts5(body)",
            "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1)",
            "CREATE TABLE words_of_mine (a)", "CREATE TABLE sqliteish (a)");
        DatabaseCatalog catalog = await file.CatalogAsync();

        Assert.Equal(["sqliteish", "words_of_mine"], catalog.Tables.Select(t => t.Name.Name));
        Assert.Contains(catalog.LeftOut, l => l is { Name: "words" } && l.What.StartsWith("a virtual table (USING fts5)", StringComparison.Ordinal));
        Assert.Contains(catalog.LeftOut, l => l is { Name: "boxes_node" } && l.What.StartsWith("a shadow table", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Views_and_triggers_are_taken_apart_and_a_broken_view_harms_nothing()
    {
        using var file = SqliteFile.With(
            "CREATE TABLE t (a, b)", "CREATE VIEW v AS SELECT a AS x, b FROM t",
            "CREATE TRIGGER tr AFTER UPDATE OF a, b ON t WHEN new.a > (CASE WHEN 1 THEN 0 END) BEGIN UPDATE t SET b = 'END'; END",
            "CREATE TRIGGER \"insert\" INSTEAD OF DELETE ON v BEGIN SELECT 1; END");
        DatabaseCatalog whole = await file.CatalogAsync();
        file.Run("PRAGMA legacy_alter_table=ON", "CREATE TABLE gone (g)", "CREATE VIEW w AS SELECT * FROM gone", "DROP TABLE gone");
        DatabaseCatalog broken = await file.CatalogAsync();

        Assert.Equal(["x", "b"], whole.Views[0].Columns);
        Assert.Equal(["v", "w"], broken.Views.Select(v => v.Name.Name));
        CatalogTrigger delete = whole.Triggers[0];
        Assert.Equal(("insert", "v", "INSTEAD OF"), (delete.Name, delete.Table.Name, delete.Timing));
        Assert.Equal(["DELETE"], delete.Events);
        CatalogTrigger update = whole.Triggers[1];
        Assert.Equal(("AFTER", "new.a > (CASE WHEN 1 THEN 0 END)", "UPDATE t SET b = 'END';"), (update.Timing, update.When, update.Body));
        Assert.Equal(["UPDATE OF a, b"], update.Events);
    }

    [Fact]
    public async Task Estimates_come_from_analyze_and_the_next_identity_from_the_sequence()
    {
        using var file = SqliteFile.With("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v)", "CREATE TABLE u (v)",
            "CREATE INDEX i ON t (v)", "INSERT INTO t (v) VALUES (1), (2), (3)", "DELETE FROM t WHERE id = 3", "ANALYZE");

        Assert.Equal((2, 4), ((await file.TableAsync("t")).RowEstimate, (await file.TableAsync("t")).Columns.Single(c => c.NextValue is not null).NextValue));
        Assert.Null((await file.TableAsync("u")).RowEstimate);
    }

    [Fact]
    public async Task Names_of_any_characters_come_back_and_quote()
    {
        const string Name = "a'b\"c`d]e;f\ng 😀 [select]";
        using var file = new SqliteFile();
        string quoted = SqliteFile.Database.Dialect.Quote(Name);
        file.Run($"CREATE TABLE {quoted} ({quoted} TEXT CHECK ({quoted} <> ''))", $"INSERT INTO {quoted} VALUES ('x')");

        CatalogTable table = Assert.Single((await file.CatalogAsync()).Tables);
        Assert.Equal((Name, Name), (table.Name.Name, table.Columns[0].Name));
        Assert.Equal(["x"], (await file.ReadAllAsync(Name)).Column(0));
    }

    [Theory]
    [InlineData("INT", "Integer")]
    [InlineData("UNSIGNED BIG INT", "Integer")]
    [InlineData("DOUBLE PRECISION", "Float64")]
    [InlineData("FLOATING POINT", "Integer")]
    [InlineData("NUMERIC", "Decimal")]
    [InlineData("nvarchar(100)", "Text")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "TimestampTz")]
    [InlineData("BIT", "Boolean")]
    [InlineData("BIT VARYING(9)", "Bits")]
    [InlineData("LONGBLOB", "Binary")]
    [InlineData("uniqueidentifier", "Uuid")]
    [InlineData("", "Text")]
    public async Task A_declared_type_says_how_its_values_travel(string declared, string kind)
    {
        using var file = SqliteFile.With($"CREATE TABLE t (c {declared})");

        Assert.Equal(Enum.Parse<WireKind>(kind), (await file.TableAsync("t")).Columns[0].Type.Wire.Kind);
    }
}
