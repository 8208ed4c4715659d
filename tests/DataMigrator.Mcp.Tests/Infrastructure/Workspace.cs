using System.Text.Json.Nodes;
using DataMigrator.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>A home folder with a profile file: the profile <c>files</c> is read-write over its folder data, <c>ro</c> reads
/// the same folder.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly JsonObject _profiles = [];

    public Workspace()
    {
        Directory.CreateDirectory(Data);
        AddProfile("files", new JsonObject { ["type"] = "sqlite", ["directory"] = "./data", ["access"] = "read-write" });
        AddProfile("ro", new JsonObject { ["type"] = "sqlite", ["directory"] = "./data" });
    }

    public string Home => _folder.Path;

    public string Data => Path.Combine(Home, "data");

    public void AddProfile(string name, JsonObject profile)
    {
        _profiles[name] = profile;
        File.WriteAllText(Path.Combine(Home, "datamigrator.profiles.json"),
            new JsonObject { ["profiles"] = _profiles.DeepClone() }.ToJsonString());
    }

    /// <summary>A profile for a test database, whatever its kind; for SQLite its file's folder.</summary>
    public void AddProfile(string name, TestDatabase database, bool readWrite)
    {
        var profile = new JsonObject
        {
            ["type"] = database.Kind.ToString().ToLowerInvariant(), ["access"] = readWrite ? "read-write" : "read-only",
        };
        if (database.Kind == DatabaseKind.Sqlite)
        {
            profile["directory"] = Path.GetDirectoryName(database.Name);
        }
        else
        {
            ServerUrl server = TestServers.Get(database.Kind);
            profile["host"] = server.Host;
            profile["port"] = server.Port;
            profile["username"] = server.User;
            if (server.Password is not null)
            {
                profile["password"] = server.Password;
            }
        }

        AddProfile(name, profile);
    }

    public string PathOf(string name) => Path.Combine(Home, name);

    /// <summary>Runs SQL on a file of the profile <c>files</c>.</summary>
    public void Sql(string file, string sql)
    {
        using SqliteConnection connection = Open(file);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Keeps other writers of a file waiting until it is disposed, or readers too.</summary>
    public IDisposable Lock(string file, bool readers = false)
    {
        SqliteConnection connection = Open(file);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = readers ? "BEGIN EXCLUSIVE" : "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    public long Count(string file, string table)
    {
        using SqliteConnection connection = Open(file);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A file with one table of so many rows.</summary>
    public void Numbers(string file, int rows) => Sql(file,
        "CREATE TABLE numbers (id INTEGER PRIMARY KEY, word TEXT NOT NULL);"
        + $"WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < {rows}) INSERT INTO numbers SELECT x, 'word ' || x FROM n");

    public void Dispose() => _folder.Dispose();

    private SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, file), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
