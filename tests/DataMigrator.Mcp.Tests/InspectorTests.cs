using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>The server as the MCP Inspector's command line and the protocol's conformance suite see it.</summary>
public sealed class InspectorTests(Inspector inspector) : IClassFixture<Inspector>, IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_inspector_lists_tools_prompts_and_templates()
    {
        JsonNode tools = await ListAsync("tools/list");
        Assert.Equal(19, tools["tools"]!.AsArray().Count);
        Assert.Equal(["migrate-table", "migrate-database"],
            (await ListAsync("prompts/list"))["prompts"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Equal(4, (await ListAsync("resources/templates/list"))["resourceTemplates"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_inspector_calls_tools_and_is_told_what_is_wrong()
    {
        _workspace.Sql("shop.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'ä€𝄞')");
        (int exitCode, string output) = await inspector.CallAsync(_workspace, "--method", "tools/call", "--tool-name", "sample-data",
            "--tool-arg", "profile_name=files", "--tool-arg", "database_name=shop.db", "--tool-arg", "table_name=t");
        Assert.Equal((0, "ä€𝄞"), (exitCode, (string?)JsonNode.Parse((string)JsonNode.Parse(output)!["content"]![0]!["text"]!)!["rows"]![0]![1]));

        (_, output) = await inspector.CallAsync(_workspace, "--method", "tools/call", "--tool-name", "sample-data",
            "--tool-arg", "profile_name=files", "--tool-arg", "database_name=shop.db", "--tool-arg", "table_name=tt");
        Assert.StartsWith("SOURCE_TABLE_NOT_FOUND: ", (string?)JsonNode.Parse(output)!["content"]![0]!["text"]);
    }

    /// <summary>The scenarios that any server can be asked. The suite speaks HTTP alone, hence the bridge; its other scenarios want tools, prompts and
    /// resources of the suite's own making.</summary>
    [Theory]
    [InlineData("server-initialize")]
    [InlineData("ping")]
    [InlineData("logging-set-level")]
    [InlineData("completion-complete")]
    [InlineData("tools-list")]
    [InlineData("resources-list")]
    [InlineData("prompts-list")]
    public async Task The_conformance_suite_is_content(string scenario)
    {
        using var bridge = new HttpBridge(_workspace);
        (int exitCode, string output) = await inspector.ConformAsync(bridge.Url, scenario);
        Assert.True(exitCode == 0 && output.Contains("Passed: 1/1, 0 failed", StringComparison.Ordinal), output);
    }

    private async Task<JsonNode> ListAsync(string method)
    {
        (int exitCode, string output) = await inspector.CallAsync(_workspace, "--method", method);
        Assert.Equal(0, exitCode);
        return JsonNode.Parse(output)!;
    }
}
