using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>A job has its id before its plan is made, where that takes long.</summary>
public sealed class PlanningTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public PlanningTests() => _workspace.Numbers("a.db", 100);

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [EachDatabase]
    public async Task A_job_is_started_before_it_is_planned_and_goes_on_by_itself(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase target = await TargetAsync(kind);
        await using Agent agent = await Agent.StartAsync(_workspace);
        await using Agent other = await Agent.StartAsync(_workspace);
        string id;
        using (_workspace.Lock("a.db", readers: true))
        {
            JsonObject started = await StartAsync(agent, target);
            id = (string)started["job_id"]!;
            Assert.Null(started["tables_count"]);
            Assert.Contains("still makes its plan", (string?)started["message"]);
            JsonObject status = await other.CallAsync("check-migration-status", new { job_id = id });
            Assert.Equal("running", (string?)status["status"]);
            Assert.Contains("plan is being made", (string?)status["message"]);
        }

        JsonObject ended = await agent.EndOfAsync(id);
        Assert.Equal(("completed", 100, 1), ((string?)ended["status"], (int?)ended["rows_migrated"], (int?)ended["tables_total"]));
        Assert.Equal(100, await target.CountAsync("numbers"));
    }

    [Fact]
    public async Task What_refuses_a_plan_that_took_long_is_the_jobs_failure_and_it_can_be_resumed()
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _workspace.AddProfile("target", target, readWrite: true);
        await target.ExecuteAsync("CREATE TABLE other (id int)");
        await using Agent agent = await Agent.StartAsync(_workspace);
        string id;
        using (_workspace.Lock("a.db", readers: true))
        {
            id = (string)(await StartAsync(agent, target))["job_id"]!;
        }

        JsonObject failed = await agent.EndOfAsync(id);
        Assert.Equal(("failed", "TARGET_TABLE_NOT_FOUND"), ((string?)failed["status"], (string?)failed["error_code"]));
        Assert.Contains("create_schema true", (string?)failed["error_message"]);
        Assert.StartsWith("TARGET_TABLE_NOT_FOUND: ", await agent.FailAsync("start-migration-job", new { resume_job_id = id }));
        await target.ExecuteAsync("CREATE TABLE numbers (id INTEGER PRIMARY KEY, word TEXT NOT NULL)");
        JsonObject resumed = await agent.CallAsync("start-migration-job", new { resume_job_id = id });
        Assert.Equal("resumed", (string?)resumed["status"]);
        Assert.Equal("completed", (string?)(await agent.EndOfAsync(id))["status"]);
        Assert.Equal(100, await target.CountAsync("numbers"));
    }

    [Fact]
    public async Task A_job_is_stopped_while_it_plans_by_any_process_and_by_the_end_of_its_own()
    {
        await using TestDatabase target = await TargetAsync(DatabaseKind.Sqlite);
        Agent agent = await Agent.StartAsync(_workspace);
        await using Agent other = await Agent.StartAsync(_workspace);
        string id;
        using (_workspace.Lock("a.db", readers: true))
        {
            id = (string)(await StartAsync(agent, target))["job_id"]!;
            await other.RawAsync("stop-migration-job", new { job_id = id }).WaitAsync(TimeSpan.FromSeconds(3)).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        Assert.Equal("stopped", (string?)(await other.EndOfAsync(id))["status"]);
        using (_workspace.Lock("a.db", readers: true))
        {
            Assert.Contains("still makes its plan", (string?)(await agent.CallAsync("start-migration-job", new { resume_job_id = id }))["message"]);
            await agent.DisposeAsync();
        }

        Assert.Contains((string?)(await other.CallAsync("check-migration-status", new { job_id = id }))["status"], (string[])["stopped", "interrupted"]);
        await other.CallAsync("start-migration-job", new { resume_job_id = id });
        Assert.Equal("completed", (string?)(await other.EndOfAsync(id))["status"]);
        Assert.Equal(100, await target.CountAsync("numbers"));
    }

    [Fact]
    public async Task The_tables_of_a_job_that_makes_them_are_known_when_it_starts()
    {
        _workspace.Sql("many.db", string.Concat(Enumerable.Range(0, 300).Select(i => $"CREATE TABLE table_{i} (id INTEGER PRIMARY KEY, x TEXT);")));
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject started = await agent.CallAsync("start-migration-job", new
        {
            source_profile = "ro", source_database = "many.db", target_profile = "files", target_database = "new.db", create_schema = true,
        });
        Assert.True(started["tables_count"] is null || (int)started["tables_count"]! == 300, started.ToJsonString());
        Assert.DoesNotContain("moves 0 tables", (string?)started["message"]);
        Assert.Equal("completed", (string?)(await agent.EndOfAsync((string)started["job_id"]!))["status"]);
    }

    [Theory]
    [EachDatabase]
    public async Task Rows_that_the_target_holds_already_are_a_warning_with_their_number(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase target = await TargetAsync(kind);
        for (int i = 0; i < 250; i++)
        {
            _workspace.Sql("a.db", $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY)");
            await target.ExecuteAsync($"CREATE TABLE t{i} (id bigint NOT NULL PRIMARY KEY)");
        }

        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject call = new()
        {
            ["source_profile"] = "ro", ["source_database"] = "a.db", ["target_profile"] = "target",
            ["target_database"] = kind == DatabaseKind.Sqlite ? Path.GetFileName(target.Name) : target.Name,
        };
        Assert.DoesNotContain("holds rows already", (await agent.CallAsync("plan-migration", call)).ToJsonString());
        await target.ExecuteAsync("INSERT INTO numbers VALUES (1001, 'a'), (1002, 'b')", "INSERT INTO t249 VALUES (1)");
        for (int i = 0; i < 20; i++)
        {
            await target.ExecuteAsync($"INSERT INTO t{i} VALUES (1)");
        }

        const string Warning = "The target holds rows already, and rows are added to them: numbers (2 rows), t0 (1 row)";
        foreach (bool create in (bool[])[false, true])
        {
            call["create_schema"] = create;
            string said = Assert.Single((await agent.CallAsync("plan-migration", call))["warnings"]!.AsArray(), w => ((string)w!).StartsWith(Warning, StringComparison.Ordinal))!.GetValue<string>();
            Assert.EndsWith(" and 12 more tables. To have them removed first: truncate_target true.", said);
        }

        call.Remove("create_schema");
        call["source_table"] = "numbers";
        JsonObject job = await agent.CallAsync("start-migration-job", call);
        Assert.Contains("numbers (2 rows).", job["warnings"]!.ToJsonString());
        await agent.EndOfAsync((string)job["job_id"]!);
        call["truncate_target"] = true;
        job = await agent.CallAsync("start-migration-job", call);
        Assert.DoesNotContain("holds rows already", job.ToJsonString());
        await agent.EndOfAsync((string)job["job_id"]!);
    }

    private async Task<TestDatabase> TargetAsync(DatabaseKind kind)
    {
        TestDatabase target = await TestDatabase.CreateAsync(kind);
        _workspace.AddProfile("target", target, readWrite: true);
        await target.ExecuteAsync("CREATE TABLE numbers (id bigint NOT NULL PRIMARY KEY, word varchar(100) NOT NULL)");
        return target;
    }

    private static Task<JsonObject> StartAsync(Agent agent, TestDatabase target) => agent.CallAsync("start-migration-job", new
    {
        source_profile = "ro", source_database = "a.db", target_profile = "target",
        target_database = target.Kind == DatabaseKind.Sqlite ? Path.GetFileName(target.Name) : target.Name,
    });
}
