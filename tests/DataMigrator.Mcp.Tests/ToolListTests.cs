using System.Text;
using System.Text.Json;
using DataMigrator.Mcp.Server;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Mcp.Tools;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tests;

public sealed class ToolListTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static readonly JsonSerializerOptions Lines = new(Indented) { WriteIndented = false };

    private static readonly Tool[] Tools = [.. ToolCatalog.All.Select(t => ServerSetup.Describe(t, structured: true))];

    public static TheoryData<string> Names => [.. Tools.Select(t => t.Name)];

    [Fact]
    public void The_json_of_every_tool_is_as_it_was() =>
        Repository.AssertSame("tests/DataMigrator.Mcp.Tests/Snapshots/tools.json", JsonSerializer.Serialize(Tools, Indented) + "\n");

    [Fact]
    public void The_openapi_document_says_what_the_code_says() =>
        Repository.AssertSame("docs/mcp-openapi.yaml", OpenApi.Write(Tools, "1.4.0"));

    [Fact]
    public void The_readme_lists_the_tools_that_there_are()
    {
        var table = new StringBuilder($"\n{Tools.Length} tools, in the order of a migration:\n\n| tool | what it does | changes |\n|---|---|---|\n");
        foreach (Tool tool in Tools)
        {
            string changes = tool.Annotations!.ReadOnlyHint == true ? "" : tool.Annotations.DestructiveHint == true ? "yes, may remove or overwrite" : "yes";
            table.Append($"| `{tool.Name}` | {tool.Title} | {changes} |\n");
        }

        Repository.AssertPart("README.md", "<!-- mcp tools, generated -->", "<!-- end of mcp tools -->", table.Append('\n').ToString());
    }

    [Fact]
    public void The_list_of_tools_costs_at_most_6000_tokens()
    {
        string list = JsonSerializer.Serialize(ToolCatalog.All.Select(t => ServerSetup.Describe(t, structured: false)),
            Lines);
        Assert.InRange(list.Length / 4, 1, 6_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schemas_hold_only_what_every_client_takes(string name)
    {
        Tool tool = Tools.Single(t => t.Name == name);
        Assert.Equal([], SchemaCheck.Unwanted(tool.InputSchema, "input").Concat(SchemaCheck.Unwanted(tool.OutputSchema!.Value, "output")));
        foreach (JsonProperty parameter in tool.InputSchema.GetProperty("properties").EnumerateObject())
        {
            Assert.True(parameter.Value.TryGetProperty("description", out JsonElement description) && description.GetString()!.Length > 10, parameter.Name);
            Assert.Contains(parameter.Value.GetProperty("type").GetString(), (string[])["string", "integer", "boolean", "array"]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_tool_says_when_to_use_it_and_has_hints_examples_and_errors(string name)
    {
        McpTool tool = ToolCatalog.All.Single(t => t.Name == name);
        Assert.StartsWith("Use this", tool.Description);
        Assert.NotEmpty(tool.Title);
        Assert.NotEmpty(tool.Examples);
        Assert.False(tool.Hints is { ReadOnly: true, Destructive: true });
        foreach (ToolExample example in tool.Examples)
        {
            // An example is a call that is taken.
            Schema.Arguments.Parse(name, tool.Parameters, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(example.Arguments));
        }

        string[] codes = [.. typeof(ErrorCodes).GetFields().Select(f => (string)f.GetValue(null)!)];
        Assert.All(tool.Errors, e => Assert.Contains(e.Code, codes));
    }

    [Fact]
    public void The_contracts_tools_have_the_contracts_parameters_and_results()
    {
        AssertHas("start-migration-job",
            "source_table include_tables source_profile source_database target_profile target_database resume_job_id batch_size memory_limit_mb truncate_target stop_on_error",
            "job_id status mode tables_count message checkpoint");
        AssertHas("check-migration-status", "job_id",
            "job_id status mode progress_percent current_table rows_migrated rows_failed total_rows error_file tables_completed tables_total tables_status failed_tables started_at completed_at error_message");
        AssertHas("generate-schema-copy", "profile_name database_name target_db_type output_dir include_tables exclude_tables",
            "output_dir tables_generated indexes_generated foreign_keys_generated triggers_generated views_generated warnings skipped_items summary");

        static void AssertHas(string name, string parameters, string results)
        {
            Tool tool = Tools.Single(t => t.Name == name);
            Assert.Empty(parameters.Split(' ').Except(tool.InputSchema.GetProperty("properties").EnumerateObject().Select(p => p.Name)));
            Assert.Empty(results.Split(' ').Except(tool.OutputSchema!.Value.GetProperty("properties").EnumerateObject().Select(p => p.Name)));
        }
    }
}
