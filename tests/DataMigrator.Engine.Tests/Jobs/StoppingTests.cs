using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>A stop is heeded in every part of a job, not in the load alone, and what is left is done when it is resumed.</summary>
public sealed class StoppingTests
{
    [Theory]
    [EachDatabase]
    public async Task A_job_stops_before_it_compares_and_compares_when_it_is_resumed(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)");
        using var migration = new TestMigration(source, target);

        JobStatus stopped = await migration.StopAtAsync(e => e.Message == "Migration progress" && e.Rows == 2, r => r with { Verify = true });
        Assert.Equal((JobState.Stopped, 2L, null), (stopped.Status, stopped.RowsMigrated, stopped.Verified));
        Assert.All(stopped.TablesStatus, t => Assert.Equal(TableState.Completed, t.Status));
        JobStatus status = await migration.ResumeAsync(stopped.JobId);

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal((2L, true), (status.RowsMigrated, status.Verified));
    }

    [Theory]
    [EachDatabase]
    public async Task A_job_stops_between_the_steps_of_the_schema_and_makes_the_rest_when_it_is_resumed(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int)", "CREATE INDEX t_n ON t (n)",
            "CREATE VIEW v AS SELECT n FROM t", "INSERT INTO t VALUES (1, 2)");
        using var migration = new TestMigration(source, target);

        JobStatus stopped = await migration.StopAtAsync(e => e.Message.StartsWith("Creating indexes", StringComparison.Ordinal),
            r => r with { CreateSchema = true });
        Assert.Equal((JobState.Stopped, 1L), (stopped.Status, stopped.RowsMigrated));
        await Assert.ThrowsAnyAsync<Exception>(() => target.CountAsync("v"));
        await target.CloseAsync();
        JobStatus status = await migration.ResumeAsync(stopped.JobId);

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal(1L, await target.CountAsync("v"));
    }
}
