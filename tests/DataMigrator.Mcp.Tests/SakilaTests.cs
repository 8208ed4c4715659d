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
}
