using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataMigrator.Mcp.Server;
using DataMigrator.Mcp.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>The engine's messages reach an agent in the words of the tools.</summary>
public sealed partial class WordsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Every_term_has_words_of_the_tools()
    {
        foreach (HostTerm term in Enum.GetValues<HostTerm>().Where(t => t != HostTerm.OrOverwrite))
        {
            Assert.NotEmpty(ToolWords.Instance.Of(term));
            Assert.DoesNotMatch(OtherHosts(), ToolWords.Instance.Of(term));
        }
    }

    [Theory]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"files","target_database":"b.db"}""", "(create_schema true, or generate-schema-copy and a review)")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"many.db","target_profile":"files","target_database":"b.db"}""", "plan-migration shows all")]
    [InlineData("start-migration-job", """{"source_table":"t","include_tables":["t"],"source_profile":"ro","source_database":"a.db","target_profile":"files"}""", "source_table and include_tables exclude each other")]
    [InlineData("generate-schema-copy", """{"profile_name":"ro","database_name":"a.db","target_db_type":"mysql","output_dir":"full"}""", "is not empty. Give another one.")]
    [InlineData("check-migration-status", """{"job_id":"20260101-120000-0a1b2c"}""", "(list-migration-jobs lists them)")]
    [InlineData("execute-sql", """{"profile_name":"files","database_name":"b.db","sql":"CREATE TABLE x (y int);\nINSERT INTO nowhere VALUES (1)","first_statement":9}""", "first_statement is 9")]
    public async Task A_message_that_names_an_option_names_the_tools_own(string tool, string arguments, string words)
    {
        _workspace.Numbers("a.db", 3);
        _workspace.Sql("b.db", "CREATE TABLE other (id int)");
        _workspace.Sql("many.db", string.Join(';', Enumerable.Range(1, 25).Select(i => $"CREATE TABLE many{i} (id int)")));
        Directory.CreateDirectory(_workspace.PathOf("full/x"));
        await using Agent agent = await Agent.StartAsync(_workspace);

        string told = await agent.FailAsync(tool, JsonNode.Parse(arguments)!);

        Assert.Contains(words, told);
        Assert.DoesNotMatch(OtherHosts(), told);
    }

    [Fact]
    public async Task Plans_and_statuses_are_told_in_the_words_of_the_tools()
    {
        _workspace.Sql("a.db", "CREATE TABLE t (id int NOT NULL PRIMARY KEY); INSERT INTO t VALUES (-1)");
        _workspace.Sql("b.db", "CREATE TABLE t (id int NOT NULL PRIMARY KEY, CHECK (id > 0))");
        _workspace.Sql("c.db", "CREATE TABLE other (id int)");
        await using Agent agent = await Agent.StartAsync(_workspace);

        JsonObject plan = await agent.CallAsync("plan-migration",
            new { source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "c.db" });
        string id = (string)(await agent.CallAsync("start-migration-job", new
        {
            source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db", continue_on_row_error = false,
        }))["job_id"]!;
        JsonObject status = await agent.CallAsync("check-migration-status", new { job_id = id, wait_seconds = 60 });

        Assert.Contains("create_schema true", (string)plan["problems"]![0]!["message"]!);
        Assert.Contains("(continue_on_row_error true)", (string)status["error_message"]!);
        Assert.DoesNotMatch(OtherHosts(), plan.ToJsonString());
        Assert.DoesNotMatch(OtherHosts(), status.ToJsonString());
    }

    [GeneratedRegex(@"[\uFDD0\uFDD1]|\\u[Ff][Dd][Dd]|(?<![\w-])--?[A-Za-z]\w+|-Db[A-Z]|\bdbmigrate\b")]
    private static partial Regex OtherHosts();
}
