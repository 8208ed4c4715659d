using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.MySql;

/// <summary>A database of a server with a session of the engine, and what the tests do with them.</summary>
internal sealed class MySqlBench : IAsyncDisposable
{
    private MySqlBench(TestDatabase database, DatabaseSession session)
    {
        Database = database;
        Session = session;
    }

    public TestDatabase Database { get; }

    public DatabaseSession Session { get; }

    public List<string> Warnings { get; } = [];

    public static async Task<MySqlBench> CreateAsync(DatabaseKind kind)
    {
        TestDatabase database = await TestDatabase.CreateAsync(kind);
        DatabaseSession session = await database.OpenSessionAsync(AccessMode.ReadWrite);
        var bench = new MySqlBench(database, session);
        session.Warn = bench.Warnings.Add;
        return bench;
    }

    /// <summary>Runs statements in the engine's session: with its modes, so zero dates and id 0 can be stored.</summary>
    public async Task RunAsync(params string[] statements)
    {
        foreach (string statement in statements)
        {
            await Session.ExecuteAsync(statement, CancellationToken.None);
        }
    }

    public async Task<CatalogTable> TableAsync(string name)
    {
        DatabaseCatalog catalog =
            await Session.Database.ReadCatalogAsync(Session, CatalogDetail.Tables, CancellationToken.None);
        return catalog.FindTable(new TableName(null, name))!;
    }

    public async Task<RowBatch> ReadAsync(string table, string? orderBy = null, bool native = false)
    {
        CatalogTable found = await TableAsync(table);
        ReadColumn[] columns = [.. found.Columns.Select(c => new ReadColumn(c, Wire(c, native)))];
        return await ReadAsync(new ReadRequest(found, columns)
        {
            OrderBy = orderBy is null ? [] : [.. columns.Where(c => c.Column.Name == orderBy)],
        });
    }

    public async Task<RowBatch> ReadAsync(ReadRequest request)
    {
        var batch = new RowBatch(request.Columns.Select(c => c.Wire));
        await using IRowReader reader = Session.Database.OpenReader(Session, request);
        while (await reader.ReadAsync(batch, int.MaxValue, long.MaxValue, CancellationToken.None))
        {
        }

        return batch;
    }

    /// <summary>Writes a batch as read from a table of the same columns, in a transaction.</summary>
    public async Task<int> WriteAsync(string table, RowBatch batch, WriteMode mode, bool native = false)
    {
        CatalogTable found = await TableAsync(table);
        WriteColumn[] columns = [.. found.Columns.Select(c => new WriteColumn(c, Wire(c, native)))];
        await using IRowWriter writer = Session.Database.OpenWriter(Session, new WriteRequest(found, columns));
        await Session.BeginAsync(CancellationToken.None);
        await Session.SavepointAsync(CancellationToken.None);
        try
        {
            int rows = await writer.WriteAsync(batch, 0, batch.RowCount, mode, CancellationToken.None);
            await Session.ReleaseSavepointAsync(CancellationToken.None);
            await Session.CommitAsync(CancellationToken.None);
            return rows;
        }
        catch (Exception)
        {
            await Session.RollbackToSavepointAsync(CancellationToken.None);
            await Session.CommitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Copies a table to another of its kind and returns the ids and columns whose bytes differ; empty for an
    /// exact copy.</summary>
    public async Task<List<string>> CopyAndCompareAsync(string table, WriteMode mode, bool native = false)
    {
        await RunAsync($"CREATE TABLE copy_{mode}_{native} LIKE {table}");
        RowBatch batch = await ReadAsync(table, "id", native);
        for (int i = 0; i < batch.Columns.Length; i++)
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                Assert.False(batch.Columns[i].IsIrregular(row), $"row {row}, column {i} is irregular");
            }
        }

        Assert.Equal(batch.RowCount, await WriteAsync($"copy_{mode}_{native}", batch, mode, native));
        return await CompareAsync(table, $"copy_{mode}_{native}");
    }

    public async Task<List<string>> CompareAsync(string table, string copy)
    {
        var differences = new List<string>();
        Assert.Equal(await Database.CountAsync(table), await Database.CountAsync(copy));
        foreach (CatalogColumn column in (await TableAsync(table)).Columns)
        {
            string name = Session.Dialect.Quote(column.Name);
            bool isFloat = column.Type.BaseName is "float" or "double";
            string a = isFloat ? $"a.{name} * 1e0" : $"a.{name}";
            string b = isFloat ? $"b.{name} * 1e0" : $"b.{name}";
            List<object?[]> rows = await Database.QueryAsync(
                $"SELECT a.id, HEX(CAST({a} AS BINARY)), HEX(CAST({b} AS BINARY)) FROM {table} a JOIN {copy} b USING (id) "
                + $"WHERE NOT CAST({a} AS BINARY) <=> CAST({b} AS BINARY)");
            differences.AddRange(rows.Select(r => $"{r[0]} {column.Name}: {r[1]} became {r[2]}"));
        }

        return differences;
    }

    public static string Text(ColumnVector vector, int row) => Encoding.UTF8.GetString(vector.GetBytes(row));

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Database.DisposeAsync();
    }

    private WireType Wire(CatalogColumn column, bool native) =>
        (native ? Session.Database.NativeWire(column, column) : null) ?? column.Type.Wire;
}
