using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Pipeline;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;

namespace DataMigrator.Tests.Pipeline;

/// <summary>What it costs to find the bad rows of a batch, in statements.</summary>
public sealed class RowIsolationTests
{
    private const int Rows = 2048;
    private const int LogOfRows = 11;

    public static TheoryData<DatabaseKind, int> Cases()
    {
        var data = new TheoryData<DatabaseKind, int>();
        foreach (DatabaseKind kind in TestServers.AllKinds)
        {
            foreach (int bad in (int[])[1, 3, 20, Rows])
            {
                data.Add(kind, bad);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task K_bad_rows_in_n_cost_k_log_n_writes_and_bad_rows_alone_one_each(DatabaseKind kind, int bad)
    {
        TestServers.Require(kind);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int CHECK (v >= 0))");
        await database.CloseAsync();
        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable table = (await session.Database.ReadCatalogAsync(session, CatalogDetail.Tables, CancellationToken.None)).Tables
            .Single(t => t.Name.Name == "t");
        HashSet<int> at = [.. Spread(bad)];
        RowBatch batch = Batch(table, at);
        await using var writer = new CountingWriter(session.Database.OpenWriter(session,
            new WriteRequest(table, [.. table.Columns.Select(c => new WriteColumn(c, c.Type.Wire))])));

        await session.BeginAsync(CancellationToken.None);
        long before = await QuestionsAsync(session);
        int written = await new RowIsolation(session, writer, alone: true).WriteAsync(batch, CancellationToken.None);
        long statements = await QuestionsAsync(session) - before - 1;
        await session.CommitAsync(CancellationToken.None);

        Assert.Equal(Rows - bad, written);
        Assert.Equal(at.Order(), batch.Rejects.Keys);
        Assert.Equal(Rows - bad, await database.CountAsync("t"));
        int most = bad == Rows ? Rows + 2 * LogOfRows : 3 + 2 * bad * LogOfRows;
        Assert.InRange(writer.Writes, 1, most);
        if (kind is DatabaseKind.MySql or DatabaseKind.MariaDb)
        {
            // A bad row alone: the INSERT that fails and the way back to the savepoint.
            Assert.InRange(statements, 1, bad == Rows ? 2 * Rows + 100 : 5 * most);
        }
    }

    private static IEnumerable<int> Spread(int bad) => Enumerable.Range(0, bad).Select(i => (int)((i + 0.5) * Rows / bad));

    private static RowBatch Batch(CatalogTable table, HashSet<int> bad)
    {
        var batch = new RowBatch(table.Columns.Select(c => c.Type.Wire));
        for (int row = 0; row < Rows; row++)
        {
            batch.Columns[0].AppendFixed(row);
            batch.Columns[1].AppendFixed(bad.Contains(row) ? -1 : row);
            batch.RowCount++;
        }

        return batch;
    }

    /// <summary>Statements of the session so far, where the server counts them.</summary>
    private static async Task<long> QuestionsAsync(DatabaseSession session) => session.Kind is DatabaseKind.MySql or DatabaseKind.MariaDb
        ? (await session.QueryAsync("SHOW SESSION STATUS LIKE 'Questions'", r => Convert.ToInt64(r.GetValue(1)), CancellationToken.None))[0] : 0;

    /// <summary>Counts what goes to the writer that it stands before.</summary>
    private sealed class CountingWriter(IRowWriter writer) : IRowWriter
    {
        public int Writes { get; private set; }

        public Task<int> WriteAsync(RowBatch batch, int start, int count, WriteMode mode, CancellationToken cancellationToken)
        {
            Writes++;
            return writer.WriteAsync(batch, start, count, mode, cancellationToken);
        }

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }
}
