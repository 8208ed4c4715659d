using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

public sealed class AppendAndTruncateTests
{
    [Theory]
    [EachDatabase]
    public async Task Rows_that_the_target_had_before_stay(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(kind);
        using var migration = new TestMigration(source, target);

        await migration.CompleteAsync();

        Assert.Equal("1:new,2:new,100:old", await ReadAsync(target, "parent"));
        Assert.Equal("1:1,2:2,100:100", await ReadAsync(target, "child"));
        Assert.Equal(3, await target.CountAsync("loose"));
    }

    [Theory]
    [EachDatabase]
    public async Task Truncating_removes_the_old_rows_of_the_tables_that_move_children_first(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(kind);
        await target.ExecuteAsync("CREATE TABLE bystander (id int NOT NULL PRIMARY KEY)", "INSERT INTO bystander VALUES (5)");
        using var migration = new TestMigration(source, target);

        await migration.CompleteAsync(r => r with { TruncateTarget = true });

        Assert.Equal("1:new,2:new", await ReadAsync(target, "parent"));
        Assert.Equal("1:1,2:2", await ReadAsync(target, "child"));
        Assert.Equal(2, await target.CountAsync("loose"));
        Assert.Equal(1, await target.CountAsync("bystander"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_second_run_in_append_mode_sets_every_row_aside_and_changes_nothing(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(kind);
        using var migration = new TestMigration(source, target);
        await migration.CompleteAsync(r => r with { ExcludeTables = ["loose"] });

        JobStatus second = await migration.RunAsync(r => r with { ExcludeTables = ["loose"] });

        Assert.True(second.Status == JobState.CompletedWithErrors, migration.Describe(second));
        Assert.Equal((0, 4), (second.RowsMigrated, second.RowsFailed));
        Assert.Equal("1:new,2:new,100:old", await ReadAsync(target, "parent"));
    }

    [Theory]
    [EachDatabase]
    public async Task Truncate_and_resume_do_not_truncate_twice(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(kind);
        // The second table fails until its condition goes.
        await target.ExecuteAsync("CREATE TABLE zz (id int NOT NULL PRIMARY KEY, CHECK (id < 5))");
        await source.ExecuteAsync("CREATE TABLE zz (id int NOT NULL PRIMARY KEY)", "INSERT INTO zz VALUES (9)");
        using var migration = new TestMigration(source, target);
        JobStatus failed = await migration.RunAsync(r => r with
        {
            TruncateTarget = true, ContinueOnRowError = false, StopOnError = true,
        });
        Assert.True(failed.Status == JobState.Failed, migration.Describe(failed));
        await target.ExecuteAsync("INSERT INTO parent VALUES (50, 'since')");
        await source.ExecuteAsync("UPDATE zz SET id = 1");
        await source.CloseAsync();
        await target.CloseAsync();

        JobStatus resumed = await migration.ResumeAsync(failed.JobId);

        Assert.True(resumed.Status == JobState.Completed, migration.Describe(resumed));
        Assert.Equal("1:new,2:new,50:since", await ReadAsync(target, "parent"));
    }

    [Theory]
    [EachDatabase]
    public async Task Only_the_tables_that_were_named_move(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(kind);
        using var migration = new TestMigration(source, target);

        JobStatus one = await migration.CompleteAsync(r => r with { SourceTable = "loose" });
        Assert.Equal((JobMode.SingleTable, 1, 2L), (one.Mode, one.TablesTotal, one.RowsMigrated));

        JobStatus list = await migration.CompleteAsync(r => r with { IncludeTables = ["parent", "loose"], ExcludeTables = ["loose"] });
        Assert.Equal("parent", Assert.Single(list.TablesStatus).Table);
        Assert.Equal(JobMode.WholeDatabase, list.Mode);
    }

    private static async Task<TestDatabase> SourceAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync(
            "CREATE TABLE child (id int NOT NULL PRIMARY KEY, v int REFERENCES parent (id))",
            "CREATE TABLE parent (id int NOT NULL PRIMARY KEY, v varchar(20))",
            "CREATE TABLE loose (v varchar(20))",
            "INSERT INTO parent VALUES (1, 'new'), (2, 'new')", "INSERT INTO child VALUES (1, 1), (2, 2)",
            "INSERT INTO loose VALUES ('new'), ('new')");
        return source;
    }

    private static async Task<TestDatabase> TargetAsync(DatabaseKind kind)
    {
        TestDatabase target = await TestDatabase.CreateAsync(kind);
        await target.ExecuteAsync(
            "CREATE TABLE parent (id int NOT NULL PRIMARY KEY, v varchar(20))",
            "CREATE TABLE child (id int NOT NULL PRIMARY KEY, v int, FOREIGN KEY (v) REFERENCES parent (id))",
            "CREATE TABLE loose (v varchar(20))",
            "INSERT INTO parent VALUES (100, 'old')", "INSERT INTO child VALUES (100, 100)", "INSERT INTO loose VALUES ('old')");
        return target;
    }

    private static async Task<string> ReadAsync(TestDatabase database, string table) =>
        string.Join(",", (await database.QueryAsync($"SELECT id, v FROM {table} ORDER BY id")).Select(r => $"{r[0]}:{r[1]}"));
}
