using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Tests.Infrastructure;
using ModelContextProtocol;

namespace DataMigrator.Mcp.Tests;

public sealed class JobTests : IDisposable
{
    private const int Rows = 60_000;

    private static readonly object SmallBatches = new
    {
        source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db", batch_size = 50,
    };

    private static readonly object Endless = new
    {
        profile_name = "ro", database_name = "a.db", timeout_seconds = 600,
        sql = "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    };

    private readonly Workspace _workspace = new();

    public JobTests()
    {
        _workspace.Numbers("a.db", Rows);
        _workspace.Sql("b.db", "CREATE TABLE numbers (id INTEGER PRIMARY KEY, word TEXT NOT NULL)");
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_job_goes_on_after_the_server_was_killed_with_every_row_once()
    {
        Agent first = await Agent.StartAsync(_workspace);
        string id = await StartAsync(first, 500);
        await first.KillAsync();
        await first.DisposeAsync();

        await using Agent second = await Agent.StartAsync(_workspace);
        JsonObject jobs = await second.CallAsync("list-migration-jobs", new { });
        Assert.Equal((id, "interrupted"), ((string?)jobs["jobs"]![0]!["job_id"], (string?)jobs["jobs"]![0]!["status"]));
        JsonObject resumed = await second.CallAsync("start-migration-job", new { resume_job_id = id });
        Assert.Equal(("resumed", id), ((string?)resumed["status"], (string?)resumed["job_id"]));
        Assert.Equal("completed", (string?)(await second.EndOfAsync(id))["status"]);
        Assert.True((bool?)(await second.CallAsync("verify-migration", new { job_id = id }))["equal"]);
        Assert.Equal(Rows, _workspace.Count("b.db", "numbers"));
        Assert.Contains("nothing to resume",
            (string)(await second.CallAsync("start-migration-job", new { resume_job_id = id }))["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_stops_at_a_batch_boundary_when_the_client_hangs_up()
    {
        Agent agent = await Agent.StartAsync(_workspace);
        string id = await StartAsync(agent, 100);
        Assert.Equal(0, await agent.HangUpAsync());
        await agent.DisposeAsync();
        JobStatus status = new MigrationService(new MigrationServiceOptions { HomePath = _workspace.Home }).GetStatus(id);
        Assert.Equal(JobState.Stopped, status.Status);
        Assert.Equal(0, status.RowsMigrated % 50);
        Assert.Equal(status.RowsMigrated, _workspace.Count("b.db", "numbers"));
    }

    [Fact]
    public async Task The_server_ends_at_a_signal_while_the_client_still_holds_its_end_and_the_job_can_be_resumed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        Agent agent = await Agent.StartAsync(_workspace);
        string id = await StartAsync(agent, 100);
        Assert.Equal(130, await agent.SignalAsync("TERM"));
        await agent.DisposeAsync();
        JobStatus status = new MigrationService(new MigrationServiceOptions { HomePath = _workspace.Home }).GetStatus(id);
        Assert.Equal(JobState.Stopped, status.Status);
        Assert.Equal(status.RowsMigrated, _workspace.Count("b.db", "numbers"));
    }

    [Fact]
    public async Task A_job_is_stopped_and_resumed_by_its_id()
    {
        await using Agent agent = await Agent.StartAsync(_workspace);
        string id = await StartAsync(agent, 100);
        Assert.Contains("MIGRATION_ALREADY_EXISTS", await agent.FailAsync("start-migration-job", new { resume_job_id = id }));
        JsonObject stopped = await agent.CallAsync("stop-migration-job", new { job_id = id });
        Assert.Equal("stopped", (string?)stopped["status"]);
        Assert.Contains("batch_size", await agent.FailAsync("start-migration-job", new { resume_job_id = id, batch_size = 7 }));
        await agent.CallAsync("start-migration-job", new { resume_job_id = id, source_profile = "ro" });
        Assert.Equal("completed", (string?)(await agent.EndOfAsync(id))["status"]);
        Assert.Equal("completed", (string?)(await agent.CallAsync("stop-migration-job", new { job_id = id }))["status"]);
        Assert.Equal(Rows, _workspace.Count("b.db", "numbers"));
    }

    [Fact]
    public async Task A_job_of_another_process_is_seen_and_stopped()
    {
        await using Agent other = await Agent.StartAsync(_workspace);
        await using Agent agent = await Agent.StartAsync(_workspace);
        string id = await StartAsync(other, 100);
        Assert.Equal("running", (string?)(await agent.CallAsync("check-migration-status", new { job_id = id }))["status"]);
        Assert.Contains("MIGRATION_ALREADY_EXISTS", await agent.FailAsync("start-migration-job", new { resume_job_id = id }));
        Assert.Equal("stopped", (string?)(await agent.CallAsync("stop-migration-job", new { job_id = id }))["status"]);
        Assert.Equal("stopped", (string?)(await other.CallAsync("check-migration-status", new { job_id = id }))["status"]);
    }

    [Fact]
    public async Task A_call_that_waits_notifies_progress_that_grows()
    {
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject job = await agent.CallAsync("start-migration-job", SmallBatches);
        var seen = new ConcurrentQueue<float>();
        using (_workspace.Lock("b.db"))
        {
            // The job waits for the other writer: no row moves, and the protocol wants progress to grow all the same.
            await agent.CallAsync("check-migration-status", new { job_id = (string)job["job_id"]!, wait_seconds = 3 }, new Recorder(seen));
        }

        Assert.NotEmpty(seen);
        Assert.Equal(seen.Distinct().Order(), seen);
        await agent.CallAsync("stop-migration-job", new { job_id = (string)job["job_id"]! });
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_in_the_database_too()
    {
        // The official client tells the server of a cancellation up to this version of the protocol.
        await using Agent agent = await Agent.StartAsync(_workspace, new Dictionary<string, string?>(), "2025-11-25");
        using var cancel = new CancellationTokenSource();
        Task endless = agent.RawAsync("query-data", Endless, cancellationToken: cancel.Token);
        await agent.CallAsync("list-tables", new { profile_name = "ro", database_name = "a.db" });
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        await agent.CallAsync("list-tables", new { profile_name = "ro", database_name = "a.db" });
        Assert.Equal(0, await agent.HangUpAsync());
    }

    [Fact]
    public async Task A_call_on_its_way_does_not_keep_the_server_when_the_client_hangs_up()
    {
        Agent agent = await Agent.StartAsync(_workspace);
        Task endless = agent.RawAsync("query-data", Endless);
        await agent.CallAsync("list-tables", new { profile_name = "ro", database_name = "a.db" });
        Assert.Equal(0, await agent.HangUpAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => endless);
        await agent.DisposeAsync();
    }

    [Fact]
    public async Task Rejected_rows_are_read_by_tool_and_by_resource()
    {
        _workspace.Sql("a.db", "CREATE TABLE loose (id INTEGER PRIMARY KEY, n); INSERT INTO loose VALUES (1, 5), (2, 'five'), (3, NULL)");
        _workspace.Sql("b.db", "CREATE TABLE loose (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)");
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject job = await agent.CallAsync("start-migration-job", new
        {
            source_table = "loose", source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db",
        });
        string id = (string)job["job_id"]!;
        Assert.Equal("single_table", (string?)job["mode"]);
        JsonObject status = await agent.EndOfAsync(id);
        Assert.Equal("completed_with_errors", (string?)status["status"]);
        JsonObject rejects = await agent.CallAsync("read-rejected-rows", new { job_id = id, table_name = "loose" });
        Assert.Equal((int?)status["rows_failed"], rejects["rows"]!.AsArray().Count);
        Assert.NotNull(rejects["rows"]![0]!["error"]);
        var resources = await agent.Client.ListResourcesAsync();
        Assert.Contains(resources, r => r.Uri == $"datamigrator://jobs/{id}/rejects/loose");
        foreach (var resource in resources)
        {
            Assert.NotEmpty((await agent.Client.ReadResourceAsync(resource.Uri)).Contents);
        }

        var linked = (await agent.RawAsync("check-migration-status", new { job_id = id })).Content.OfType<ModelContextProtocol.Protocol.ResourceLinkBlock>();
        Assert.Equal([$"datamigrator://jobs/{id}/rejects/loose"], linked.Select(l => l.Uri));
        linked = (await agent.RawAsync("generate-schema-copy", new { profile_name = "ro", database_name = "a.db", target_db_type = "mysql" })).Content.OfType<ModelContextProtocol.Protocol.ResourceLinkBlock>();
        Assert.Equal(["tables.sql", "indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql"], linked.Select(l => l.Name).OrderBy(n => Array.IndexOf(["tables.sql", "indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql"], n)));
        Assert.All(linked, l => Assert.NotEmpty(agent.Client.ReadResourceAsync(l.Uri).AsTask().GetAwaiter().GetResult().Contents));
        using (RawServer old = await RawServer.StartAsync(_workspace, protocol: "2025-03-26"))
        {
            JsonObject status03 = await old.AskAsync("tools/call", new JsonObject { ["name"] = "check-migration-status", ["arguments"] = new JsonObject { ["job_id"] = id } });
            Assert.Single(status03["content"]!.AsArray());
        }

        Assert.StartsWith("SOURCE_TABLE_NOT_FOUND: ", await agent.FailAsync("read-rejected-rows", new { job_id = id, table_name = "lose" }));
    }

    private static async Task<string> StartAsync(Agent agent, int committed)
    {
        string id = (string)(await agent.CallAsync("start-migration-job", SmallBatches))["job_id"]!;
        for (int i = 0; i < 600; i++)
        {
            JsonObject status = await agent.CallAsync("check-migration-status", new { job_id = id });
            if ((long)status["rows_migrated"]! >= committed)
            {
                return id;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("The job does not move.");
    }

    private sealed class Recorder(ConcurrentQueue<float> seen) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => seen.Enqueue(value.Progress);
    }
}
