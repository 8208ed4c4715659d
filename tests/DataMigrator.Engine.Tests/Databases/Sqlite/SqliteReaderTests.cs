using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Databases.Sqlite.Sql;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Sqlite;

public sealed class SqliteReaderTests
{
    public static TheoryData<string, string, string> Keys => new()
    {
        { "k INTEGER PRIMARY KEY", "(-9223372036854775808), (-5), (0), (7), (9223372036854775807)", "k" },
        { "k TEXT NOT NULL PRIMARY KEY", "(''), ('a'), ('a''b'), (CAST(X'610062' AS TEXT)), ('ä'), ('😀')", "k" },
        { "k TEXT COLLATE NOCASE NOT NULL PRIMARY KEY", "('B'), ('a'), ('C'), ('d')", "k" },
        { "k REAL NOT NULL PRIMARY KEY", "(0.1), (0.30000000000000004), (0.3), (1e300), (-1e-300), (5e-324), (1.7976931348623157e308), (9e999)", "k" },
        { "k DECIMAL(20,17) NOT NULL PRIMARY KEY", "(0.1), (0.12345678901234567), (12), (-0.30000000000000004)", "k" },
        { "k BLOB NOT NULL PRIMARY KEY", "(X''), (X'00'), (X'00ff'), (X'ff')", "k" },
        { "k DATETIME NOT NULL PRIMARY KEY", "('2024-01-01 00:00:00'), ('2024-01-01 00:00:00.500000'), ('1999-01-01 00:00:00')", "k" },
        { "k DATETIME NOT NULL PRIMARY KEY", "(1709209800), (5), (-5)", "k" },
        { "k UUID NOT NULL PRIMARY KEY", "('00112233-4455-6677-8899-aabbccddeeff'), ('ffffffff-4455-6677-8899-aabbccddeeff')", "k" },
        { "a TEXT NOT NULL, b INT NOT NULL, PRIMARY KEY (a, b)", "('x', 1), ('x', 2), ('y', -1), ('', 9), ('x', 0)", "a,b" },
        { "a TEXT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a)", "('x', 1), ('x', 2), ('y', 1), ('', 9)", "b,a" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Reading_goes_on_after_any_key_without_loss_or_repeat(string columns, string values, string key)
    {
        foreach (string suffix in new[] { "", " WITHOUT ROWID" })
        {
            using var file = SqliteFile.With($"CREATE TABLE t ({columns}){suffix}", $"INSERT INTO t VALUES {values}");
            string[] keys = key.Split(',');
            RowBatch whole = await file.ReadAllAsync("t", orderBy: keys);
            CatalogTable table = await file.TableAsync("t");
            ReadColumn[] read = [.. table.Columns.Select((c, i) => new ReadColumn(c, whole.Columns[i].Type))];
            await using DatabaseSession session = await file.ReadAsync();
            for (int row = 0; row < whole.RowCount; row++)
            {
                ReadColumn[] order = [.. keys.Select(k => read.Single(c => c.Column.Name == k))];
                await using IRowReader reader = SqliteFile.Database.OpenReader(session, new ReadRequest(table, read)
                {
                    OrderBy = order,
                    After = [.. order.Select(o => session.Dialect.Literal(whole.Columns[Array.IndexOf(read, o)], row))],
                });
                var rest = new RowBatch(read.Select(r => r.Wire));
                await reader.ReadAsync(rest, 100, long.MaxValue, default);

                Assert.Equal(whole.Column(0)[(row + 1)..], rest.Column(0));
            }
        }
    }

    [Fact]
    public async Task A_batch_ends_at_its_rows_or_bytes_and_a_large_row_goes_alone()
    {
        using var file = SqliteFile.With("CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)",
            "INSERT INTO t VALUES (1, X'01'), (2, X'02'), (3, zeroblob(5000)), (4, X'04'), (5, X'05'), (6, X'06')");
        CatalogTable table = await file.TableAsync("t");
        await using DatabaseSession session = await file.ReadAsync();
        await using IRowReader reader = SqliteFile.Database.OpenReader(session,
            new ReadRequest(table, [.. table.Columns.Select(c => new ReadColumn(c, c.Type.Wire))]));
        var batch = new RowBatch(table.Columns.Select(c => c.Type.Wire));
        var sizes = new List<int>();
        bool more;
        do
        {
            batch.Clear();
            more = await reader.ReadAsync(batch, 2, 1000, default);
            sizes.Add(batch.RowCount);
        }
        while (more);

        Assert.Equal([2, 1, 2, 1], sizes);
    }

    [Fact]
    public async Task A_condition_and_a_limit_narrow_the_rows()
    {
        using var file = SqliteFile.With("CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1), (2), (3), (4)");
        CatalogTable table = await file.TableAsync("t");
        ReadColumn column = new(table.Columns[0], table.Columns[0].Type.Wire);
        await using DatabaseSession session = await file.ReadAsync();
        await using IRowReader reader = SqliteFile.Database.OpenReader(session,
            new ReadRequest(table, [column]) { OrderBy = [column], After = ["1"], Where = "t.id <> 2 OR 0", Limit = 1 });
        var batch = new RowBatch([column.Wire]);
        await reader.ReadAsync(batch, 10, 1000, default);

        Assert.Equal(["3"], batch.Column(0));
    }

    [Fact]
    public async Task A_snapshot_sees_one_moment()
    {
        using var file = SqliteFile.With("PRAGMA journal_mode=WAL", "CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (1)");
        await using DatabaseSession session = await file.ReadAsync();
        await SqliteFile.Database.BeginSnapshotAsync(session, default);
        file.Run("INSERT INTO t VALUES (2)");

        Assert.Equal(1, await session.ScalarAsync("SELECT count(*) FROM t", default));
        await session.RollbackAsync(default);
        Assert.Equal(2, await session.ScalarAsync("SELECT count(*) FROM t", default));
    }

    [Fact]
    public async Task A_long_sort_can_be_stopped()
    {
        using var file = SqliteFile.With("CREATE TABLE t (a TEXT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) INSERT INTO t SELECT hex(i * 7919 % 500009) FROM n");
        CatalogTable table = await file.TableAsync("t");
        ReadColumn column = new(table.Columns[0], table.Columns[0].Type.Wire);
        await using DatabaseSession session = await file.ReadAsync();
        await using IRowReader reader = SqliteFile.Database.OpenReader(session, new ReadRequest(table, [column]) { OrderBy = [column] });
        using var stop = new CancellationTokenSource();
        // A thread of its own: on a busy machine a timer fires after the sort is over.
        var stopper = new Thread(() =>
        {
            Thread.Sleep(5);
            stop.Cancel();
        });
        stopper.Start();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var batch = new RowBatch([column.Wire]);
            while (await reader.ReadAsync(batch, 1000, long.MaxValue, stop.Token))
            {
                batch.Clear();
            }
        });
        stopper.Join();
    }

    [Fact]
    public async Task Reals_as_literals_are_exact_to_the_last_bit()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c)");
        await using DatabaseSession session = await file.WriteAsync();
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(value))
            {
                string back = (await session.QueryAsync($"SELECT {SqliteDialect.RealLiteral(value)}", r => r.GetDouble(0), default))[0].ToString("R");
                Assert.Equal(value.ToString("R"), back);
            }
        }
    }
}
