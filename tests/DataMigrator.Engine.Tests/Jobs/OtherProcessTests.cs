using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Jobs of another process are stopped and removed by their files.</summary>
[Collection(ProcessCollection.Name)]
public sealed class OtherProcessTests
{
    private const int Rows = 40_000;

    [Fact]
    public async Task A_job_of_another_process_is_stopped_at_a_batch_boundary_and_resumed()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, target);
        using DbMigrateProcess process = await StartAsync(source, target, migration);
        JobStatus running = Assert.Single(migration.Service.ListJobs());
        string stopFile = Path.Combine(migration.JobFolder(running.JobId), "stop");

        Assert.Equal(JobState.Running, running.Status);
        Assert.True(migration.Service.RequestStop(running.JobId));
        await process.WaitAsync();

        Assert.True(process.ExitCode == 130, process.ToString());
        JobStatus stopped = migration.Service.GetStatus(running.JobId);
        Assert.Equal(JobState.Stopped, stopped.Status);
        Assert.InRange(stopped.RowsMigrated, 1, Rows - 1);
        Assert.Equal(stopped.RowsMigrated, await target.CountAsync("big"));
        Assert.False(File.Exists(stopFile));

        // What was asked of a run that is over stops no later one.
        Assert.False(migration.Service.RequestStop(running.JobId));
        Assert.False(File.Exists(stopFile));
        File.WriteAllText(stopFile, "");
        await target.CloseAsync();
        JobStatus resumed = await migration.ResumeAsync(running.JobId);
        Assert.True(resumed.Status == JobState.Completed, migration.Describe(resumed));
        Assert.Equal(Rows, await target.CountAsync("big"));
        Assert.False(File.Exists(stopFile));
    }

    [Fact]
    public async Task A_job_of_this_process_is_stopped_by_its_id_and_by_the_file_of_another_service()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, target);
        await FillAsync(source, target);
        MigrationJob job = await migration.Service.StartAsync(migration.Request with { BatchSize = 20 }, default);
        Assert.True(migration.Service.RequestStop(job.JobId));
        Assert.Equal(JobState.Stopped, (await job.Completion).Status);

        job = await migration.Service.ResumeAsync(job.JobId, default);
        var other = new MigrationService(new MigrationServiceOptions { HomePath = migration.Home });
        Assert.True(other.RequestStop(job.JobId));
        Assert.Equal(JobState.Stopped, (await job.Completion).Status);
    }

    [Fact]
    public async Task A_job_is_removed_when_it_does_not_run_and_nothing_else_is()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, target);
        using DbMigrateProcess process = await StartAsync(source, target, migration);
        string id = Assert.Single(migration.Service.ListJobs()).JobId;
        string folder = migration.JobFolder(id);

        Assert.Equal(ErrorCodes.MigrationAlreadyExists,
            (await Assert.ThrowsAsync<MigrationException>(() => migration.Service.RemoveJobAsync(id, default))).Code);
        await process.KillAsync();
        using var outside = new TempFolder();
        File.WriteAllText(outside.File("kept"), "");
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(folder, "file"), outside.File("kept"));
        await migration.Service.RemoveJobAsync(id, default);

        Assert.False(Directory.Exists(folder));
        Assert.True(File.Exists(outside.File("kept")));
        Assert.Empty(migration.Service.ListJobs());
        foreach (string unknown in new[] { id, "../../etc", "" })
        {
            Assert.Equal(ErrorCodes.MigrationNotFound,
                (await Assert.ThrowsAsync<MigrationException>(() => migration.Service.RemoveJobAsync(unknown, default))).Code);
            Assert.Equal(ErrorCodes.MigrationNotFound, Assert.Throws<MigrationException>(() => migration.Service.RequestStop(unknown)).Code);
        }

        Directory.CreateSymbolicLink(folder, outside.Path);
        Assert.Equal(ErrorCodes.AccessDenied,
            (await Assert.ThrowsAsync<MigrationException>(() => migration.Service.RemoveJobAsync(id, default))).Code);
        Assert.Equal(["kept"], Directory.EnumerateFileSystemEntries(outside.Path).Select(Path.GetFileName));
    }

    /// <summary>A process with a job that has begun to write and goes on for a while.</summary>
    private static async Task<DbMigrateProcess> StartAsync(TestDatabase source, TestDatabase target, TestMigration migration)
    {
        await FillAsync(source, target);
        DbMigrateProcess process = DbMigrateProcess.Start(["migrate", .. migration.Arguments, "--batch-size", "20", "--json"]);
        await process.WaitForAsync("Migration progress");
        return process;
    }

    private static async Task FillAsync(TestDatabase source, TestDatabase target)
    {
        await BigTable.CreateAsync(source);
        await BigTable.FillAsync(source, Rows);
        await BigTable.CreateAsync(target);
        await source.CloseAsync();
        await target.CloseAsync();
    }
}
