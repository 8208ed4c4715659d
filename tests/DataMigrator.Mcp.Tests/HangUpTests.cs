using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>The server never outlives its client, whatever it is doing for it.</summary>
public sealed class HangUpTests : IDisposable
{
    // The server's own bound is two seconds; a machine that is busy with other tests takes its time to end a process.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3.5);

    private static readonly object SmallBatches = new
    {
        source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db", batch_size = 50,
    };

    private readonly Workspace _workspace = new();

    public HangUpTests()
    {
        _workspace.Numbers("a.db", 60_000);
        _workspace.Sql("b.db", "CREATE TABLE numbers (id INTEGER PRIMARY KEY, word TEXT NOT NULL)");
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("listen", false)]
    [InlineData("listen", true)]
    [InlineData("query", false)]
    [InlineData("wait", false)]
    [InlineData("wait", true)]
    [InlineData("stop", false)]
    [InlineData("verify", false)]
    [InlineData("unread", false)]
    [InlineData("unread", true)]
    public async Task The_end_of_stdin_ends_the_server_and_its_job_can_be_resumed(string doing, bool died)
    {
        using RawServer server = await RawServer.StartAsync(_workspace, newest: true);
        string id = await StartAsync(server);
        switch (doing)
        {
            case "listen":
                await server.SendAsync("subscriptions/listen", new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } });
                break;
            case "query":
                await server.SendCallAsync("query-data", new { profile_name = "ro", database_name = "a.db", timeout_seconds = 600,
                    sql = "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n" });
                break;
            case "wait":
                await server.SendCallAsync("check-migration-status", new { job_id = id, wait_seconds = 600 });
                break;
            case "stop":
                await server.SendCallAsync("stop-migration-job", new { job_id = id });
                break;
            case "verify":
                await server.SendCallAsync("verify-migration", new { job_id = id });
                break;
            default:
                // More answers than a pipe holds, and nobody reads them.
                for (int i = 0; i < 40; i++)
                {
                    await server.SendAsync("tools/list", []);
                }

                break;
        }

        await Task.Delay(300);
        Assert.InRange(await server.HangUpAsync(died), TimeSpan.Zero, Bound);
        AssertResumable(id);
    }

    [Theory]
    [EachDatabase]
    public async Task A_job_that_waits_for_another_in_its_batch_rolls_it_back(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await target.ExecuteAsync("CREATE TABLE numbers (id bigint NOT NULL PRIMARY KEY, word varchar(100) NOT NULL)");
        _workspace.AddProfile("target", target, readWrite: true);
        using RawServer server = await RawServer.StartAsync(_workspace);
        await target.ExecuteAsync(kind == DatabaseKind.Sqlite ? "BEGIN IMMEDIATE" : "BEGIN", "INSERT INTO numbers VALUES (30000, 'another')");
        string id = (string)(await server.CallAsync("start-migration-job", new
        {
            source_profile = "ro", source_database = "a.db", target_profile = "target", target_database = kind == DatabaseKind.Sqlite ? Path.GetFileName(target.Name) : target.Name,
        }))["job_id"]!;
        await Task.Delay(2000);
        Assert.InRange(await server.HangUpAsync(), TimeSpan.Zero, Bound);
        await target.ExecuteAsync("COMMIT");
        JobStatus status = new MigrationService(new MigrationServiceOptions { HomePath = _workspace.Home }).GetStatus(id);

        // SQLite and a COPY of PostgreSQL wait where no cancellation reaches them in time: the process takes the batch with it.
        Assert.Contains(status.Status, kind is DatabaseKind.Sqlite or DatabaseKind.Postgres ? new[] { JobState.Interrupted, JobState.Stopped } : [JobState.Stopped]);
        Assert.Equal((0, 1), (status.RowsMigrated, await target.CountAsync("numbers")));
    }

    [Fact]
    public async Task A_client_that_does_not_read_stderr_keeps_nothing_from_going_on()
    {
        using RawServer server = await RawServer.StartAsync(_workspace, readErrors: false);
        string id = await StartAsync(server);
        JsonObject status = await server.CallAsync("check-migration-status", new { job_id = id, wait_seconds = 50 });
        Assert.Equal("completed", (string?)status["status"]);
        Assert.InRange(await server.HangUpAsync(), TimeSpan.Zero, Bound);
    }

    private void AssertResumable(string id)
    {
        JobStatus status = new MigrationService(new MigrationServiceOptions { HomePath = _workspace.Home }).GetStatus(id);
        Assert.Equal(JobState.Stopped, status.Status);
        Assert.Equal(0, status.RowsMigrated % 50);
        Assert.Equal(status.RowsMigrated, _workspace.Count("b.db", "numbers"));
    }

    private static async Task<string> StartAsync(RawServer server)
    {
        string id = (string)(await server.CallAsync("start-migration-job", SmallBatches))["job_id"]!;
        while ((long)(await server.CallAsync("check-migration-status", new { job_id = id }))["rows_migrated"]! < 100)
        {
            await Task.Delay(20);
        }

        return id;
    }
}
