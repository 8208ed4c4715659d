using System.Data.Common;
using System.Globalization;
using DataMigrator.Demo;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Jobs that make the target's schema, load it, and finish it.</summary>
public sealed class CreateSchemaTests
{
    private const int Tables = 11;

    [Theory]
    [EachDatabase]
    public async Task The_demo_arrives_whole_and_verifies(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await DemoAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true, Verify = true });

        Assert.Equal((true, 0L, Tables), (status.Verified, status.RowsFailed, status.TablesCompleted));
        await Assert.ThrowsAnyAsync<DbException>(() => target.ExecuteAsync(
            kind == DatabaseKind.Sqlite ? "PRAGMA foreign_keys=ON" : "SELECT 1", "INSERT INTO department (id, name, head_id) VALUES (999999, 'x', 999999)"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_job_killed_between_two_steps_goes_on(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await DemoAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        using var migration = new TestMigration(source, target);
        JobStatus first = await migration.CompleteAsync(r => r with { CreateSchema = true });

        // The checkpoint is behind the target: by all steps, by those after the load, by the last.
        int steps = 0;
        migration.Rewind(first.JobId, c => steps = c.SchemaStepsDone);
        foreach (int done in new[] { 0, Tables, steps / 2, steps - 1 })
        {
            migration.Rewind(first.JobId, c => c.SchemaStepsDone = done);
            JobStatus status = await migration.ResumeAsync(first.JobId);
            Assert.True(status.Status == JobState.Completed, $"{done} of {steps}: {migration.Describe(status)}");
            Assert.Equal(first.RowsMigrated, status.RowsMigrated);
        }

        // The process dies when tables are made and before the checkpoint knows them.
        migration.Rewind(first.JobId, c => (c.SchemaStepsDone, c.PlanIdentity, c.Tables) = (0, "", []));
        await EmptyAsync(target);
        JobStatus last = await migration.ResumeAsync(first.JobId);
        Assert.True(last.Status == JobState.Completed, migration.Describe(last));
        Assert.Equal(first.RowsMigrated, last.RowsMigrated);
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_of_that_name_with_other_columns_is_refused_by_name(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await DemoAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await target.ExecuteAsync("CREATE TABLE country (code int NOT NULL)");
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() =>
            migration.RunAsync(r => r with { CreateSchema = true }));

        Assert.Equal(ErrorCodes.InvalidParameter, refused.Code);
        Assert.Contains("country", refused.Message, StringComparison.Ordinal);
        Assert.Empty(migration.Service.ListJobs());
        await Assert.ThrowsAnyAsync<DbException>(() => target.CountAsync("department"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_that_is_there_already_with_the_same_columns_is_taken(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE here (id int NOT NULL PRIMARY KEY, name varchar(20))", "INSERT INTO here VALUES (1, 'a')",
            "CREATE TABLE made (id int NOT NULL PRIMARY KEY)", "INSERT INTO made VALUES (1)");
        await target.ExecuteAsync("CREATE TABLE here (id int NOT NULL PRIMARY KEY, name varchar(20))", "INSERT INTO here VALUES (9, 'mine')");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true });

        Assert.Equal((2L, 2L, 1L), (status.RowsMigrated, await target.CountAsync("here"), await target.CountAsync("made")));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_foreign_key_that_orphans_stand_against_is_left_out_until_a_resume_finds_none(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await OrphansAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true });
        for (int i = 0; i < 2; i++)
        {
            Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
            Assert.Equal((7L, 0L, 4L), (status.RowsMigrated, status.RowsFailed, await target.CountAsync("child")));
            Assert.Equal([2, 4], migration.FkViolations(status).Select(v => v.GetProperty("row").GetProperty("id").GetInt32()));
            Assert.Contains(status.FailedTables, t => t.Table == "child" && t.Error.Contains("ForeignKey", StringComparison.Ordinal));
            status = await migration.ResumeAsync(status.JobId);
        }

        await target.ExecuteAsync("DELETE FROM child WHERE parent > 2");
        status = await migration.ResumeAsync(status.JobId);
        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Empty(migration.FkViolations(status));
        await Assert.ThrowsAnyAsync<DbException>(() => target.ExecuteAsync("INSERT INTO child VALUES (50, 5000)"));
    }

    /// <summary>SQLite can't add a foreign key later, so it is there at the load.</summary>
    [Fact]
    public async Task In_SQLite_orphans_are_set_aside()
    {
        await using TestDatabase source = await OrphansAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true });

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal((5L, 2L, 2L), (status.RowsMigrated, status.RowsFailed, await target.CountAsync("child")));
        Assert.Equal([2, 4], migration.FkViolations(status).Select(v => v.GetProperty("row").GetProperty("id").GetInt32()));
    }

    /// <summary>Only PostgreSQL sets some columns of a key: elsewhere all of them would be lost.</summary>
    [Theory]
    [EachDatabase]
    public async Task A_foreign_key_that_sets_one_of_its_columns_to_NULL_does_so_or_refuses_the_deletion(DatabaseKind kind)
    {
        TestServers.Require(DatabaseKind.Postgres, kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        Assert.SkipWhen(Convert.ToInt32(await source.ScalarAsync("SELECT current_setting('server_version_num')"), CultureInfo.InvariantCulture) < 150000,
            "PostgreSQL has this form since version 15.");
        await source.ExecuteAsync("CREATE TABLE parent (a integer, b integer, PRIMARY KEY (a, b))", "INSERT INTO parent VALUES (1, 2)",
            "CREATE TABLE child (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE SET NULL (b))",
            "INSERT INTO child VALUES (1, 1, 2)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true });

        bool kept = kind == DatabaseKind.Postgres;
        Assert.Equal(kept ? 0 : 1, status.Warnings.Count(w => w.Contains("the deletion is refused", StringComparison.Ordinal)));
        if (kind == DatabaseKind.Sqlite)
        {
            await target.ExecuteAsync("PRAGMA foreign_keys = ON");
        }

        Task deletion = target.ExecuteAsync("DELETE FROM parent");
        await (kept ? deletion : Assert.ThrowsAnyAsync<DbException>(() => deletion));
        Assert.Equal((1L, kept ? 0L : 1), (await CountAsync("a = 1"), await CountAsync("b = 2")));

        async Task<long> CountAsync(string where) => Convert.ToInt64(await target.ScalarAsync("SELECT count(*) FROM child WHERE " + where), CultureInfo.InvariantCulture);
    }

    /// <summary>PostgreSQL has tables without columns, whose rows hold nothing but their number.</summary>
    [Theory]
    [EachDatabase]
    public async Task A_table_without_columns_is_left_out_with_a_warning_where_the_target_has_none(DatabaseKind kind)
    {
        TestServers.Require(DatabaseKind.Postgres);
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE nothing ()", "INSERT INTO nothing DEFAULT VALUES", "INSERT INTO nothing DEFAULT VALUES",
            "CREATE TABLE something (id integer PRIMARY KEY)", "INSERT INTO something VALUES (1)",
            "CREATE VIEW how_many AS SELECT count(*) AS n FROM nothing",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER watch BEFORE INSERT ON nothing FOR EACH ROW EXECUTE FUNCTION f()");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true, Verify = true });

        bool kept = kind == DatabaseKind.Postgres;
        Assert.Equal((true, kept ? 3L : 1, kept ? 2 : 1), (status.Verified, status.RowsMigrated, status.TablesTotal));
        Assert.Equal(kept ? 0 : 1, status.Warnings.Count(w => w.Contains("nothing is left out: it has no columns", StringComparison.Ordinal)));
        Assert.Equal(kept ? 0 : 1, status.Warnings.Count(w => w.Contains("view how_many is left out", StringComparison.Ordinal)));
        Assert.Equal(kept ? 0 : 1, status.Warnings.Count(w => w.Contains("trigger nothing.watch is left out", StringComparison.Ordinal)));
        if (kept)
        {
            Assert.Equal(2, await target.CountAsync("nothing"));
        }
    }

    private static async Task<TestDatabase> DemoAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        DemoDatabase.Create(source.Name);
        return source;
    }

    private static async Task<TestDatabase> OrphansAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("PRAGMA foreign_keys=OFF", "CREATE TABLE parent (id int NOT NULL PRIMARY KEY)",
            "CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent int, CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id))",
            "INSERT INTO parent VALUES (1), (2), (3)", "INSERT INTO child VALUES (1, 1), (2, 77), (3, NULL), (4, 88)",
            "DELETE FROM parent WHERE id = 3", "INSERT INTO parent VALUES (9)");
        return source;
    }

    private static async Task EmptyAsync(TestDatabase target)
    {
        string[] off = target.Kind switch
        {
            DatabaseKind.Sqlite => ["PRAGMA foreign_keys=OFF"],
            DatabaseKind.Postgres => ["SET session_replication_role = replica"],
            _ => ["SET FOREIGN_KEY_CHECKS = 0"],
        };
        string[] tables = ["country", "department", "employee", "category", "customer", "product", "stock", "order", "order_line", "review", "setting"];
        await target.ExecuteAsync([.. off, .. tables.Select(t => "DELETE FROM " + target.Quote(t))]);
        await target.CloseAsync();
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MySql)]
    public async Task Columns_keep_the_collation_of_their_table(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync("CREATE TABLE words (word varchar(20) PRIMARY KEY, l varchar(9) CHARACTER SET latin1, e enum('a', 'A')) COLLATE utf8mb4_bin",
            "INSERT INTO words VALUES ('a', 'x', 'a'), ('A', 'y', 'A'), ('á', NULL, NULL)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true, Verify = true });

        Assert.Equal(3, status.RowsMigrated);
        Assert.Equal([("word", "utf8mb4_bin"), ("l", "latin1_swedish_ci"), ("e", "utf8mb4_bin")],
            (await target.QueryAsync("SELECT COLUMN_NAME, COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() "
                + "ORDER BY ORDINAL_POSITION")).Select(r => ((string)r[0]!, (string)r[1]!)));
    }
}
