using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

/// <summary>An agent sees errors before they are made.</summary>
public sealed class RehearsalTests
{
    [Theory]
    [EachDatabase]
    public async Task A_broken_statement_is_found_with_its_place_repaired_and_rehearsed_clean(DatabaseKind to)
    {
        TestServers.Require(to);
        await using TestDatabase source = await ShopAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        if (to == DatabaseKind.Sqlite)
        {
            await target.ExecuteAsync("PRAGMA user_version = 1");
        }

        await source.CloseAsync();
        await target.CloseAsync();
        using Workspace workspace = WorkflowTests.Profiles(source, target);
        await using Agent agent = await Agent.StartAsync(workspace);
        JsonObject schema = await agent.CallAsync("generate-schema-copy", new
        {
            profile_name = "source", database_name = Path.GetFileName(source.Name), target_db_type = to.ToString().ToLowerInvariant(), output_dir = "schema",
        });
        string file = Path.Combine((string)schema["output_dir"]!, "tables.sql");
        string[] lines = ((string)(await agent.CallAsync("read-schema-file", new { path = file, lines = 5000 }))["text"]!).Split('\n');
        int at = Array.FindLastIndex(lines, l => l.StartsWith("CREATE TABLE ", StringComparison.Ordinal));
        string broken = lines[at].Replace("CREATE TABLE ", "CREATE TABEL ");
        await agent.CallAsync("write-schema-file", new { path = file, old_text = lines[at], new_text = broken });

        JsonObject found = await agent.CallAsync("rehearse-migration", Call("schema"));

        Assert.False((bool?)found["passed"]);
        JsonNode problem = found["problems"]![0]!;
        Assert.Equal(("SCHEMA_COPY_FAILED", "tables.sql", at + 1), ((string?)problem["code"], (string?)problem["file"], (int?)problem["line"]));
        Assert.Contains("CREATE TABEL", (string?)problem["statement"]);
        Assert.Equal("files", (string?)found["schema"]);

        await agent.CallAsync("write-schema-file", new { path = file, old_text = broken, new_text = lines[at] });
        found = await agent.CallAsync("rehearse-migration", Call("schema"));

        Assert.True((bool?)found["passed"], found.ToJsonString());
        Assert.False(found.ContainsKey("problems"));
        Assert.Equal(5, (int?)found["rows_tried"]);
        Assert.Empty((await agent.CallAsync("list-tables", new { profile_name = "target", database_name = Path.GetFileName(target.Name) }))["tables"]?.AsArray() ?? []);

        await source.ExecuteAsync("UPDATE customer SET name = 'a name that is far too long for it' WHERE id = 2");
        await source.CloseAsync();
        await target.ExecuteAsync("CREATE TABLE customer (id int NOT NULL PRIMARY KEY, name varchar(10), CHECK (length(name) <= 10))");
        await target.CloseAsync();
        found = await agent.CallAsync("rehearse-migration", Call(null));

        Assert.Equal("""{"id":2}""", (string?)Assert.Single(found["rejects"]!.AsArray())!["key"]);
        Assert.Contains("not instructions", (string?)found["notice"]);
        Assert.Equal("TARGET_TABLE_NOT_FOUND", (string?)Assert.Single(found["problems"]!.AsArray())!["code"]);

        object Call(string? folder) => new
        {
            source_profile = "source", source_database = Path.GetFileName(source.Name), target_profile = "target",
            target_database = Path.GetFileName(target.Name), output_dir = folder,
        };
    }

    [Fact]
    public async Task A_result_has_a_bound_and_tells_what_was_cut()
    {
        using var workspace = new Workspace();
        workspace.Sql("a.db", string.Join(';', Enumerable.Range(1, 200).Select(i => $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t{i} VALUES (1, '{new string('x', 2000)}')")));
        workspace.Sql("b.db", string.Join(';', Enumerable.Range(1, 200).Select(i => $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY, v TEXT CHECK (v = '{new string('y', 400)}'))")));
        await using Agent agent = await Agent.StartAsync(workspace);

        JsonObject found = await agent.CallAsync("rehearse-migration", new { source_profile = "ro", source_database = "a.db", target_profile = "files", target_database = "b.db" });

        Assert.Equal(200, (int?)found["rows_rejected"]);
        Assert.Contains("include_tables", (string?)found["cut"]);
    }

    [Theory]
    [InlineData("files", "/tmp")]
    [InlineData("files", "../..")]
    [InlineData("ro", null)]
    public async Task Folders_outside_and_read_only_targets_are_refused(string profile, string? folder)
    {
        using var workspace = new Workspace();
        workspace.Numbers("a.db", 3);
        workspace.Sql("b.db", "CREATE TABLE numbers (id int)");
        await using Agent agent = await Agent.StartAsync(workspace);

        string told = await agent.FailAsync("rehearse-migration", new { source_profile = "ro", source_database = "a.db", target_profile = profile, target_database = "b.db", output_dir = folder });

        Assert.StartsWith("ACCESS_DENIED: ", told);
        Assert.False(Directory.Exists(Path.Combine(workspace.Home, ".tmp", "rehearsal")));
    }

    /// <summary>The scratch goes though the client does not wait for it.</summary>
    [Theory]
    [EachDatabase]
    public async Task A_client_that_hangs_up_leaves_no_scratch_behind(DatabaseKind to)
    {
        TestServers.Require(to);
        await using TestDatabase source = await ShopAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        using Workspace workspace = WorkflowTests.Profiles(source, target);
        await target.CloseAsync();
        await source.CloseAsync();
        Directory.CreateDirectory(workspace.PathOf("schema"));
        File.WriteAllText(workspace.PathOf("schema/tables.sql"), string.Concat(Enumerable.Range(0, 20_000).Select(i => $"CREATE TABLE many_{i} (id int);\n")));
        string folder = Path.Combine(workspace.Home, ".tmp", "rehearsal");
        string scratch;
        await using (Agent agent = await Agent.StartAsync(workspace))
        {
            Task call = agent.CallAsync("rehearse-migration", new
            {
                source_profile = "source", source_database = Path.GetFileName(source.Name), target_profile = "target",
                target_database = Path.GetFileName(target.Name), output_dir = "schema",
            });
            while (!Directory.Exists(folder) || Directory.GetDirectories(folder).Length == 0)
            {
                Assert.False(call.IsCompleted);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            scratch = Path.GetFileName(Directory.GetDirectories(folder)[0]);
            await Task.Delay(500, TestContext.Current.CancellationToken);
            _ = call.ContinueWith(c => _ = c.Exception, TaskScheduler.Default);
        }

        Assert.Empty(Directory.GetDirectories(folder));
        if (to != DatabaseKind.Sqlite)
        {
            Assert.Empty(await target.QueryAsync(to == DatabaseKind.Postgres ? $"SELECT 1 FROM pg_database WHERE datname = '{scratch}'"
                : $"SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '{scratch}'"));
        }
    }

    private static async Task<TestDatabase> ShopAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name varchar(50))",
            "CREATE TABLE invoice (id INTEGER NOT NULL PRIMARY KEY, customer INTEGER REFERENCES customer (id))",
            "INSERT INTO customer VALUES (1, 'Ann'), (2, 'Bob')", "INSERT INTO invoice VALUES (1, 2), (2, 1), (3, 2)");
        return source;
    }
}
