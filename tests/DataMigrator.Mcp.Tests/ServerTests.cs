using System.Text.Json;
using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tests;

public sealed class ServerTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_server_tells_the_workflow_its_tools_prompts_and_resources()
    {
        await using Agent agent = await Agent.StartAsync(_workspace);
        Assert.Equal(19, agent.Tools.Count);
        Assert.Equal("datamigrator", agent.Client.ServerInfo?.Name);
        Assert.All(Enumerable.Range(1, 8), i => Assert.Contains($"\n{i}. ", agent.Client.ServerInstructions));
        Assert.Equal(["migrate-table", "migrate-database"], (await agent.Client.ListPromptsAsync()).Select(p => p.Name));
        Assert.Equal(4, (await agent.Client.ListResourceTemplatesAsync()).Count);
        JsonObject help = await agent.CallAsync("tool-help", new { });
        Assert.Equal((19, 8), (help["tools"]!.AsArray().Count, help["workflow"]!.AsArray().Count));
        foreach (string tool in agent.Tools.Keys)
        {
            JsonObject page = await agent.CallAsync("tool-help", new { tool_name = tool });
            Assert.Equal(tool, (string?)page["tool"]);
            Assert.NotEmpty(page["examples"]!.AsArray());
        }

        GetPromptResult prompt = await agent.Client.GetPromptAsync("migrate-table", new Dictionary<string, object?>
        {
            ["source_table"] = "t", ["source_profile"] = "ro", ["source_database"] = "a.db", ["target_profile"] = "files", ["target_database"] = "b.db",
        });
        Assert.Contains("\"t\"", Assert.IsType<TextContentBlock>(prompt.Messages[0].Content).Text);
    }

    [Fact]
    public async Task Every_line_of_stdout_is_json_rpc_and_every_line_of_stderr_a_json_object()
    {
        _workspace.Numbers("a.db", 1000);
        Agent agent = await Agent.StartAsync(_workspace);
        JsonObject job = await agent.CallAsync("start-migration-job",
            new { source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db", create_schema = true });
        await agent.EndOfAsync((string)job["job_id"]!);
        await agent.FailAsync("list-tables", new { profile_name = "none", database_name = "x" });
        await agent.DisposeAsync();
        string[] lines = agent.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, l => Assert.Equal("2.0", JsonDocument.Parse(l).RootElement.GetProperty("jsonrpc").GetString()));
        string[] log = agent.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(log, l => Assert.Contains(JsonDocument.Parse(l).RootElement.GetProperty("level").GetString(), (string[])["info", "warn", "error"]));
        Assert.Contains(log, l => l.Contains((string)job["job_id"]!));
    }

    [Theory]
    [InlineData("sample-data", """{"profile_name":"ro","database_name":"a.db","tabel_name":"numbers"}""", "Did you mean \"table_name\"?")]
    [InlineData("start-migration-job", """{"source-profile":"ro"}""", "Did you mean \"source_profile\"?")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db"}""", "target_profile is missing")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"files","batch_size":0}""", "an integer from 1 to 1000000")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"files","batch_size":"many"}""", "an integer from 1 to 1000000")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"files","include_tables":"numbers"}""", "an array of strings")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"files","truncate_target":"yes"}""", "true or false")]
    [InlineData("start-migration-job", """{"source_profile":5,"source_database":"a.db","target_profile":"files","include_tables":["a",7],"batch_size":"5.5","verify":1}""", "source_profile must be a string, and is 5.\ninclude_tables must be an array of strings, and is an array that holds 7.\nbatch_size must be an integer from 1 to 1000000, and is \"5.5\".\nverify must be true or false, and is 1.")]
    [InlineData("start-migration-job", """{"source_profile":{"name":"ro"},"source_database":["a.db"],"target_profile":"files","verify":"True"}""", "source_profile must be a string, and is an object.\nsource_database must be a string, and is an array.\nverify must be true or false, and is \"True\".")]
    [InlineData("generate-schema-copy", """{"profile_name":"ro","database_name":"a.db","target_db_type":"postgre"}""", "did you mean \"postgres\"?")]
    [InlineData("list-tables", """{}""", "profile_name is missing")]
    [InlineData("list-tables", """{"profile_name":null,"database_name":"a.db"}""", "profile_name is null")]
    [InlineData("tool-help", """{"tool_name":"start-migration"}""", "Did you mean \"start-migration-job\"?")]
    [InlineData("execute-sql", """{"profile_name":"files","database_name":"a.db"}""", "either the SQL or a file")]
    public async Task A_call_that_can_not_be_right_is_refused_with_what_was_meant(string tool, string arguments, string part)
    {
        _workspace.Numbers("a.db", 10);
        await using Agent agent = await Agent.StartAsync(_workspace);
        string message = await agent.FailAsync(tool, JsonNode.Parse(arguments)!);
        Assert.StartsWith("INVALID_PARAMETER: ", message);
        Assert.Contains(part, message);
    }

    [Theory]
    [InlineData("list-tables", """{"profile_name":"fils","database_name":"a.db"}""", "PROFILE_NOT_FOUND", "Did you mean \"files\"?")]
    [InlineData("list-tables", """{"profile_name":"ro","database_name":"none.db"}""", "CONNECTION_FAILED", "no such file")]
    [InlineData("sample-data", """{"profile_name":"ro","database_name":"a.db","table_name":"number"}""", "SOURCE_TABLE_NOT_FOUND", "numbers")]
    [InlineData("check-migration-status", """{"job_id":"20200101-000000-abcdef"}""", "MIGRATION_NOT_FOUND", "list-migration-jobs lists them")]
    [InlineData("check-migration-status", """{"job_id":"../../etc"}""", "MIGRATION_NOT_FOUND", "home folder")]
    [InlineData("start-migration-job", """{"resume_job_id":"20200101-000000-abcdef"}""", "MIGRATION_NOT_FOUND", "home folder")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"ro","target_database":"b.db"}""", "ACCESS_DENIED", "read-only")]
    [InlineData("start-migration-job", """{"source_table":"nmbers","source_profile":"ro","source_database":"a.db","target_profile":"files","target_database":"b.db"}""", "SOURCE_TABLE_NOT_FOUND", "numbers")]
    [InlineData("start-migration-job", """{"source_profile":"ro","source_database":"a.db","target_profile":"files","target_database":"b.db"}""", "TARGET_TABLE_NOT_FOUND", "create_schema true")]
    public async Task An_error_begins_with_its_code_and_says_what_to_do(string tool, string arguments, string code, string part)
    {
        _workspace.Numbers("a.db", 10);
        _workspace.Sql("b.db", "CREATE TABLE other (x int)");
        await using Agent agent = await Agent.StartAsync(_workspace);
        string message = await agent.FailAsync(tool, JsonNode.Parse(arguments)!);
        Assert.StartsWith(code + ": ", message);
        Assert.Contains(part, message);
        Assert.DoesNotContain(" --", message.Replace("the server with --profiles", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Numbers_and_flags_are_taken_as_texts_too()
    {
        _workspace.Numbers("a.db", 10);
        await using Agent agent = await Agent.StartAsync(_workspace);
        Assert.Equal(5, (int?)(await agent.CallAsync("sample-data", new { profile_name = "ro", database_name = "a.db", table_name = "numbers", limit = "5" }))["row_count"]);
        JsonObject plan = await agent.CallAsync("plan-migration", new
        {
            source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db", create_schema = "true",
        });
        Assert.True((bool?)plan["can_start"]);
    }

    [Fact]
    public async Task What_is_offered_works_and_what_is_not_is_refused()
    {
        _workspace.Numbers("a.db", 10);
        using RawServer server = await RawServer.StartAsync(_workspace);
        Assert.Equal("completions logging prompts resources tools", string.Join(' ', server.Discovered["capabilities"]!.AsObject().Select(c => c.Key).Order()));
        Assert.Empty(server.Discovered["capabilities"]!["resources"]!.AsObject());
        JsonObject refused = await server.AnswerAsync("resources/subscribe", new JsonObject { ["uri"] = "datamigrator://jobs/x/status" });
        Assert.Equal(-32601, (int?)refused["error"]!["code"]);

        await server.AskAsync("logging/setLevel", new JsonObject { ["level"] = "info" });
        await server.SendCallAsync("start-migration-job", new
        {
            source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db", create_schema = true,
        });
        JsonObject message;
        do
        {
            message = await server.ReadAsync();
        }
        while ((string?)message["params"]?["data"]?["message"] != "Migration completed");
        Assert.Equal(("notifications/message", "info", "datamigrator"),
            ((string?)message["method"], (string?)message["params"]!["level"], (string?)message["params"]!["logger"]));

        using RawServer newest = await RawServer.StartAsync(_workspace, newest: true);
        Assert.Equal("completions prompts resources tools", string.Join(' ', newest.Discovered["capabilities"]!.AsObject().Select(c => c.Key).Order()));
    }

    [Fact]
    public async Task Profiles_databases_tables_and_jobs_are_completed()
    {
        _workspace.Sql("a.db", "CREATE TABLE loose (id INTEGER PRIMARY KEY, n); INSERT INTO loose VALUES (1, 5), (2, 'five'); CREATE TABLE other (id INTEGER PRIMARY KEY)");
        _workspace.Sql("b.db", "CREATE TABLE loose (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)");
        using RawServer server = await RawServer.StartAsync(_workspace);
        string id = (string)(await server.CallAsync("start-migration-job", new { source_table = "loose", source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db" }))["job_id"]!;
        await server.CallAsync("check-migration-status", new { job_id = id, wait_seconds = 50 });
        JsonObject prompt = new() { ["type"] = "ref/prompt", ["name"] = "migrate-table" };
        Assert.Equal(["files"], await AskAsync(prompt, "target_profile", "fi", new()));
        Assert.Equal(["a.db", "b.db"], await AskAsync(prompt, "source_database", "", new() { ["source_profile"] = "ro" }));
        Assert.Equal(["loose", "other"], await AskAsync(prompt, "source_table", "o", new() { ["source_profile"] = "ro", ["source_database"] = "a.db" }, sorted: true));
        Assert.Empty(await AskAsync(prompt, "source_table", "o", new() { ["source_profile"] = "none", ["source_database"] = "a.db" }));
        JsonObject resource = new() { ["type"] = "ref/resource", ["uri"] = "datamigrator://jobs/{job_id}/rejects/{table}" };
        Assert.Equal([id], await AskAsync(resource, "job_id", "", new()));
        Assert.Equal(["loose"], await AskAsync(resource, "table", "", new() { ["job_id"] = id }));

        async Task<IEnumerable<string>> AskAsync(JsonObject of, string name, string typed, JsonObject others, bool sorted = false)
        {
            JsonObject answer = await server.AskAsync("completion/complete", new JsonObject
            {
                ["ref"] = of.DeepClone(), ["argument"] = new JsonObject { ["name"] = name, ["value"] = typed }, ["context"] = new JsonObject { ["arguments"] = others },
            });
            IEnumerable<string> values = answer["completion"]!["values"]!.AsArray().Select(v => (string)v!);
            return sorted ? values.Order() : values;
        }
    }

    [Fact]
    public async Task A_file_that_can_not_be_written_is_refused_as_the_calls_own_fault()
    {
        await using Agent agent = await Agent.StartAsync(_workspace);
        await agent.CallAsync("write-schema-file", new { path = "a.sql", content = "SELECT 1;" });
        foreach (string path in (string[])["a.sql/b.sql", new string('a', 5000) + ".sql"])
        {
            Assert.StartsWith("ACCESS_DENIED: ", await agent.FailAsync("write-schema-file", new { path, content = "SELECT 1;" }));
        }
    }

    [Fact]
    public async Task An_unknown_tool_or_resource_is_a_fault_of_the_protocol_with_the_nearest_name()
    {
        await using Agent agent = await Agent.StartAsync(_workspace);
        McpProtocolException e = await Assert.ThrowsAsync<McpProtocolException>(() => agent.RawAsync("list_tabels", new { }));
        Assert.Equal(McpErrorCode.InvalidParams, e.ErrorCode);
        Assert.Contains("Did you mean \"list-tables\"?", e.Message);
        await Assert.ThrowsAsync<McpProtocolException>(() => agent.Client.ReadResourceAsync("datamigrator://jobs/none/status").AsTask());
        await Assert.ThrowsAsync<McpProtocolException>(() => agent.Client.GetPromptAsync("migrate-table").AsTask());
    }

    [Fact]
    public async Task A_read_only_server_has_no_tool_that_writes()
    {
        _workspace.Numbers("a.db", 10);
        await using Agent agent = await Agent.StartAsync(_workspace, "--read-only");
        Assert.All(agent.Tools.Values, t => Assert.True(t.Annotations!.ReadOnlyHint));
        foreach (string tool in (string[])["start-migration-job", "rehearse-migration", "execute-sql", "generate-schema-copy", "write-schema-file", "stop-migration-job"])
        {
            McpProtocolException e = await Assert.ThrowsAsync<McpProtocolException>(() => agent.RawAsync(tool, new { }));
            Assert.Contains("read-only", e.Message);
        }

        JsonObject rows = await agent.CallAsync("query-data", new { profile_name = "files", database_name = "a.db", sql = "SELECT count(*) FROM numbers" });
        Assert.Equal("10", (string?)rows["rows"]![0]![0]);
        Assert.Empty(await agent.Client.ListPromptsAsync());
    }
}
