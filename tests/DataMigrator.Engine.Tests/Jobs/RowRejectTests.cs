using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Bad rows are lost alone, and named.</summary>
public sealed class RowRejectTests
{
    [Theory]
    [EachDatabase]
    public async Task Three_bad_rows_among_50000_are_lost_alone_and_named(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await FillAsync(source);
        await source.ExecuteAsync("UPDATE items SET name = 'far too long for the target' WHERE id = 17",
            "UPDATE items SET quantity = -1 WHERE id = 25000");
        // One breaks a length, one a condition, one a key: the conversion finds the first, only the database the others.
        // SQLite holds no column to a length.
        await target.ExecuteAsync(
            "CREATE TABLE items (id int NOT NULL PRIMARY KEY, name varchar(12), quantity int, CHECK (quantity >= 0)"
            + (kind == DatabaseKind.Sqlite ? ", CHECK (length(name) <= 12))" : ")"),
            "INSERT INTO items VALUES (49999, 'mine', 7)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal(49_997, status.RowsMigrated);
        Assert.Equal(3, status.RowsFailed);
        Assert.Equal(50_000, status.TotalRows);
        Assert.Equal(49_998, await target.CountAsync("items"));
        Assert.Equal(0L, Convert.ToInt64(await target.ScalarAsync("SELECT count(*) FROM items WHERE id IN (17, 25000)")));
        Assert.Equal("mine", await target.ScalarAsync("SELECT name FROM items WHERE id = 49999"));

        List<JsonElement> rejects = TestMigration.Rejects(status, "items");
        Assert.Equal([17, 25_000, 49_999], rejects.Select(r => r.GetProperty("key").GetProperty("id").GetInt32()).Order());
        foreach (JsonElement reject in rejects)
        {
            int id = reject.GetProperty("key").GetProperty("id").GetInt32();
            Assert.Equal("items", reject.GetProperty("table").GetString());
            Assert.Equal(id, reject.GetProperty("row_index").GetInt64());
            Assert.NotEmpty(reject.GetProperty("error").GetString()!);
            Assert.NotEmpty(reject.GetProperty("code").GetString()!);
            JsonElement row = reject.GetProperty("row");
            Assert.Equal(id, row.GetProperty("id").GetInt32());
            Assert.Equal(id == 17 ? "far too long for the target" : "item " + id, row.GetProperty("name").GetString());
            Assert.Equal(id == 25_000 ? -1 : id % 100, row.GetProperty("quantity").GetInt32());
        }

        Assert.Equal(kind == DatabaseKind.Sqlite ? null : "name",
            rejects.Single(r => r.GetProperty("row_index").GetInt64() == 17).GetProperty("column").GetString());
        FailedTable failed = Assert.Single(status.FailedTables);
        Assert.Equal(3, failed.RowsFailed);
        Assert.Equal(status.ErrorFile, failed.ErrorFile);
        Assert.EndsWith("items_failed.jsonl", failed.ErrorFile);
    }

    [Theory]
    [EachDatabase]
    public async Task A_bad_row_fails_its_table_where_rows_must_not_be_set_aside(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int)", "CREATE TABLE b (id int NOT NULL PRIMARY KEY)",
            "INSERT INTO a VALUES (1, 1), (2, 2), (3, -3), (4, 4)", "INSERT INTO b VALUES (1)");
        await target.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int, CHECK (v > 0))",
            "CREATE TABLE b (id int NOT NULL PRIMARY KEY)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { ContinueOnRowError = false, BatchSize = 2 });

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal(TableState.Failed, status.TablesStatus.Single(t => t.Table == "a").Status);
        Assert.Equal(TableState.Completed, status.TablesStatus.Single(t => t.Table == "b").Status);
        Assert.Equal(2, await target.CountAsync("a"));
        Assert.Equal(1, await target.CountAsync("b"));
        Assert.Equal("a", Assert.Single(status.FailedTables).Table);
    }

    [Theory]
    [EachDatabase]
    public async Task The_first_failed_table_ends_a_job_that_must_stop_on_errors(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int)", "CREATE TABLE b (id int NOT NULL PRIMARY KEY)",
            "INSERT INTO a VALUES (1, -1)", "INSERT INTO b VALUES (1)");
        await target.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int, CHECK (v > 0))",
            "CREATE TABLE b (id int NOT NULL PRIMARY KEY)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { ContinueOnRowError = false, StopOnError = true });

        Assert.True(status.Status == JobState.Failed, migration.Describe(status));
        Assert.Equal(ErrorCodes.MigrationFailed, status.ErrorCode);
        Assert.Contains("a", status.ErrorMessage);
        Assert.NotEqual(TableState.Completed, status.TablesStatus.Single(t => t.Table == "b").Status);
        Assert.Equal(0, await target.CountAsync("b"));

        // The cause removed, the same job goes on to its end.
        await source.ExecuteAsync("UPDATE a SET v = 1");
        await source.CloseAsync();
        await target.CloseAsync();
        JobStatus resumed = await migration.ResumeAsync(status.JobId);
        Assert.True(resumed.Status == JobState.Completed, migration.Describe(resumed));
        Assert.Equal(1, await target.CountAsync("a"));
        Assert.Equal(1, await target.CountAsync("b"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_of_bad_rows_alone_moves_none_and_names_all(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int)");
        await Numbers.FillAsync(source, "t", 200, "n, -n");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int, CHECK (v > 0))");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal((0, 200), (status.RowsMigrated, status.RowsFailed));
        Assert.Equal(Enumerable.Range(1, 200), TestMigration.Rejects(status, "t")
            .Select(r => r.GetProperty("key").GetProperty("id").GetInt32()).Order());
        Assert.Equal(0, await target.CountAsync("t"));
    }

    [Theory]
    [EachDatabase]
    public async Task Values_that_the_target_cannot_hold_are_set_aside_never_changed(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync(
            "CREATE TABLE t (id int NOT NULL PRIMARY KEY, small bigint, price text, name text, day date)",
            "INSERT INTO t VALUES (1, 32767, '9.99', 'ok', '2024-02-29'), (2, 32768, '1', 'x', '2024-01-01'), "
            + "(3, 1, '9.999', 'x', '2024-01-01'), (4, 1, '1000', 'x', '2024-01-01'), (5, 1, 'ten', 'x', '2024-01-01'), "
            + "(6, 1, '1', 'seven c', '2024-01-01'), (7, 1, '1', 'x', '2024-02-30'), (8, 'text', '1', 'x', '2024-01-01'), "
            + "(9, 1.5, '1', 'x', '2024-01-01')");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, small smallint, price decimal(5,2), name varchar(6), day date)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        List<JsonElement> rejects = TestMigration.Rejects(status, "t");
        // SQLite itself holds none of its columns to their types; everything else must refuse all but the first row.
        if (kind != DatabaseKind.Sqlite)
        {
            Assert.Equal(
                [(2, "small"), (3, "price"), (4, "price"), (5, "price"), (6, "name"), (7, "day"), (8, "small"), (9, "small")],
                rejects.Select(r => (r.GetProperty("key").GetProperty("id").GetInt32(), r.GetProperty("column").GetString()!))
                    .OrderBy(r => r.Item1));
            Assert.Equal(1, await target.CountAsync("t"));
        }
    }

    private static async Task FillAsync(TestDatabase source)
    {
        await source.ExecuteAsync("CREATE TABLE items (id int NOT NULL PRIMARY KEY, name varchar(40), quantity int)");
        await Numbers.FillAsync(source, "items", 50_000, "n, 'item ' || n, n % 100");
    }
}
