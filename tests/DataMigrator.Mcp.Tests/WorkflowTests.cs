using System.Text.Json.Nodes;
using DataMigrator.Mcp.Tests.Infrastructure;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests;

public sealed class WorkflowTests
{
    public static TheoryData<DatabaseKind, DatabaseKind> Directions => new()
    {
        { DatabaseKind.Sqlite, DatabaseKind.Sqlite },
        { DatabaseKind.Sqlite, DatabaseKind.Postgres },
        { DatabaseKind.Postgres, DatabaseKind.MySql },
        { DatabaseKind.MySql, DatabaseKind.Postgres },
        { DatabaseKind.MySql, DatabaseKind.Sqlite },
        { DatabaseKind.MariaDb, DatabaseKind.MySql },
    };

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task One_table_goes_the_whole_way(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await ShopAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        using Workspace workspace = Profiles(source, target);
        await using Agent agent = await Agent.StartAsync(workspace);
        string sourceDatabase = Path.GetFileName(source.Name), targetDatabase = Path.GetFileName(target.Name);

        Assert.Contains((await agent.CallAsync("list-profiles", new { }))["profiles"]!.AsArray(), p => (string?)p!["name"] == "target" && (string?)p["access"] == "read-write");
        Assert.Contains((await agent.CallAsync("list-databases", new { profile_name = "source" }))["databases"]!.AsArray(), d => (string?)d!["name"] == sourceDatabase);
        JsonObject tables = await agent.CallAsync("list-tables", new { profile_name = "source", database_name = sourceDatabase });
        Assert.Equal(["customer", "invoice"], tables["tables"]!.AsArray().Select(t => (string?)t!["name"]));
        JsonObject described = await agent.CallAsync("describe-table", new { profile_name = "source", database_name = sourceDatabase, table_name = "customer" });
        Assert.Equal("id", (string?)described["primary_key"]![0]);
        JsonObject sample = await agent.CallAsync("sample-data", new { profile_name = "source", database_name = sourceDatabase, table_name = "customer", limit = 2 });
        Assert.Equal(2, (int?)sample["row_count"]);

        JsonObject schema = await agent.CallAsync("generate-schema-copy", new
        {
            profile_name = "source", database_name = sourceDatabase, target_db_type = to.ToString().ToLowerInvariant(), include_tables = new[] { "customer" },
        });
        Assert.Equal(1, (int?)schema["tables_generated"]);
        await RunAsync(agent, schema, "tables.sql", targetDatabase, to);
        JsonObject plan = await agent.CallAsync("plan-migration", new
        {
            source_table = "customer", source_profile = "source", source_database = sourceDatabase, target_profile = "target", target_database = targetDatabase,
        });
        Assert.True((bool?)plan["can_start"], plan.ToJsonString());
        JsonObject job = await agent.CallAsync("start-migration-job", new
        {
            source_table = "customer", source_profile = "source", source_database = sourceDatabase, target_profile = "target", target_database = targetDatabase,
        });
        Assert.Equal(("started", "single_table"), ((string?)job["status"], (string?)job["mode"]));

        // A busy machine may still be planning when the answer is due.
        Assert.Contains((int?)job["tables_count"], (int?[])[1, null]);
        JsonObject status = await agent.EndOfAsync((string)job["job_id"]!);
        Assert.Equal(("completed", 3), ((string?)status["status"], (int?)status["rows_migrated"]));
        Assert.True((bool?)(await agent.CallAsync("verify-migration", new { job_id = (string)job["job_id"]! }))["equal"]);
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task A_whole_database_goes_the_whole_way_with_its_schema_repaired_on_the_way(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await ShopAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        using Workspace workspace = Profiles(source, target);
        await using Agent agent = await Agent.StartAsync(workspace);
        string sourceDatabase = Path.GetFileName(source.Name), targetDatabase = Path.GetFileName(target.Name);

        JsonObject schema = await agent.CallAsync("generate-schema-copy", new
        {
            profile_name = "source", database_name = sourceDatabase, target_db_type = to.ToString().ToLowerInvariant(), output_dir = "schema",
        });
        Assert.Equal("schema", (string?)schema["output_dir"]);
        Assert.Equal(workspace.Home, (string?)(await agent.CallAsync("list-profiles", new { }))["home_path"]);
        Assert.Equal(2, (int?)schema["tables_generated"]);
        await BreakAndRepairAsync(agent, schema, targetDatabase, to);
        JsonObject job = await agent.CallAsync("start-migration-job", new
        {
            source_profile = "source", source_database = sourceDatabase, target_profile = "target", target_database = targetDatabase,
        });
        Assert.Equal("whole_database", (string?)job["mode"]);
        Assert.Contains((int?)job["tables_count"], (int?[])[2, null]);
        Assert.Equal("completed", (string?)(await agent.EndOfAsync((string)job["job_id"]!))["status"]);
        foreach (string file in (string[])["indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql"])
        {
            await RunAsync(agent, schema, file, targetDatabase, to);
        }

        JsonObject verified = await agent.CallAsync("verify-migration", new { job_id = (string)job["job_id"]! });
        Assert.True((bool?)verified["equal"], verified.ToJsonString());
        JsonObject count = await agent.CallAsync("query-data", new { profile_name = "target", database_name = targetDatabase, sql = "SELECT count(*) FROM invoice" });
        Assert.Equal("4", (string?)count["rows"]![0]![0]);
    }

    /// <summary>Breaks the first CREATE TABLE, sees the server name its place, repairs it and runs the file.</summary>
    internal static async Task BreakAndRepairAsync(Agent agent, JsonObject schema, string database, DatabaseKind to)
    {
        string file = Path.Combine((string)schema["output_dir"]!, "tables.sql");
        JsonObject text = await agent.CallAsync("read-schema-file", new { path = file, lines = 5000 });
        string[] lines = ((string)text["text"]!).Split('\n');
        int at = Array.FindLastIndex(lines, l => l.StartsWith("CREATE TABLE ", StringComparison.Ordinal));
        string broken = lines[at].Replace("CREATE TABLE ", "CREATE TABEL ");
        await agent.CallAsync("write-schema-file", new { path = file, old_text = lines[at], new_text = broken });
        string message = await agent.FailAsync("execute-sql", Call(to, database, file));
        Assert.StartsWith("INVALID_PARAMETER: ", message);
        Assert.Contains($"(line {at + 1}) of tables.sql", message);
        Assert.Contains("CREATE TABEL", message);
        bool rolledBack = to is DatabaseKind.Sqlite or DatabaseKind.Postgres;
        int first = rolledBack ? 1 : int.Parse(message[(message.IndexOf("first_statement ", StringComparison.Ordinal) + 16)..].TakeWhile(char.IsDigit).ToArray());
        JsonObject changed = await agent.CallAsync("write-schema-file", new { path = file, old_text = broken, new_text = lines[at] });
        Assert.Equal(at + 1, (int?)changed["line"]);
        JsonObject call = Call(to, database, file);
        call["first_statement"] = first;
        await agent.CallAsync("execute-sql", call);
    }

    internal static async Task RunAsync(Agent agent, JsonObject schema, string file, string database, DatabaseKind to)
    {
        string path = Path.Combine((string)schema["output_dir"]!, file);
        string there = Path.Combine(agent.Home, path);
        if (File.Exists(there) && HasStatements(to, there))
        {
            await agent.CallAsync("execute-sql", Call(to, database, path));
        }
    }

    // A new SQLite database is made by its first statement.
    private static JsonObject Call(DatabaseKind to, string database, string file)
    {
        var call = new JsonObject { ["profile_name"] = "target", ["database_name"] = database, ["file"] = file };
        if (to == DatabaseKind.Sqlite)
        {
            call["create_database"] = true;
        }

        return call;
    }

    private static bool HasStatements(DatabaseKind kind, string path) =>
        Exploration.SqlSplitter.Split(Databases.DatabaseRegistry.Get(kind).Dialect.Language, File.ReadAllText(path)).Count > 0;

    internal static Workspace Profiles(TestDatabase source, TestDatabase target)
    {
        var workspace = new Workspace();
        workspace.AddProfile("source", source, readWrite: false);
        workspace.AddProfile("target", target, readWrite: true);
        return workspace;
    }

    private static async Task<TestDatabase> ShopAsync(DatabaseKind kind)
    {
        TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync(
            "CREATE TABLE customer (id int NOT NULL PRIMARY KEY, name varchar(100) NOT NULL, since date)",
            "CREATE TABLE invoice (id int NOT NULL PRIMARY KEY, customer_id int NOT NULL, amount decimal(10,2) NOT NULL, "
                + "FOREIGN KEY (customer_id) REFERENCES customer (id))",
            "CREATE INDEX invoice_amount ON invoice (amount)",
            "INSERT INTO customer VALUES (1, 'Ä. O''Hara', '2024-02-29'), (2, 'NULL', NULL), (3, '', '1999-12-31')",
            "INSERT INTO invoice VALUES (1, 1, 10.50), (2, 1, 0.01), (3, 3, 99999999.99), (4, 2, -5.00)");
        await database.CloseAsync();
        return database;
    }
}
