using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>What an agent gives and leaves empty is refused; null is what clients send for what they leave out.</summary>
public sealed class EmptyArgumentTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("start-migration-job", "source_table", "\"\"")]
    [InlineData("start-migration-job", "include_tables", "[]")]
    [InlineData("start-migration-job", "include_tables", "[\"\"]")]
    [InlineData("start-migration-job", "include_tables", "[null]")]
    [InlineData("start-migration-job", "exclude_tables", "[]")]
    [InlineData("start-migration-job", "target_database", "\" \"")]
    [InlineData("start-migration-job", "resume_job_id", "\"\"")]
    [InlineData("plan-migration", "source_table", "\"\"")]
    [InlineData("plan-migration", "exclude_tables", "[\" \"]")]
    [InlineData("verify-migration", "source_table", "\"\"")]
    [InlineData("verify-migration", "job_id", "\"\"")]
    [InlineData("generate-schema-copy", "include_tables", "[]")]
    [InlineData("generate-schema-copy", "exclude_tables", "[\"\"]")]
    [InlineData("generate-schema-copy", "output_dir", "\"\"")]
    [InlineData("list-tables", "name_contains", "\"\"")]
    [InlineData("execute-sql", "sql", "\"\"")]
    [InlineData("read-rejected-rows", "table_name", "\"\"")]
    public async Task An_argument_that_is_given_and_empty_is_refused(string tool, string name, string value)
    {
        _workspace.Numbers("a.db", 10);
        _workspace.Numbers("b.db", 3);
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject arguments = Usual(tool);
        arguments[name] = JsonNode.Parse(value);

        string message = await agent.FailAsync(tool, arguments);

        Assert.StartsWith("INVALID_PARAMETER: ", message);
        Assert.Contains(name, message);
    }

    [Fact]
    public async Task Null_is_left_out_and_patterns_choose_tables()
    {
        _workspace.Numbers("a.db", 10);
        _workspace.Sql("a.db", "CREATE TABLE other (id int)");
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject arguments = Usual("generate-schema-copy");
        arguments["include_tables"] = null;
        arguments["output_dir"] = null;
        Assert.Equal(2, (int)(await agent.CallAsync("generate-schema-copy", arguments))["tables_generated"]!);
        arguments["include_tables"] = new JsonArray("num*");
        arguments["target_db_type"] = "PostgreSQL";
        Assert.Equal(1, (int)(await agent.CallAsync("generate-schema-copy", arguments))["tables_generated"]!);
    }

    private static JsonObject Usual(string tool) => tool switch
    {
        "generate-schema-copy" => new() { ["profile_name"] = "files", ["database_name"] = "a.db", ["target_db_type"] = "postgres" },
        "list-tables" or "execute-sql" => new() { ["profile_name"] = "files", ["database_name"] = "a.db" },
        "read-rejected-rows" => new() { ["job_id"] = "20260101-120000-0a1b2c" },
        _ => new()
        {
            ["source_profile"] = "files", ["source_database"] = "a.db", ["target_profile"] = "files", ["target_database"] = "b.db",
        },
    };
}
