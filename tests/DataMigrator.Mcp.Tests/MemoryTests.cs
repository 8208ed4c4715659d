using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>Whatever an agent asks for, the server's memory stays under 300 MB, and it answers the next question.</summary>
public sealed class MemoryTests : IDisposable
{
    private const long Most = 300L * 1024 * 1024;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Sqlite_makes_no_gigabytes_of_nothing_and_reads_none_to_show_a_line()
    {
        _workspace.Sql("a.db", "CREATE TABLE big (id INTEGER PRIMARY KEY, b BLOB, t TEXT); INSERT INTO big VALUES (1, zeroblob(300000000), NULL), "
            + "(2, NULL, replace(hex(zeroblob(30000000)), '00', 'xy'))");
        await using Agent agent = await Agent.StartAsync(_workspace);
        foreach (string sql in (string[])
            [
                "SELECT zeroblob(1000000000)", "SELECT hex(zeroblob(400000000))", "SELECT b FROM big",
                "SELECT " + string.Join(", ", Enumerable.Repeat("hex(zeroblob(15000000))", 30)),
                "SELECT group_concat(hex(zeroblob(10000000))) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9))",
            ])
        {
            await agent.FailAsync("query-data", new { profile_name = "ro", database_name = "a.db", sql });
            await agent.FailAsync("execute-sql", new { profile_name = "files", database_name = "a.db", sql });
        }

        JsonObject rows = await agent.CallAsync("query-data", new { profile_name = "ro", database_name = "a.db", sql = "SELECT hex(zeroblob(15000000)), 1" });
        Assert.EndsWith("… (30000000 characters)", (string?)rows["rows"]![0]![0]);
        JsonObject sample = await agent.CallAsync("sample-data", new { profile_name = "ro", database_name = "a.db", table_name = "big" });
        Assert.Equal("… (300000000 bytes)", (string?)sample["rows"]![0]![1]);
        Assert.Equal("… (60000000 bytes)", (string?)sample["rows"]![1]![2]);
        Assert.InRange(agent.PeakMemory, 1, Most);
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, "repeat('x', 200000000)", 200_000_000)]
    [InlineData(DatabaseKind.MySql, "repeat('x', 15000000)", 15_000_000)]
    [InlineData(DatabaseKind.MariaDb, "repeat('x', 15000000)", 15_000_000)]
    public async Task A_long_value_of_a_server_is_not_kept(DatabaseKind kind, string value, int length)
    {
        TestServers.Require(kind);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (x int)");
        _workspace.AddProfile("db", database, readWrite: false);
        await using Agent agent = await Agent.StartAsync(_workspace);
        for (int i = 0; i < 3; i++)
        {
            JsonObject rows = await agent.CallAsync("query-data", new { profile_name = "db", database_name = database.Name, sql = $"SELECT {value} AS v" });
            Assert.EndsWith($"… ({length} characters)", (string?)rows["rows"]![0]![0]);
        }

        Assert.InRange(agent.PeakMemory, 1, Most);
    }

    [Fact]
    public async Task A_message_without_an_end_ends_the_server_and_not_the_machine()
    {
        await using Agent agent = await Agent.StartAsync(_workspace);
        await agent.SendAsync(new string(' ', 20 * 1024 * 1024));
        for (int i = 0; i < 100 && !agent.StandardError.Contains("A message of over", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
        }

        Assert.Contains("A message of over 16777216 bytes: the server ends.", agent.StandardError);
    }
}
