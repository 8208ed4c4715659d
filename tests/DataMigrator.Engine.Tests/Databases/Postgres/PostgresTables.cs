using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Postgres;

/// <summary>Reads and writes tables of a test database through the engine alone.</summary>
internal static class PostgresTables
{
    public static async Task<CatalogTable> TableAsync(this DatabaseSession session, string name) =>
        (await session.Database.ReadCatalogAsync(session, CatalogDetail.Tables, default))
        .FindTable(new TableName("public", name))!;

    public static RowBatch NewBatch(ReadRequest request) => new(request.Columns.Select(c => c.Wire));

    public static ReadRequest Natural(CatalogTable table) =>
        new(table, [.. table.Columns.Where(c => !c.IsGenerated).Select(c => new ReadColumn(c, c.Type.Wire))]);

    /// <summary>The rows as one batch.</summary>
    public static async Task<RowBatch> ReadAllAsync(this DatabaseSession session, ReadRequest request)
    {
        RowBatch batch = NewBatch(request);
        await using IRowReader reader = session.Database.OpenReader(session, request);
        Assert.False(await reader.ReadAsync(batch, int.MaxValue, long.MaxValue, default));
        return batch;
    }

    /// <summary>A table's rows go into another through the columns' natural wires.</summary>
    public static async Task CopyAsync(TestDatabase database, string source, string target)
    {
        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable from = await session.TableAsync(source);
        CatalogTable to = await session.TableAsync(target);
        ReadRequest request = Natural(from);
        RowBatch batch = await session.ReadAllAsync(request);
        Assert.All(batch.Columns, c => Assert.False(c.HasIrregular));
        await WriteAsync(session, to, request, batch);
    }

    /// <summary>A table's rows go into another undecoded.</summary>
    public static async Task CopyNativeAsync(TestDatabase database, string source, string target)
    {
        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable from = await session.TableAsync(source);
        CatalogTable to = await session.TableAsync(target);
        var request = new ReadRequest(from, [.. from.Columns.Select(c => new ReadColumn(c, NativeOf(session, c, to)))]);
        await WriteAsync(session, to, request, await session.ReadAllAsync(request));
    }

    /// <summary>A table's rows are read undecoded, then decoded into the natural wires, and written so.</summary>
    public static async Task CopyNativeDecodedAsync(TestDatabase database, string source, string target)
    {
        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable from = await session.TableAsync(source);
        CatalogTable to = await session.TableAsync(target);
        var request = new ReadRequest(from, [.. from.Columns.Select(c => new ReadColumn(c, NativeOf(session, c, to)))]);
        RowBatch native = await session.ReadAllAsync(request);
        ReadRequest natural = Natural(from);
        RowBatch decoded = NewBatch(natural);
        for (int i = 0; i < native.Columns.Length; i++)
        {
            for (int row = 0; row < native.RowCount; row++)
            {
                if (native.Columns[i].IsNull(row))
                {
                    decoded.Columns[i].AppendNull();
                }
                else
                {
                    session.Database.DecodeNative(from.Columns[i], native.Columns[i].GetBytes(row), decoded.Columns[i]);
                }
            }
        }

        decoded.RowCount = native.RowCount;
        await WriteAsync(session, to, natural, decoded);
    }

    public static async Task<int> WriteAsync(DatabaseSession session, CatalogTable target, ReadRequest read, RowBatch batch)
    {
        var request = new WriteRequest(target, [.. read.Columns.Select(c => new WriteColumn(target.FindColumn(c.Column.Name)!, c.Wire))]);
        await session.BeginAsync(default);
        await using IRowWriter writer = session.Database.OpenWriter(session, request);
        int written = await writer.WriteAsync(batch, 0, batch.RowCount, WriteMode.Bulk, default);
        await session.CommitAsync(default);
        return written;
    }

    /// <summary>A batch of one text per row for a single column.</summary>
    public static RowBatch Batch(WireType wire, params string[] cells)
    {
        var batch = new RowBatch([wire]);
        foreach (string cell in cells)
        {
            batch.Columns[0].AppendBytes(System.Text.Encoding.UTF8.GetBytes(cell));
            batch.RowCount++;
        }

        return batch;
    }

    private static WireType NativeOf(DatabaseSession session, CatalogColumn column, CatalogTable target)
    {
        WireType? native = session.Database.NativeWire(column, target.FindColumn(column.Name)!);
        Assert.True(native is not null, $"{column.Type.Declared} has no native wire.");
        return native;
    }
}
