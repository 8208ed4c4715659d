using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Databases.Sqlite;
using DataMigrator.Profiles;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Sqlite;

/// <summary>A database file of one test, in a folder of its own that goes with it.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dm-sqlite-").FullName;

    public static SqliteDatabase Database { get; } = new();

    public string Folder => _folder;

    public string Path => System.IO.Path.Combine(_folder, "test.db");

    public DatabaseAddress Address => AddressOf(Path);

    public DatabaseAddress AddressOf(string path) => new()
    {
        Profile = new ConnectionProfile { Name = "files", Kind = DatabaseKind.Sqlite, Directory = _folder, SourceFile = "p.json" },
        Database = path,
    };

    public static SqliteFile With(params string[] statements)
    {
        var file = new SqliteFile();
        file.Run(statements);
        return file;
    }

    public void Run(params string[] statements) => RunAsync(statements).GetAwaiter().GetResult();

    public async Task RunAsync(params string[] statements)
    {
        await using DatabaseSession session = await WriteAsync();
        foreach (string statement in statements)
        {
            await session.ExecuteAsync(statement, default);
        }
    }

    public Task<DatabaseSession> WriteAsync() => Database.OpenAsync(Address, AccessMode.ReadWrite, MissingDatabase.IsMade, default);

    public Task<DatabaseSession> ReadAsync() => Database.OpenAsync(Address, AccessMode.ReadOnly, MissingDatabase.IsRefused, default);

    public async Task<DatabaseCatalog> CatalogAsync(CatalogDetail detail = CatalogDetail.Everything)
    {
        await using DatabaseSession session = await ReadAsync();
        return await Database.ReadCatalogAsync(session, detail, default);
    }

    public async Task<CatalogTable> TableAsync(string name) =>
        (await CatalogAsync()).FindTable(new TableName(null, name)) ?? throw new InvalidOperationException(name);

    public async Task<IReadOnlyDictionary<string, ColumnLook>> LookAsync(string table)
    {
        CatalogTable found = await TableAsync(table);
        await using DatabaseSession session = await ReadAsync();
        return await Database.LookAsync(session, found, found.Columns.Select(c => c.Name).ToHashSet(), default);
    }

    /// <summary>All rows of a table in one batch, by the wires that a look has chosen, or all native.</summary>
    public async Task<RowBatch> ReadAllAsync(string table, bool native = false, params string[] orderBy)
    {
        CatalogTable found = await TableAsync(table);
        IReadOnlyDictionary<string, ColumnLook> looked = await LookAsync(table);
        ReadColumn[] columns =
        [
            .. found.Columns.Select(c => new ReadColumn(c,
                native ? new WireType(WireKind.Native) : looked.GetValueOrDefault(c.Name)?.Wire ?? c.Type.Wire)),
        ];
        await using DatabaseSession session = await ReadAsync();
        await using IRowReader reader = Database.OpenReader(session, new ReadRequest(found, columns)
        {
            OrderBy = [.. orderBy.Select(o => columns.Single(c => c.Column.Name == o))],
        });
        var batch = new RowBatch(columns.Select(c => c.Wire));
        Assert.False(await reader.ReadAsync(batch, int.MaxValue, long.MaxValue, default));
        return batch;
    }

    /// <summary>Writes a batch into a table's columns in order, in a transaction of its own.</summary>
    public async Task<int> WriteAllAsync(string table, RowBatch batch, bool native = false)
    {
        CatalogTable found = await TableAsync(table);
        await using DatabaseSession session = await WriteAsync();
        await using IRowWriter writer = Database.OpenWriter(session, new WriteRequest(found,
            [.. found.Columns.Select(c => new WriteColumn(c, native ? new WireType(WireKind.Native) : c.Type.Wire))]));
        await session.BeginAsync(default);
        int written = await writer.WriteAsync(batch, 0, batch.RowCount, WriteMode.Bulk, default);
        await session.CommitAsync(default);
        return written;
    }

    public async Task<List<string?>> QueryAsync(string sql)
    {
        await using DatabaseSession session = await ReadAsync();
        return await session.QueryAsync(sql, r => r.IsDBNull(0) ? null : r.GetString(0), default);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
