using System.Data.Common;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Constraints, triggers and views are in the target in the state in which the source has them, or are left out and named:
/// no good row is set aside for a rule that the source does not hold it to.</summary>
public sealed class ObjectStateTests
{
    private static readonly string[] NotValid =
    [
        "CREATE TABLE t (id int PRIMARY KEY, c int)", "INSERT INTO t VALUES (1, 5), (2, -5)", "ALTER TABLE t ADD CONSTRAINT up CHECK (c > 0) NOT VALID",
    ];

    private static readonly string[] NotEnforced =
    [
        "CREATE TABLE t (id int PRIMARY KEY, c int, CONSTRAINT up CHECK (c > 0) NOT ENFORCED)", "INSERT INTO t VALUES (1, 5), (2, -5)",
    ];

    [Fact]
    public async Task A_check_that_is_not_valid_stays_so_in_PostgreSql()
    {
        await using Copy copy = await Copy.MakeAsync(DatabaseKind.Postgres, DatabaseKind.Postgres, NotValid);

        Assert.True(copy.Status.Status == JobState.Completed, copy.Description);
        Assert.Equal(2, await copy.Target.CountAsync("t"));
        Assert.Equal(false, await copy.Target.ScalarAsync("SELECT convalidated FROM pg_constraint WHERE conname = 'up'"));
        await Assert.ThrowsAnyAsync<DbException>(() => copy.Target.ExecuteAsync("INSERT INTO t VALUES (3, -1)"));
    }

