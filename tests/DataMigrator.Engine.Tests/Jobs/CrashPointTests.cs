using DataMigrator.Jobs;
using DataMigrator.Pipeline;
using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Verification;

namespace DataMigrator.Tests.Jobs;

/// <summary>Jobs that end at a chosen place and go on from there: nothing is lost, doubled or said twice.</summary>
public sealed class CrashPointTests
{
    [Theory]
    [EachDatabase]
    public async Task A_cycle_whose_tables_held_rows_before_goes_on_after_a_stop(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int)", "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int)",
            "INSERT INTO a VALUES (1, 1), (2, 2), (3, 3)", "INSERT INTO b VALUES (1, 1), (2, 2), (3, 3)");
        await target.ExecuteAsync(Cycle(kind, ""));
        await target.ExecuteAsync("INSERT INTO a VALUES (1000, NULL)", "INSERT INTO b VALUES (1000, 1000)", "UPDATE a SET b = 1000");
        using var migration = new TestMigration(source, target);

        JobStatus stopped = await migration.StopAtAsync(e => e.Message == "Migration progress", r => r with { BatchSize = 1 });
        Assert.True(stopped.Status == JobState.Stopped, migration.Describe(stopped));
        JobStatus status = await migration.ResumeAsync(stopped.JobId);

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal((6L, 4L, 4L), (status.RowsMigrated, await target.CountAsync("a"), await target.CountAsync("b")));
    }

    [Theory]
    [EachDatabase]
    public async Task A_row_of_a_cycle_that_refers_out_of_it_to_nothing_is_in_the_file_at_the_end(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE outside (id int NOT NULL PRIMARY KEY)", "CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int, o int)",
            "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int)", "INSERT INTO outside VALUES (1)",
            "INSERT INTO a VALUES (1, 1, 1), (2, 2, 77)", "INSERT INTO b VALUES (1, 1), (2, 1)");
        await target.ExecuteAsync(["CREATE TABLE outside (id int NOT NULL PRIMARY KEY)",
            .. Cycle(kind, ", o int, FOREIGN KEY (o) REFERENCES outside (id)")]);
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal((4L, 1L), (status.RowsMigrated, status.RowsFailed));
        Assert.Equal(2, Assert.Single(migration.FkViolations(status)).GetProperty("row").GetProperty("id").GetInt32());
    }

    /// <summary>The key's collation finds B where b is looked for, and nothing in the target keeps both from being there. The
    /// constraint that waits for the commit is another table's: one of the table's own is checked with its rows.</summary>
    [Fact]
    public async Task A_commit_that_failed_is_not_taken_for_made_because_another_row_answers_to_the_key()
    {
        TestServers.Require(DatabaseKind.Postgres);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await source.ExecuteAsync("CREATE TABLE t (k text NOT NULL PRIMARY KEY, n int)",
            "INSERT INTO t VALUES ('A', 1), ('B', 2), ('a', 3), ('b', 4)");
        await target.ExecuteAsync("CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            "CREATE TABLE t (k text COLLATE ci NOT NULL, n int)",
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$",
            "CREATE TABLE log (n int)",
            "CREATE CONSTRAINT TRIGGER later AFTER INSERT ON log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()",
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.n); RETURN NEW; END $$",
            "CREATE TRIGGER noting AFTER INSERT ON t FOR EACH ROW WHEN (NEW.n = 4) EXECUTE FUNCTION note()");
        using var migration = new TestMigration(source, target);

        JobStatus failed = await migration.RunAsync(r => r with { BatchSize = 2 });
        Assert.Equal((JobState.Failed, 2L), (failed.Status, failed.RowsMigrated));
        await target.ExecuteAsync("DROP TRIGGER noting ON t");
        JobStatus status = await migration.ResumeAsync(failed.JobId);

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal((4L, 4L), (status.RowsMigrated, await target.CountAsync("t")));
    }

    /// <summary>A and a are two to the first index and one in the column's order: reading on after a would pass A over.</summary>
    [Fact]
    public async Task A_unique_index_that_compares_otherwise_than_its_column_is_no_key_to_read_on_by()
    {
        TestServers.Require(DatabaseKind.Postgres);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        foreach (TestDatabase database in (TestDatabase[])[source, target])
        {
            await database.ExecuteAsync("CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE other (k text COLLATE ci NOT NULL)", "CREATE UNIQUE INDEX ON other (k COLLATE \"C\")",
                "CREATE TABLE same (k text COLLATE ci NOT NULL)", "CREATE UNIQUE INDEX ON same (k)");
        }

        await source.ExecuteAsync("INSERT INTO other VALUES ('a'), ('A'), ('b')");
        using var migration = new TestMigration(source, target);

        MigrationPlan plan = await migration.Service.PlanAsync(migration.Request, CancellationToken.None);

        Assert.Equal(["other: ", "same: k"], plan.Tables.Select(t => $"{t.SourceTable}: {string.Join(", ", t.ReadOrder)}"));
    }

    [Theory]
    [EachDatabase]
    public async Task Rows_set_aside_for_their_key_are_not_set_aside_again(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (k INT NOT NULL PRIMARY KEY, v text)",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b'), ('x', 'c'), ('y', 'd'), ('z', 'e')");
        await target.ExecuteAsync("CREATE TABLE t (k int NOT NULL PRIMARY KEY, v text)" + (kind == DatabaseKind.Sqlite ? " STRICT" : ""));
        using var migration = new TestMigration(source, target);
        JobStatus first = await migration.RunAsync(r => r with { BatchSize = 2 });
        Assert.Equal((2L, 3L), (first.RowsMigrated, first.RowsFailed));

        // All batches are committed, and the process dies before it says that the table is done.
        migration.Rewind(first.JobId, c => (c.Tables[0].Status, c.Tables[0].Loaded) = (TableState.InProgress, false));
        JobStatus status = await migration.ResumeAsync(first.JobId);

        Assert.Equal((2L, 3L, 5L), (status.RowsMigrated, status.RowsFailed, status.TotalRows));
        Assert.Equal(["x", "y", "z"], TestMigration.Rejects(status, "t").Select(r =>
            r.GetProperty("row").GetProperty("k").GetProperty("value").GetString()));
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_that_is_loaded_again_says_its_violations_once(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE parent (id int NOT NULL PRIMARY KEY)", "INSERT INTO parent VALUES (1)",
            "CREATE TABLE child (parent int)", "INSERT INTO child VALUES (1), (7), (1), (8)",
            "CREATE TABLE child2 (parent int)", "INSERT INTO child2 VALUES (9), (1)");
        await target.ExecuteAsync("CREATE TABLE parent (id int NOT NULL PRIMARY KEY)",
            "CREATE TABLE child (parent int, FOREIGN KEY (parent) REFERENCES parent (id))",
            "CREATE TABLE child2 (parent int, FOREIGN KEY (parent) REFERENCES parent (id))");
        using var migration = new TestMigration(source, target);
        JobStatus status = await migration.RunAsync(r => r with { BatchSize = 1 });

        foreach (string again in (string[])["child", "child2", "child"])
        {
            migration.Rewind(status.JobId, c =>
            {
                TableCheckpoint table = c.Tables.Single(t => t.Table == again);
                (table.Status, table.Loaded) = (TableState.InProgress, false);
            });
            await target.CloseAsync();
            status = await migration.ResumeAsync(status.JobId);

            Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
            Assert.Equal((4L, 3L, 2L, 1L), (status.RowsMigrated, status.RowsFailed, await target.CountAsync("child"),
                await target.CountAsync("child2")));
            Assert.Equal(["child 7", "child 8", "child2 9"], migration.FkViolations(status)
                .Select(v => v.GetProperty("table").GetString() + " " + v.GetProperty("value").GetInt32()).Order());
        }
    }

    /// <summary>The database would refuse the commit of the whole group for them.</summary>
    [Fact]
    public async Task A_row_of_a_cycle_that_is_null_in_part_under_match_full_is_taken_out()
    {
        TestServers.Require(DatabaseKind.Postgres);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await source.ExecuteAsync("CREATE TABLE tree (a int NOT NULL, b int NOT NULL, up_a int, up_b int, PRIMARY KEY (a, b))",
            "INSERT INTO tree VALUES (1, 1, NULL, NULL), (1, 2, 1, 1), (1, 3, 1, NULL), (1, 4, NULL, 9), (1, 5, 1, 3), (1, 6, 7, 7)");
        await target.ExecuteAsync("CREATE TABLE tree (a int NOT NULL, b int NOT NULL, up_a int, up_b int, PRIMARY KEY (a, b), "
            + "FOREIGN KEY (up_a, up_b) REFERENCES tree (a, b) MATCH FULL)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal((2L, 4L, 2L), (status.RowsMigrated, status.RowsFailed, await target.CountAsync("tree")));
        Assert.Equal(
            [
                (3, "[1,null]", "MATCH FULL: up_a, up_b may not be NULL in part"), (4, "[null,9]", "MATCH FULL: up_a, up_b may not be NULL in part"),
                (5, "[1,3]", "no row of tree(a, b) holds 1, 3"), (6, "[7,7]", "no row of tree(a, b) holds 7, 7"),
            ],
            migration.FkViolations(status).Select(v => (v.GetProperty("row").GetProperty("b").GetInt32(),
                v.GetProperty("value").GetRawText(), v.GetProperty("error").GetString())).OrderBy(v => v.Item1));
        int read = 0;
        await foreach (RejectedRow row in migration.Service.ReadForeignKeyViolationsAsync(status.JobId, default))
        {
            Assert.Null(row.RowIndex);
            read++;
        }

        Assert.Equal(4, read);
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_that_refers_to_itself_is_not_emptied_from_under_the_rows_of_another(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE tree (id int NOT NULL PRIMARY KEY, up int)", "INSERT INTO tree VALUES (1, NULL), (2, 1)");
        await target.ExecuteAsync("CREATE TABLE tree (id int NOT NULL PRIMARY KEY, up int, FOREIGN KEY (up) REFERENCES tree (id))",
            "CREATE TABLE leaf (id int NOT NULL PRIMARY KEY, tree int, FOREIGN KEY (tree) REFERENCES tree (id))",
            "INSERT INTO tree VALUES (5, NULL)", "INSERT INTO leaf VALUES (1, 5)");
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() =>
            migration.RunAsync(r => r with { SourceTable = "tree", TruncateTarget = true }));
        Assert.Equal(ErrorCodes.InvalidParameter, refused.Code);
        Assert.Contains("leaf", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await target.CountAsync("tree"));

        await target.ExecuteAsync("UPDATE leaf SET tree = NULL");
        JobStatus status = await migration.CompleteAsync(r => r with { SourceTable = "tree", TruncateTarget = true });
        Assert.Equal(2, status.RowsMigrated);
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_table_that_cannot_roll_back_is_not_written_to_but_can_be_verified(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL)", "INSERT INTO t VALUES (1)");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL) ENGINE=MyISAM", "INSERT INTO t VALUES (1)");
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync());
        Assert.Equal(ErrorCodes.InvalidParameter, refused.Code);
        Assert.Contains("MyISAM", refused.Message, StringComparison.Ordinal);
        VerificationResult result = await migration.Service.VerifyAsync(migration.Request, CancellationToken.None);
        Assert.True(result.Equal);
    }

    private static string[] Cycle(DatabaseKind kind, string more) => kind == DatabaseKind.Sqlite
        ? ["CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int REFERENCES b (id)" + more + ")",
            "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int REFERENCES a (id))"]
        : ["CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int" + more + ")",
            "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id))",
            "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)"];
}
