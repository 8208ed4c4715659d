using System.Data.Common;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>A database in which someone made the objects of the payloads, and which tells whether one acted.</summary>
internal sealed class ReadOnlyTrap : IAsyncDisposable
{
    private readonly string _connection;

    private ReadOnlyTrap(TestDatabase database)
    {
        Database = database;
        ServerUrl? server = database.Kind == DatabaseKind.Sqlite ? null : TestServers.Get(database.Kind);
        _connection = server is null ? "" : $"host={server.Host} port={server.Port} dbname={database.Name} user={server.User}"
            + (server.Password is null ? "" : $" password={server.Password}");
        File = "/tmp/dm_payload_" + Guid.NewGuid().ToString("n")[..12];
        Payloads = [.. ReadOnlyPayloads.Of(database.Kind).Select(p => p with { Sql = Fill(p.Sql) })];
    }

    public TestDatabase Database { get; }

    /// <summary>What acting payloads make on the server.</summary>
    public string File { get; }

    public IReadOnlyList<ReadOnlyPayload> Payloads { get; private set; }

    public static async Task<ReadOnlyTrap> CreateAsync(DatabaseKind kind)
    {
        var trap = new ReadOnlyTrap(await TestDatabase.CreateAsync(kind));
        bool adminpack = kind != DatabaseKind.Postgres
            || await trap.Database.ScalarAsync("SELECT 1 FROM pg_available_extensions WHERE name = 'adminpack'") is not null;
        foreach (string sql in ReadOnlyPayloads.ObjectsOf(kind).Where(o => adminpack || !o.Contains("adminpack")))
        {
            await trap.Database.ExecuteAsync(trap.Fill(sql));
        }

        if (kind == DatabaseKind.Postgres)
        {
            await trap.Database.ExecuteAsync("SELECT lo_from_bytea(0, 'x')");
        }

        // PostgreSQL 17 has no adminpack any more.
        trap.Payloads = [.. trap.Payloads.Where(p => adminpack || !p.Sql.Contains("pg_file_write"))];
        return trap;
    }

    /// <summary>Runs a payload in a read-only transaction of the database's own, without the engine.</summary>
    /// <returns>Whether it acted.</returns>
    public async Task<bool> ActsAsync(ReadOnlyPayload payload)
    {
        await using DbConnection connection = await Database.OpenAsync();
        await RunAsync(connection, Database.Kind == DatabaseKind.Postgres ? "BEGIN READ ONLY" : "START TRANSACTION READ ONLY");
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = payload.Sql;
        bool answered = false;
        await using (DbDataReader reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                answered |= !reader.IsDBNull(reader.FieldCount - 1);
            }
        }

        await RunAsync(connection, "ROLLBACK");
        return payload.Effect == PayloadEffect.Answer ? answered : await TakeEffectAsync();
    }

    /// <summary>Whether something was written since the last time, which is then taken away.</summary>
    public async Task<bool> TakeEffectAsync()
    {
        bool row = await Database.CountAsync("effects") > 0;
        bool file = Database.Kind switch
        {
            DatabaseKind.Postgres => await Database.ScalarAsync($"SELECT 1 FROM pg_stat_file('{File}', true) WHERE size IS NOT NULL") is not null,
            DatabaseKind.Sqlite => System.IO.File.Exists(File),
            _ => await Database.ScalarAsync($"SELECT LOAD_FILE('{File}')") is string or byte[],
        };
        if (row)
        {
            await Database.ExecuteAsync("DELETE FROM effects");
        }

        if (file && Database.Kind == DatabaseKind.Postgres)
        {
            await Database.ExecuteAsync($"COPY (SELECT 1) TO PROGRAM 'cat > /dev/null; rm -f {File}'");
        }
        else if (file)
        {
            System.IO.File.Delete(File);
        }

        return row || file;
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private string Fill(string sql) => ReadOnlyPayloads.Fill(sql, _connection, File, Database.Name);

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
