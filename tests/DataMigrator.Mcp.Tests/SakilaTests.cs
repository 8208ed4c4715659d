using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>An agent that follows the server's eight steps with a real database.</summary>
public sealed class SakilaTests
{
    [Fact]
    public async Task Sakila_moves_from_mysql_to_postgresql_with_a_repair_a_killed_server_and_a_verification()
    {
        TestServers.Require(DatabaseKind.MySql, DatabaseKind.Postgres);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.MySql);
        await SampleDatabases.LoadSakilaAsync(source);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        using var workspace = new Workspace();
        workspace.AddProfile("source", source, readWrite: false);
        workspace.AddProfile("target", target, readWrite: true);

        Agent agent = await Agent.StartAsync(workspace);
        JsonObject tables = await agent.CallAsync("list-tables", new { profile_name = "source", database_name = source.Name });
        JsonObject schema = await agent.CallAsync("generate-schema-copy", new { profile_name = "source", database_name = source.Name, target_db_type = "postgres" });
        Assert.Equal((int?)tables["tables_count"], (int?)schema["tables_generated"]);
        await WorkflowTests.BreakAndRepairAsync(agent, schema, target.Name, DatabaseKind.Postgres);
        var ends = new JsonObject
        {
            ["source_profile"] = "source", ["source_database"] = source.Name, ["target_profile"] = "target", ["target_database"] = target.Name,
        };
        JsonObject plan = await agent.CallAsync("plan-migration", ends);
        Assert.True((bool?)plan["can_start"], plan.ToJsonString());

        ends["batch_size"] = 20;
        string id = (string)(await agent.CallAsync("start-migration-job", ends))["job_id"]!;
        while ((long)(await agent.CallAsync("check-migration-status", new { job_id = id }))["rows_migrated"]! < 500)
        {
            await Task.Delay(20);
        }

        await agent.KillAsync();
        await agent.DisposeAsync();
        agent = await Agent.StartAsync(workspace);
        JsonObject jobs = await agent.CallAsync("list-migration-jobs", new { });
        Assert.Equal("interrupted", (string?)jobs["jobs"]![0]!["status"]);
        await agent.CallAsync("start-migration-job", new { resume_job_id = id });
        JsonObject status = await agent.EndOfAsync(id);
        Assert.True((string?)status["status"] == "completed", status.ToJsonString());
        foreach (string file in (string[])["indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql"])
        {
            await WorkflowTests.RunAsync(agent, schema, file, target.Name, DatabaseKind.Postgres);
        }

        JsonObject verified = await agent.CallAsync("verify-migration", new { job_id = id });
        Assert.True((bool?)verified["equal"], verified.ToJsonString());
        await agent.DisposeAsync();
    }

    /// <summary>25,000 tokens at four characters each, escapes and all, for everything that the agent is told; an agent's context
    /// is no bigger than a few of these.</summary>
    [Fact]
    public async Task An_agent_moves_sakila_with_a_fault_to_repair_in_under_25000_tokens_and_300_megabytes()
    {
        TestServers.Require(DatabaseKind.MySql, DatabaseKind.Postgres);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.MySql);
        await SampleDatabases.LoadSakilaAsync(source);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        using var workspace = new Workspace();
        workspace.AddProfile("source", source, readWrite: false);
        workspace.AddProfile("target", target, readWrite: true);
        await using Agent agent = await Agent.StartAsync(workspace);

        // 1 and 2: what there is.
        await agent.CallAsync("list-profiles", new { });
        await agent.CallAsync("list-databases", new { profile_name = "source" });
        await agent.CallAsync("list-databases", new { profile_name = "target" });
        await agent.CallAsync("list-tables", new { profile_name = "source", database_name = source.Name });
        await agent.CallAsync("list-tables", new { profile_name = "target", database_name = target.Name });
        await agent.CallAsync("describe-table", new { profile_name = "source", database_name = source.Name, table_name = "film" });
        await agent.CallAsync("sample-data", new { profile_name = "source", database_name = source.Name, table_name = "film", limit = 3 });

        // 3 and 4: the schema, with a statement that fails and is mended.
        JsonObject schema = await agent.CallAsync("generate-schema-copy", new { profile_name = "source", database_name = source.Name, target_db_type = "postgresql" });
        await WorkflowTests.BreakAndRepairAsync(agent, schema, target.Name, DatabaseKind.Postgres);

        // 5 to 8: the plan, the job, the rest of the schema, the proof.
        var ends = new JsonObject
        {
            ["source_profile"] = "source", ["source_database"] = source.Name, ["target_profile"] = "target", ["target_database"] = target.Name,
        };
        Assert.True((bool?)(await agent.CallAsync("plan-migration", ends))["can_start"]);
        string id = (string)(await agent.CallAsync("start-migration-job", ends))["job_id"]!;
        await agent.CallAsync("check-migration-status", new { job_id = id });
        Assert.Equal("completed", (string?)(await agent.EndOfAsync(id))["status"]);
        foreach (string file in (string[])["indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql"])
        {
            await WorkflowTests.RunAsync(agent, schema, file, target.Name, DatabaseKind.Postgres);
        }

        Assert.True((bool?)(await agent.CallAsync("verify-migration", new { job_id = id }))["equal"]);
        Assert.True(agent.Characters < 100_000, $"{agent.Characters} characters: {agent.CharactersByTool}");
        Assert.True(agent.PeakMemory < 300_000_000, $"{agent.PeakMemory} bytes");
        TestContext.Current.TestOutputHelper?.WriteLine($"{agent.Characters} characters: {agent.CharactersByTool}; {agent.PeakMemory} bytes");
    }
}
