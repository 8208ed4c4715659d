using System.Data.Common;
using DataMigrator.Databases;
using DataMigrator.Profiles;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>An empty database of its own for a test, dropped at the end: a temporary file for SQLite, a database of a
/// unique name on a test server otherwise.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly ServerUrl? _server;
    private readonly TempFolder? _folder;
    private DbConnection? _connection;

    private TestDatabase(DatabaseKind kind, string name, ServerUrl? server, TempFolder? folder)
    {
        Kind = kind;
        Name = name;
        _server = server;
        _folder = folder;
    }

    public DatabaseKind Kind { get; }

    /// <summary>The database's name; for SQLite the absolute path of its file.</summary>
    public string Name { get; }

    /// <summary>Where it is; null for a file.</summary>
    public ServerUrl? Server => _server;

    /// <summary>The database as users name it on a command line.</summary>
    public string Url => _server is null ? "sqlite://" + Name : _server.For(Name);

    /// <summary>The database as the engine takes it.</summary>
    public DatabaseAddress Address => new()
    {
        Profile = new ConnectionProfile
        {
            Name = Kind.ToString(),
            Kind = Kind,
            Access = AccessMode.ReadWrite,
            Host = _server?.Host,
            Port = _server?.Port,
            Username = _server?.User,
            Password = _server?.Password,
            Directory = _server is null ? Path.GetDirectoryName(Name) : null,
            Database = Name,
        },
        Database = Name,
        Secret = _server?.Password,
    };

    /// <summary>Makes one, or skips the test where its server is not there.</summary>
    public static Task<TestDatabase> CreateAsync(DatabaseKind kind) =>
        CreateAsync(kind, kind == DatabaseKind.Sqlite ? null : TestServers.Get(kind));

    /// <summary>Makes one on a server of the test's choice; a file for none.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, ServerUrl? server)
    {
        if (server is null)
        {
            var folder = new TempFolder();
            return new TestDatabase(kind, folder.File("test.db"), null, folder);
        }

        string name = "dm_" + Guid.NewGuid().ToString("n")[..16];
        await using DbConnection connection = await TestConnections.OpenAsync(kind, server, null);
        await ExecuteAsync(connection, kind == DatabaseKind.Postgres
            ? $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"
            : $"CREATE DATABASE {name} CHARACTER SET utf8mb4");
        return new TestDatabase(kind, name, server, null);
    }

    /// <summary>A session of the engine.</summary>
    public Task<DatabaseSession> OpenSessionAsync(AccessMode access = AccessMode.ReadWrite) =>
        DatabaseRegistry.Get(Kind).OpenAsync(Address, access, MissingDatabase.IsMade, CancellationToken.None);

    /// <summary>A connection of the driver, without the engine.</summary>
    public Task<DbConnection> OpenAsync() => _server is null
        ? TestConnections.OpenSqliteAsync(Name)
        : TestConnections.OpenAsync(Kind, _server, Name);

    /// <summary>Runs statements, one or more, on one connection that stays open.</summary>
    public async Task ExecuteAsync(params string[] statements)
    {
        DbConnection connection = await ConnectionAsync();
        foreach (string statement in statements)
        {
            await ExecuteAsync(connection, statement);
        }
    }

    /// <summary>All rows of a query, NULL as null.</summary>
    public async Task<List<object?[]>> QueryAsync(string sql)
    {
        DbConnection connection = await ConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        List<object?[]> rows = await QueryAsync(sql);
        return rows.Count == 0 ? null : rows[0][0];
    }

    /// <summary>The rows of a table.</summary>
    public async Task<long> CountAsync(string table) =>
        Convert.ToInt64(await ScalarAsync("SELECT count(*) FROM " + Quote(table)));

    /// <summary>An identifier in this database's quotes.</summary>
    public string Quote(string identifier) => Quote(Kind, identifier);

    /// <summary>An identifier in the quotes of a database of that kind.</summary>
    public static string Quote(DatabaseKind kind, string identifier) =>
        kind is DatabaseKind.MySql or DatabaseKind.MariaDb
            ? "`" + identifier.Replace("`", "``") + "`"
            : "\"" + identifier.Replace("\"", "\"\"") + "\"";

    /// <summary>The connection that statements and queries share.</summary>
    public async Task<DbConnection> ConnectionAsync() => _connection ??= await OpenAsync();

    /// <summary>Closes the connection that stays open otherwise, as a test of locks or read-only files needs it.</summary>
    public async Task CloseAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_server is null)
        {
            _folder!.Dispose();
            return;
        }

        await using DbConnection connection = await TestConnections.OpenAsync(Kind, _server, null);
        await ExecuteAsync(connection, Kind == DatabaseKind.Postgres
            ? $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)"
            : $"DROP DATABASE IF EXISTS {Name}");
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