    [Fact]
    public async Task A_check_that_is_not_enforced_stays_so_in_MySql()
    {
        await using Copy copy = await Copy.MakeAsync(DatabaseKind.MySql, DatabaseKind.MySql, NotEnforced);

        Assert.True(copy.Status.Status == JobState.Completed, copy.Description);
        Assert.Equal(2, await copy.Target.CountAsync("t"));
        Assert.Equal("NO", await copy.Target.ScalarAsync("SELECT ENFORCED FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() "
            + "AND CONSTRAINT_NAME = 'up'"));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite)]
    public async Task Elsewhere_it_is_left_out_and_no_row_is_lost(DatabaseKind from, DatabaseKind to)
    {
        await using Copy copy = await Copy.MakeAsync(from, to, from == DatabaseKind.Postgres ? NotValid : NotEnforced);

        Assert.True(copy.Status.Status == JobState.Completed, copy.Description);
        Assert.Equal(2, await copy.Target.CountAsync("t"));
        Assert.Single(copy.Status.Warnings, w => w.Contains("t.up", StringComparison.Ordinal) && w.Contains("is left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Triggers_of_PostgreSql_keep_their_state()
    {
        await using Copy copy = await Copy.MakeAsync(DatabaseKind.Postgres, DatabaseKind.Postgres, Triggers());

        Assert.True(copy.Status.Status == JobState.Completed, copy.Description);
        Assert.Equal("always=A,never=D,plain=O,replica=R",
            await copy.Target.ScalarAsync("SELECT string_agg(tgname || '=' || tgenabled::text, ',' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal"));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.Sqlite)]
    public async Task A_disabled_trigger_is_not_made_where_it_would_fire(DatabaseKind to)
    {
        await using Copy copy = await Copy.MakeAsync(DatabaseKind.Postgres, to, Triggers());

        await copy.Target.ExecuteAsync("INSERT INTO t VALUES (9, 1)");
        // Of four triggers that add one, two fire in the source; SQLite takes the first that sets NEW, and names the other.
        bool sqlite = to == DatabaseKind.Sqlite;
        Assert.Equal(sqlite ? 2L : 3L, Convert.ToInt64(await copy.Target.ScalarAsync("SELECT c FROM t WHERE id = 9")));
        Assert.Equal(sqlite ? 1 : 0, copy.Status.Warnings.Count(w => w.Contains("another trigger sets NEW before it", StringComparison.Ordinal)));
        Assert.Equal(2, copy.Status.Warnings.Count(w => w.Contains("it is disabled in the source", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.Postgres)]
    public async Task A_view_that_checks_rows_still_does(DatabaseKind from, DatabaseKind to)
    {
        await using Copy copy = await Copy.MakeAsync(from, to, "CREATE TABLE t (id int PRIMARY KEY, c int)",
            "CREATE VIEW v AS SELECT id, c FROM t WHERE c > 0 WITH CASCADED CHECK OPTION");

        Assert.True(copy.Status.Status == JobState.Completed, copy.Description);
        Assert.DoesNotContain(copy.Status.Warnings, w => w.Contains("CHECK OPTION", StringComparison.Ordinal));
        await copy.Target.ExecuteAsync("INSERT INTO v VALUES (1, 1)");
        await Assert.ThrowsAnyAsync<DbException>(() => copy.Target.ExecuteAsync("INSERT INTO v VALUES (2, -1)"));
    }

    [Fact]
    public async Task Where_a_view_can_check_nothing_that_is_said()
    {
        await using Copy copy = await Copy.MakeAsync(DatabaseKind.Postgres, DatabaseKind.Sqlite, "CREATE TABLE t (id int PRIMARY KEY)",
            "CREATE VIEW v WITH (security_barrier, security_invoker) AS SELECT id FROM t WHERE id > 0 WITH LOCAL CHECK OPTION");

        Assert.Equal(["view v: left out: WITH LOCAL CHECK OPTION: the target takes rows that the view does not show", "view v: left out: security_barrier"],
            copy.Status.Warnings.Where(w => w.StartsWith("view", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_view_reads_with_the_rights_that_it_read_with(DatabaseKind kind)
    {
        await using Copy copy = await Copy.MakeAsync(kind, kind, "CREATE TABLE t (id int PRIMARY KEY)", kind == DatabaseKind.Postgres
            ? "CREATE VIEW v WITH (security_barrier, security_invoker) AS SELECT id FROM t" : "CREATE SQL SECURITY INVOKER VIEW v AS SELECT id FROM t");

        Assert.Equal(kind == DatabaseKind.Postgres ? "security_barrier=true,security_invoker=true" : "INVOKER", await copy.Target.ScalarAsync(
            kind == DatabaseKind.Postgres ? "SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 'v'"
                : "SELECT SECURITY_TYPE FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()"));
    }

    /// <summary>The rows of a full-text table stay behind; what uses it must not make every later INSERT fail.</summary>
    [Fact]
    public async Task A_trigger_or_view_that_uses_what_is_left_out_is_left_out_too()
    {
        await using Copy copy = await Copy.MakeAsync(DatabaseKind.Sqlite, DatabaseKind.Sqlite, "CREATE TABLE t (id INTEGER PRIMARY KEY, n text)",
            "CREATE VIRTUAL TABLE words USING fts5(n)", "CREATE TRIGGER fill AFTER INSERT ON t BEGIN INSERT INTO Words VALUES (NEW.n); END",
            "CREATE TRIGGER other AFTER INSERT ON t BEGIN UPDATE t SET n = upper(n) WHERE id = NEW.id; END", "CREATE VIEW found AS SELECT * FROM words",
            "CREATE VIEW all_t AS SELECT id FROM t");

        await copy.Target.ExecuteAsync("INSERT INTO t VALUES (1, 'a')");
        Assert.Equal("A", await copy.Target.ScalarAsync("SELECT n FROM t"));
        Assert.Equal("all_t,other,t", await copy.Target.ScalarAsync("SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema ORDER BY name)"));
        Assert.Equal(2, copy.Status.Warnings.Count(w => w.Contains("which is left out", StringComparison.Ordinal)));
    }

    private static string[] Triggers() =>
    [
        "CREATE TABLE t (id int PRIMARY KEY, c int)",
        .. new[] { ("plain", ""), ("always", "ENABLE ALWAYS"), ("replica", "ENABLE REPLICA"), ("never", "DISABLE") }.SelectMany(t => new[]
        {
            $"CREATE FUNCTION f_{t.Item1}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.c := NEW.c + 1; RETURN NEW; END'",
            $"CREATE TRIGGER {t.Item1} BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f_{t.Item1}()",
            t.Item2.Length == 0 ? "SELECT 1" : $"ALTER TABLE t {t.Item2} TRIGGER {t.Item1}",
        }),
    ];

    /// <summary>A database with its schema and rows, copied by a job.</summary>
    private sealed class Copy(TestDatabase source, TestDatabase target, TestMigration migration, JobStatus status) : IAsyncDisposable
    {
        public TestDatabase Target => target;

        public JobStatus Status => status;

        public string Description => migration.Describe(status) + string.Join("\n", status.Warnings);

        public static async Task<Copy> MakeAsync(DatabaseKind from, DatabaseKind to, params string[] statements)
        {
            TestServers.Require(from, to);
            TestDatabase source = await TestDatabase.CreateAsync(from);
            TestDatabase target = await TestDatabase.CreateAsync(to);
            await source.ExecuteAsync(statements);
            var migration = new TestMigration(source, target);
            return new Copy(source, target, migration, await migration.RunAsync(r => r with { CreateSchema = true }));
        }

        public async ValueTask DisposeAsync()
        {
            migration.Dispose();
            await source.DisposeAsync();
            await target.DisposeAsync();
        }
    }
}
