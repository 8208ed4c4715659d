using System.Globalization;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>A client that dies while its COMMIT waits at the server, and a job that is resumed before that commit is made or
/// given up.</summary>
[Collection(ProcessCollection.Name)]
public sealed class FenceTests(OwnServers servers)
{
    private const int Rows = 3000;

    private static readonly DatabaseKind[] Servers = [DatabaseKind.Postgres, DatabaseKind.MySql, DatabaseKind.MariaDb];

    public static TheoryData<DatabaseKind, bool, bool> Cases()
    {
        var data = new TheoryData<DatabaseKind, bool, bool>();
        foreach (DatabaseKind kind in Servers)
        {
            data.Add(kind, false, true);
            data.Add(kind, false, false);
            data.Add(kind, true, false);
        }

        return data;
    }

    public static TheoryData<DatabaseKind> EachServer() => new(Servers);

    /// <summary>Without a key in the target and onto rows that are there; with a key in the source alone; with a key in both.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_dead_clients_commit_is_waited_for_and_counted_once(DatabaseKind kind, bool targetKey, bool targetHasRows)
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(kind, servers.Get(kind));
        await using TestDatabase source = await SourceAsync(sourceKey: !targetHasRows);
        await target.ExecuteAsync($"CREATE TABLE t (id int NOT NULL{(targetKey ? " PRIMARY KEY" : "")}, v varchar(20))");
        if (targetHasRows)
        {
            await target.ExecuteAsync("INSERT INTO t VALUES (0, 'mine')");
        }

        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await using HeldCommits held = await HeldCommits.HoldAsync(target);
        using (DbMigrateProcess dies = DbMigrateProcess.Start(["migrate", .. migration.Arguments, "--batch-size", "1000", "--json"]))
        {
            await held.WaitAsync();
            await dies.KillAsync();
        }

        string jobId = Assert.Single(migration.Service.ListJobs()).JobId;
        using DbMigrateProcess resumed = migration.StartResume(jobId);
        await WaitForAsync(() => resumed.Errors.Contains("earlier session", StringComparison.Ordinal));
        await held.DisposeAsync();
        await resumed.WaitAsync();

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(await source.CountAsync("t") + (targetHasRows ? 1 : 0), await target.CountAsync("t"));
        Assert.Equal(Rows, Convert.ToInt64(await target.ScalarAsync("SELECT count(DISTINCT id) FROM t WHERE id > 0"),
            CultureInfo.InvariantCulture));
        Assert.Contains(migration.Service.GetStatus(jobId).Warnings, w => w.Contains("earlier session", StringComparison.Ordinal));
    }

    /// <summary>As above within one process: the connection is lost while COMMIT waits, and the job connects again.</summary>
    [Theory]
    [MemberData(nameof(EachServer))]
    public async Task A_commit_whose_connection_was_lost_is_waited_for_and_counted_once(DatabaseKind kind)
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(kind, servers.Get(kind));
        await using TestDatabase source = await SourceAsync(sourceKey: true);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL, v varchar(20))");
        await using var proxy = new TcpProxy(target.Server!);
        using var migration = new TestMigration(source, target, targetPort: proxy.Port);
        await source.CloseAsync();
        await using HeldCommits held = await HeldCommits.HoldAsync(target);
        MigrationJob job = await migration.Service.StartAsync(migration.Request with { BatchSize = 1000 }, CancellationToken.None);
        await held.WaitAsync();
        proxy.Reset();
        await WaitForAsync(() => migration.Log.Any(e => e.Detail?.Contains("earlier session", StringComparison.Ordinal) == true));
        await held.DisposeAsync();
        JobStatus status = await job.Completion;

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal((Rows, Rows), (status.RowsMigrated, await target.CountAsync("t")));
        Assert.Contains(status.Warnings, w => w.Contains("earlier session", StringComparison.Ordinal));
    }

    /// <summary>The server has not noticed, and would not for hours.</summary>
    [Theory]
    [MemberData(nameof(EachServer))]
    public async Task A_session_that_the_server_has_not_missed_is_ended_by_the_process_that_lost_it(DatabaseKind kind)
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(kind, servers.Get(kind));
        await using TestDatabase source = await SourceAsync(sourceKey: true);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL, v varchar(20))");
        await using var proxy = new TcpProxy(target.Server!);
        using var migration = new TestMigration(source, target, targetPort: proxy.Port);
        await source.CloseAsync();
        int dropped = 0;
        proxy.Passes = (_, piece, toServer) =>
        {
            if (toServer && piece.Span.IndexOf("row 1500"u8) >= 0 && Interlocked.Exchange(ref dropped, 1) == 0)
            {
                proxy.Reset(serverToo: false);
            }

            return Task.FromResult(piece.Length);
        };

        JobStatus status = await migration.RunAsync(r => r with { BatchSize = 1000 });

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal(1, dropped);
        Assert.Equal((Rows, Rows), (status.RowsMigrated, await target.CountAsync("t")));
    }

    [Theory]
    [MemberData(nameof(EachServer))]
    public async Task An_earlier_session_that_does_not_end_is_named_and_the_job_can_be_stopped_and_resumed(DatabaseKind kind)
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(kind, servers.Get(kind));
        await using TestDatabase source = await SourceAsync(sourceKey: true);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL, v varchar(20))");
        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await using HeldCommits held = await HeldCommits.HoldAsync(target);
        using (DbMigrateProcess dies = DbMigrateProcess.Start(["migrate", .. migration.Arguments, "--batch-size", "1000", "--json"]))
        {
            await held.WaitAsync();
            await dies.KillAsync();
        }

        string jobId = Assert.Single(migration.Service.ListJobs()).JobId;
        MigrationService impatient = migration.With(RetryPolicy.Default with { EarlierSession = TimeSpan.FromSeconds(1) });
        JobStatus failed = await (await impatient.ResumeAsync(jobId, CancellationToken.None)).Completion;
        Assert.Equal((JobState.Failed, ErrorCodes.MigrationFailed), (failed.Status, failed.ErrorCode));
        Assert.Matches(kind == DatabaseKind.Postgres ? @"session \d+ .*pg_terminate_backend\(\d+\)" : @"session \d+ .*KILL \d+", failed.ErrorMessage);

        MigrationJob waiting = await migration.Service.ResumeAsync(jobId, CancellationToken.None);
        await WaitForAsync(() => waiting.Status.Warnings.Any(w => w.Contains("earlier session", StringComparison.Ordinal)));
        waiting.RequestStop();
        Assert.Equal(JobState.Stopped, (await waiting.Completion).Status);

        await held.DisposeAsync();
        JobStatus status = await migration.ResumeAsync(jobId);
        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal((Rows, Rows), (status.RowsMigrated, await target.CountAsync("t")));
    }

    /// <summary>Waits a few seconds; what a job does that waits for nothing is to be seen in the rows.</summary>
    private static async Task WaitForAsync(Func<bool> reached)
    {
        for (int i = 0; i < 250 && !reached(); i++)
        {
            await Task.Delay(20);
        }
    }

    private static async Task<TestDatabase> SourceAsync(bool sourceKey)
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync($"CREATE TABLE t (id int NOT NULL{(sourceKey ? " PRIMARY KEY" : "")}, v varchar(20))");
        await Numbers.FillAsync(source, "t", Rows, "n, 'row ' || n");
        return source;
    }
}
