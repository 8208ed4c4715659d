using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>Each call is held to 60,000 characters by <see cref="Agent"/>.</summary>
public sealed class BoundTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Long_values_keys_names_and_messages_are_cut_and_said_to_be()
    {
        string name = new('n', 70_000);
        _workspace.Sql("a.db", "CREATE TABLE wide (id TEXT PRIMARY KEY, " + string.Join(", ", Enumerable.Range(0, 1500).Select(i => $"column_{i} TEXT DEFAULT 'a \"quoted\" text'")) + ")");
        _workspace.Sql("a.db", $"CREATE TABLE named (\"{name}\" TEXT PRIMARY KEY); INSERT INTO named VALUES (replace(hex(zeroblob(100000)), '00', 'ab'))");
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject wide = await agent.CallAsync("describe-table", new { profile_name = "ro", database_name = "a.db", table_name = "wide" });
        Assert.Contains("columns holds the first", (string?)wide["cut"]);
        Assert.Contains("of 1501", (string?)wide["cut"]);
        wide = await agent.CallAsync("describe-table", new { profile_name = "ro", database_name = "a.db", table_name = "wide", offset = 1400 });
        Assert.Equal((1501, 101, "column_1399"), ((int)wide["columns_count"]!, wide["columns"]!.AsArray().Count, (string?)wide["columns"]![0]!["name"]));
        JsonObject named = await agent.CallAsync("describe-table", new { profile_name = "ro", database_name = "a.db", table_name = "named" });
        Assert.Contains("long texts or names", (string?)named["cut"]);
        Assert.Contains("(70000 characters)", (string?)named["columns"]![0]!["name"]);
        await agent.CallAsync("sample-data", new { profile_name = "ro", database_name = "a.db", table_name = "named" });
        JsonObject rows = await agent.CallAsync("query-data", new { profile_name = "ro", database_name = "a.db",
            sql = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT replace(hex(zeroblob(100)), '00', '\"') FROM n", row_limit = 1000 });
        Assert.True((bool?)rows["more_rows"]);
        Assert.Equal(rows["rows"]!.AsArray().Count, (int?)rows["row_count"]);
        string message = await agent.FailAsync("query-data", new { profile_name = "ro", database_name = "a.db", sql = "SELECT " + new string('x', 100_000) });
        Assert.InRange(message.Length, 1, 10_000);
    }

    [Fact]
    public async Task A_rejected_row_of_megabytes_and_a_plan_and_a_job_of_1200_tables_stay_short()
    {
        _workspace.Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, replace(hex(zeroblob(2000000)), '00', 'ab')), (2, 'ok')");
        _workspace.Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT CHECK (length(x) < 10))");
        _workspace.Sql("many.db", string.Concat(Enumerable.Range(0, 1200).Select(i => $"CREATE TABLE table_{i} (id INTEGER PRIMARY KEY, x TEXT);")));
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject job = await agent.CallAsync("start-migration-job", new { source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db" });
        JsonObject status = await agent.EndOfAsync((string)job["job_id"]!);
        Assert.Equal(1, (int?)status["rows_failed"]);
        JsonObject rejects = await agent.CallAsync("read-rejected-rows", new { job_id = (string)job["job_id"]!, table_name = "t" });
        Assert.Contains("(4000000 characters)", (string?)rejects["rows"]![0]!["row"]!["x"]);
        JsonObject plan = await agent.CallAsync("plan-migration", new { source_profile = "ro", source_database = "many.db", target_profile = "files", target_database = "b.db" });
        JsonNode problem = Assert.Single(plan["problems"]!.AsArray())!;
        Assert.Equal(("TARGET_TABLE_NOT_FOUND", 1199, 20), ((string?)problem["code"], (int?)problem["others"], problem["other_tables"]!.AsArray().Count));
        plan = await agent.CallAsync("plan-migration", new { source_profile = "ro", source_database = "many.db", target_profile = "files", target_database = "b.db", create_schema = true });
        Assert.Contains("tables holds the first", (string?)plan["cut"]);
        Assert.Contains("include_tables", (string?)plan["cut"]);
    }

    [Fact]
    public async Task A_poll_of_16_tables_costs_at_most_300_tokens_and_all_of_them_can_be_asked_for()
    {
        string tables = string.Concat(Enumerable.Range(0, 16).Select(i => $"CREATE TABLE table_{i} (id INTEGER PRIMARY KEY, x TEXT);"));
        _workspace.Sql("a.db", tables);
        _workspace.Sql("b.db", tables);
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject job = await agent.CallAsync("start-migration-job", new { source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db" });
        JsonObject status = await agent.EndOfAsync((string)job["job_id"]!);
        Assert.InRange(status.ToJsonString().Length / 4, 1, 300);
        Assert.Equal(16, (int?)status["tables_count"]!["completed"]);
        Assert.Null(status["tables_status"]);
        Assert.Equal(".tmp/migrations/" + (string?)job["job_id"] + "/checkpoint.json", (string?)job["checkpoint"]);
        JsonObject all = await agent.CallAsync("check-migration-status", new { job_id = (string)job["job_id"]!, tables = "all", offset = 10, limit = 4 });
        Assert.Equal(4, all["tables_status"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_file_is_read_to_its_end_in_parts_by_line_and_by_character()
    {
        string content = new string('a', 120_000) + "\n" + string.Join('\n', Enumerable.Range(0, 4000).Select(i => $"-- line {i} \"quoted\" ────")) + "\nlast";
        File.WriteAllText(_workspace.PathOf("x.sql"), content);
        await using Agent agent = await Agent.StartAsync(_workspace);
        var read = new System.Text.StringBuilder();
        JsonObject part = await agent.CallAsync("read-schema-file", new { path = "x.sql", lines = 5000 });
        read.Append((string?)part["text"]);
        for (int i = 0; i < 50 && (string?)part["next"] is { } next; i++)
        {
            int[] numbers = [.. System.Text.RegularExpressions.Regex.Matches(next, "first_(?:line|character) (\\d+)").Select(m => int.Parse(m.Groups[1].Value))];
            read.Append(numbers.Length == 1 ? "\n" : "");
            part = await agent.CallAsync("read-schema-file", new { path = "x.sql", lines = 5000, first_line = numbers[0], first_character = numbers.ElementAtOrDefault(1) is > 0 and var c ? c : 1 });
            read.Append((string?)part["text"]);
        }

        Assert.Equal(content, read.ToString());
    }

    [Fact]
    public async Task A_client_that_asks_gets_structured_content_and_a_short_text()
    {
        _workspace.Numbers("a.db", 10);
        await using Agent agent = await Agent.StartAsync(_workspace, "--structured");
        JsonObject rows = await agent.CallAsync("sample-data", new { profile_name = "ro", database_name = "a.db", table_name = "numbers" });
        Assert.Equal(10, (int?)rows["row_count"]);
    }
}
