using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tests;

/// <summary>What is listed or read is bounded, and nothing of it is out of reach.</summary>
public sealed class ReadingTests : IDisposable
{
    private const int Most = 60_000;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Lists_are_read_in_parts_to_their_end()
    {
        _workspace.Sql("a.db", "CREATE TABLE parent (id INTEGER PRIMARY KEY);" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"CREATE TABLE t{i:00} (id INTEGER PRIMARY KEY, a TEXT, b INT REFERENCES parent, CHECK (b > 1), CHECK (b > 2)); CREATE INDEX i{i} ON t{i:00} (a); CREATE INDEX j{i} ON t{i:00} (b);")));
        for (int i = 0; i < 5; i++)
        {
            _workspace.Numbers($"n{i}.db", 1);
        }

        await using Agent agent = await Agent.StartAsync(_workspace);
        var tables = new { profile_name = "ro", database_name = "a.db" };
        Assert.Equal(41, (await AllAsync("list-tables", "tables", tables, 7)).Distinct().Count());
        Assert.Equal(6, (await AllAsync("list-databases", "databases", new { profile_name = "ro" }, 4)).Distinct().Count());
        for (int i = 0; i < 3; i++)
        {
            JsonObject job = await agent.CallAsync("start-migration-job", new
            {
                source_profile = "ro", source_database = $"n{i}.db", target_profile = "files", target_database = $"copy{i}.db", create_schema = true,
            });
            await agent.EndOfAsync((string)job["job_id"]!);
        }

        Assert.Equal(3, (await AllAsync("list-migration-jobs", "jobs", new { }, 2)).Distinct().Count());
        Assert.Equal(["i3", "j3"], await PartAsync("indexes", 0));
        Assert.Equal(["j3"], await PartAsync("indexes", 1));
        JsonObject checks = await agent.CallAsync("describe-table", new { profile_name = "ro", database_name = "a.db", table_name = "t03", part = "checks", offset = 1 });
        Assert.Equal((1, true), (checks["checks"]!.AsArray().Count, checks["columns"] is null));

        async Task<List<string>> AllAsync(string tool, string member, object arguments, int limit)
        {
            var found = new List<string>();
            JsonObject call = System.Text.Json.JsonSerializer.SerializeToNode(arguments)!.AsObject();
            call["limit"] = limit;
            while (true)
            {
                call["offset"] = found.Count;
                JsonObject page = await agent.CallAsync(tool, call);
                found.AddRange(page[member]?.AsArray().Select(n => n!.ToJsonString()) ?? []);
                if (page[member] is null || found.Count == (int)page[member + "_count"]!)
                {
                    return found;
                }
            }
        }

        async Task<IEnumerable<string?>> PartAsync(string part, int offset) => (await agent.CallAsync("describe-table",
            new { profile_name = "ro", database_name = "a.db", table_name = "t03", part, offset }))[part]!.AsArray().Select(i => (string?)i!["name"]);
    }

    [Fact]
    public async Task Resources_are_listed_in_pages_and_read_within_the_bound()
    {
        (string id, string rejects) = await RejectAsync(3000, "replace(hex(zeroblob(500)), '00', 'ab')");
        string folder = _workspace.PathOf(Path.Combine(".tmp", "schema-copy", "made"));
        Directory.CreateDirectory(folder);
        for (int i = 0; i < 250; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"f{i}.sql"), i > 1 ? "SELECT 1;" : i == 0 ? new string('x', 100_000) : string.Join('\n', Enumerable.Range(0, 20_000).Select(n => $"-- {n}")));
        }

        await using Agent agent = await Agent.StartAsync(_workspace);
        IList<McpClientResource> all = await agent.Client.ListResourcesAsync();
        Assert.Equal(252, all.Select(r => r.Uri).Distinct().Count());
        ListResourcesResult page = await agent.Client.ListResourcesAsync(new ListResourcesRequestParams());
        Assert.Equal((100, true), (page.Resources.Count, page.NextCursor is not null));
        await Assert.ThrowsAsync<McpProtocolException>(async () => await agent.Client.ListResourcesAsync(new ListResourcesRequestParams { Cursor = "x" }));

        Assert.Matches("read-rejected-rows with skip \\d+", await ReadAsync($"datamigrator://jobs/{id}/rejects/t"));
        Assert.Contains("\"rows_failed\":3000", await ReadAsync($"datamigrator://jobs/{id}/status"));
        Assert.Contains("first_line 1, first_character 55001", await ReadAsync("datamigrator://schema-copy/made/f0.sql"));
        string lines = await ReadAsync("datamigrator://schema-copy/made/f1.sql");
        string said = lines[(lines.LastIndexOf("first_line ", StringComparison.Ordinal) + 11)..].TrimEnd('.');
        JsonObject rest = await agent.CallAsync("read-schema-file", new { path = ".tmp/schema-copy/made/f1.sql", first_line = int.Parse(said), lines = 1 });
        Assert.Equal($"-- {lines.AsSpan().Count('\n')}", (string?)rest["text"]);
        Assert.True(File.Exists(rejects));

        async Task<string> ReadAsync(string uri)
        {
            string text = Assert.IsType<TextResourceContents>((await agent.Client.ReadResourceAsync(uri)).Contents[0]).Text;
            Assert.InRange(text.Length, 1, Most);
            return text;
        }
    }

    [Fact]
    public async Task A_rejected_row_of_hundreds_of_megabytes_is_never_read_whole_and_a_torn_last_line_costs_that_line_alone()
    {
        (string id, string rejects) = await RejectAsync(3, "'long'");
        string[] lines = File.ReadAllLines(rejects);
        await using (var file = new StreamWriter(rejects))
        {
            int at = lines[0].LastIndexOf("\"long\"", StringComparison.Ordinal) + 1;
            await file.WriteAsync(lines[0][..at]);
            string part = string.Concat(Enumerable.Repeat("\\u0001\\\"ä😀\\ud83d\\ude00x", 10_000));
            for (int i = 0; i < 1000; i++)
            {
                await file.WriteAsync(part);
            }

            await file.WriteAsync(lines[0][(at + 4)..] + "\n" + lines[1] + "\n" + lines[2][..^7]);
        }

        Assert.InRange(new FileInfo(rejects).Length, 250_000_000, 400_000_000);
        await using Agent agent = await Agent.StartAsync(_workspace);
        JsonObject read = await agent.CallAsync("read-rejected-rows", new { job_id = id, table_name = "t" });
        Assert.Equal(2, read["rows"]!.AsArray().Count);
        string value = (string)read["rows"]![0]!["row"]!["x"]!;
        Assert.StartsWith("\u0001\"ä😀😀x\u0001", value);
        Assert.EndsWith(" (80000000 characters)", value);
        Assert.InRange(value.Length, 900, 930);
        Assert.Contains("80000000 characters", Assert.IsType<TextResourceContents>((await agent.Client.ReadResourceAsync($"datamigrator://jobs/{id}/rejects/t")).Contents[0]).Text);
        Assert.True(agent.PeakMemory < 300_000_000, $"{agent.PeakMemory} bytes");
    }

    private async Task<(string Id, string File)> RejectAsync(int rows, string value)
    {
        _workspace.Sql("a.db", $"CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO t SELECT i, {value} FROM n");
        _workspace.Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT CHECK (length(x) < 2))");
        await using Agent agent = await Agent.StartAsync(_workspace);
        string id = (string)(await agent.CallAsync("start-migration-job", new { source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db" }))["job_id"]!;
        return (id, _workspace.PathOf((string)(await agent.EndOfAsync(id))["error_file"]!));
    }
}
