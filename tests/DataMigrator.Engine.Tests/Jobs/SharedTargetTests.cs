using System.Data.Common;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Jobs that start at the same moment: of those that would write one table, one goes on and the others are refused.
/// The target is locked until all have made up their minds, so that none is done before another begins.</summary>
[Collection(ProcessCollection.Name)]
public sealed class SharedTargetTests
{
    private const int AtOnce = 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_jobs_that_start_at_once_on_one_table_one_goes_on(bool createSchema)
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(createSchema);
        using var migration = new TestMigration(source, target);
        await using DbConnection held = await HoldAsync(target);

        // Every second one reaches the file by a URL, which is no other database.
        MigrationRequest[] requests = [.. Enumerable.Range(0, 2 * AtOnce).Select(i => migration.Request with
        {
            SourceTable = i < AtOnce ? "t" : "u",
            CreateSchema = createSchema,
            TargetProfile = i % 2 == 0 ? "target" : target.Url,
            TargetDatabase = i % 2 == 0 ? migration.Request.TargetDatabase : null,
        })];
        (MigrationJob? Job, MigrationException? Refused)[] outcomes = await Task.WhenAll(
            requests.Select(r => TryAsync(() => migration.Service.StartAsync(r, default))));
        await held.DisposeAsync();

        Assert.All(outcomes, o => Assert.True(o.Refused is null or { Code: ErrorCodes.MigrationAlreadyExists }, o.Refused?.ToString()));
        Assert.Equal(["t", "u"], outcomes.Zip(requests).Where(o => o.First.Job is not null).Select(o => o.Second.SourceTable));
        foreach (MigrationJob job in outcomes.Select(o => o.Job).OfType<MigrationJob>())
        {
            JobStatus status = await job.Completion;
            Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        }

        Assert.Equal((2L, 2L), (await target.CountAsync("t"), await target.CountAsync("u")));
        Assert.Equal(2, migration.Service.ListJobs().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_processes_that_start_at_once_on_one_table_one_goes_on(bool createSchema)
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(createSchema);
        using var migration = new TestMigration(source, target);
        await using DbConnection held = await HoldAsync(target);

        List<DbMigrateProcess> processes = [.. Enumerable.Range(0, 4).Select(_ => DbMigrateProcess.Start(
            ["migrate", .. migration.Arguments, "--table", "t", "--json", .. createSchema ? ["--create-schema"] : Array.Empty<string>()]))];
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (processes.Count(p => p.HasExited) < processes.Count - 1)
            {
                await Task.Delay(20, limit.Token);
            }

            DbMigrateProcess winner = Assert.Single(processes, p => !p.HasExited);
            await held.DisposeAsync();
            await winner.WaitAsync();
            Assert.True(winner.ExitCode == 0, winner.ToString());
            foreach (DbMigrateProcess refused in processes.Where(p => p != winner))
            {
                await refused.WaitAsync();
                Assert.True(refused.ExitCode == 1 && refused.Errors.Contains("MIGRATION_ALREADY_EXISTS"), refused.ToString());
            }
        }
        finally
        {
            processes.ForEach(p => p.Dispose());
        }

        Assert.Equal(2, await target.CountAsync("t"));
    }

    [Fact]
    public async Task Of_interrupted_jobs_on_one_table_that_are_resumed_at_once_one_goes_on()
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(empty: false);
        using var migration = new TestMigration(source, target);
        string[] jobs = new string[AtOnce];
        for (int i = 0; i < jobs.Length; i++)
        {
            jobs[i] = (await migration.CompleteAsync(r => r with { SourceTable = "t" })).JobId;
            migration.Rewind(jobs[i], c => c.Tables = [.. JobTables(c)]);
            await target.ExecuteAsync("DELETE FROM t");
        }

        Assert.All(migration.Service.ListJobs(), j => Assert.Equal(JobState.Interrupted, j.Status));
        await target.CloseAsync();
        await using DbConnection held = await HoldAsync(target);
        (MigrationJob? Job, MigrationException? Refused)[] outcomes = await Task.WhenAll(
            jobs.Select(id => TryAsync(() => migration.Service.ResumeAsync(id, default))));
        await held.DisposeAsync();

        MigrationJob job = Assert.Single(outcomes.Select(o => o.Job).OfType<MigrationJob>());
        Assert.Equal(AtOnce - 1, outcomes.Count(o => o.Refused?.Code == ErrorCodes.MigrationAlreadyExists));
        JobStatus status = await job.Completion;
        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal(2, await target.CountAsync("t"));
    }

    [Fact]
    public async Task A_start_waits_for_its_turn_and_can_be_called_off()
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync(empty: false);
        using var migration = new TestMigration(source, target);
        using var cancel = new CancellationTokenSource();
        Task<MigrationJob> waits;
        using (await JobAdmission.EnterAsync(migration.Home, default))
        {
            waits = migration.Service.StartAsync(migration.Request with { SourceTable = "t" }, default);
            Task<MigrationJob> calledOff = migration.Service.StartAsync(migration.Request with { SourceTable = "u" }, cancel.Token);
            Assert.Empty(migration.Service.ListJobs());
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calledOff);
            Assert.False(waits.IsCompleted);
        }

        JobStatus status = await (await waits).Completion;
        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
    }

    [Theory]
    [InlineData("postgres://a@127.0.0.1/d", "postgres://b@localhost:5432/d", true)]
    [InlineData("postgres://DB1:5432/d", "postgresql://db1/d", true)]
    [InlineData("mysql://db1/d", "mariadb://db1:3306/d", true)]
    [InlineData("mysql://db1/d", "mysql://db1/D", false)]
    [InlineData("mysql://db1/d", "mysql://db2/d", false)]
    [InlineData("mysql://db1/d", "mysql://db1:3307/d", false)]
    [InlineData("mysql://db1/d", "postgres://db1:3306/d", false)]
    public void A_database_is_the_same_whichever_way_it_is_reached(string one, string other, bool same)
    {
        string[] places = [.. new[] { one, other }.Select(u => DatabaseUrl.Parse(u)).Select(p =>
            new DatabaseAddress { Profile = p, Database = p.Database! }.Place)];
        Assert.Equal(same, places[0] == places[1]);
    }

    private static IEnumerable<TableCheckpoint> JobTables(Checkpoint checkpoint) => checkpoint.Tables.Select(t => new TableCheckpoint
    {
        Table = t.Table, TargetTable = t.TargetTable,
    });

    private static Task<(MigrationJob? Job, MigrationException? Refused)> TryAsync(Func<Task<MigrationJob>> begin) =>
        Task.Run<(MigrationJob?, MigrationException?)>(async () =>
        {
            try
            {
                return (await begin(), null);
            }
            catch (MigrationException e)
            {
                return (null, e);
            }
        });

    private static async Task<TestDatabase> SourceAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)",
            "CREATE TABLE u (id int NOT NULL PRIMARY KEY)", "INSERT INTO u VALUES (1), (2)");
        await source.CloseAsync();
        return source;
    }

    private static async Task<TestDatabase> TargetAsync(bool empty)
    {
        TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await target.ExecuteAsync(empty ? ["PRAGMA user_version = 1"]
            : ["CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "CREATE TABLE u (id int NOT NULL PRIMARY KEY)"]);
        await target.CloseAsync();
        return target;
    }

    /// <summary>Others can read the target and not write it.</summary>
    private static async Task<DbConnection> HoldAsync(TestDatabase target)
    {
        DbConnection connection = await target.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
