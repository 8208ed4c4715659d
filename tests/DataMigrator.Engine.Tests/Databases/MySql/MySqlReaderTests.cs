using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.MySql;

public sealed class MySqlReaderTests
{
    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Dates_that_are_no_days_are_irregular_with_their_text(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE z (id INT PRIMARY KEY, d DATE, dt DATETIME(3), ts TIMESTAMP NULL)",
            "INSERT INTO z VALUES (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'), "
            + "(2, '2025-01-00', '2025-00-00 10:20:30.5', NULL), (3, '2025-02-30', '0000-05-03 00:00:00', NULL)");

        RowBatch batch = await bench.ReadAsync("z", "id");

        (string, string)[] cells =
        [
            .. Enumerable.Range(0, 3).SelectMany(row => batch.Columns.Where(c => c.IsIrregular(row))
                .Select(c => (c.GetIrregular(row).Code, System.Text.Encoding.UTF8.GetString(c.GetIrregular(row).Bytes)))),
        ];
        Assert.Equal(
            [
                ("zero_date", "0000-00-00"), ("zero_date", "0000-00-00 00:00:00.000"), ("zero_date", "0000-00-00 00:00:00"),
                ("partial_date", "2025-01-00"), ("partial_date", "2025-00-00 10:20:30.500"),
                ("invalid_date", "2025-02-30"), ("partial_date", "0000-05-03 00:00:00.000"),
            ], cells);
    }

    /// <summary>A unique key that is not the primary one is sorted by the server, and by default it compares the first 1,024
    /// bytes of a value only.</summary>
    [Theory]
    [InlineData(DatabaseKind.MySql, "varbinary(3000)")]
    [InlineData(DatabaseKind.MySql, "varchar(700) COLLATE utf8mb4_bin")]
    [InlineData(DatabaseKind.MySql, "varchar(700) COLLATE utf8mb4_0900_as_cs")]
    [InlineData(DatabaseKind.MariaDb, "varbinary(3000)")]
    [InlineData(DatabaseKind.MariaDb, "varchar(700) COLLATE utf8mb4_bin")]
    [InlineData(DatabaseKind.MariaDb, "varchar(700) COLLATE utf8mb4_unicode_520_ci")]
    public async Task Long_keys_that_differ_at_their_end_alone_come_in_order(DatabaseKind kind, string type)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync($"CREATE TABLE k (id DOUBLE PRIMARY KEY, k {type} NOT NULL, v INT, UNIQUE (k))",
            "INSERT INTO k VALUES " + string.Join(", ", Enumerable.Range(0, 400).Select(i =>
                $"({i}, CONCAT(REPEAT('😀', 690), '{999 - i}'), 1)")));

        RowBatch batch = await bench.ReadAsync("k", "k");

        Assert.Equal(Enumerable.Range(600, 400).Select(n => n.ToString()),
            Enumerable.Range(0, 400).Select(row => MySqlBench.Text(batch.Columns[1], row)[^3..]));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Values_lie_in_the_vectors_as_the_neutral_wires_say(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE v (id INT PRIMARY KEY, d DATE, dt DATETIME(6), ts TIMESTAMP(6) NULL, t TIME(6), b1 BIT(1), b5 BIT(5), "
            + "bu BIGINT UNSIGNED, f FLOAT, g DOUBLE, de DECIMAL(10,3), l VARCHAR(9) CHARACTER SET latin1, y YEAR, p POINT, j JSON)",
            "SET time_zone = '+05:00'",
            "INSERT INTO v VALUES (1, '2000-01-02', '1999-12-31 23:59:59.999999', '2000-01-01 05:00:00.000001', '-25:00:00.5', 1, "
            + "b'00101', 18446744073709551615, 0.1, -0.1, -0.5, X'80', 1999, ST_GeomFromText('POINT(1 2)'), '{\"a\": 1}')",
            "SET time_zone = '+00:00'");

        RowBatch batch = await bench.ReadAsync("v", "id");
        ColumnVector[] c = batch.Columns;

        Assert.Equal(1, c[1].GetFixed(0));
        Assert.Equal(-1, c[2].GetFixed(0));
        Assert.Equal(1, c[3].GetFixed(0));
        Assert.Equal(-90_000_500_000, c[4].GetFixed(0));
        Assert.Equal((WireKind.Boolean, 1L), (c[5].Type.Kind, c[5].GetFixed(0)));
        Assert.Equal("00101", MySqlBench.Text(c[6], 0));
        Assert.Equal(ulong.MaxValue, (ulong)c[7].GetFixed(0));
        Assert.Equal(0.1f, BitConverter.Int32BitsToSingle((int)c[8].GetFixed(0)));
        Assert.Equal(-0.1, BitConverter.Int64BitsToDouble(c[9].GetFixed(0)));
        Assert.Equal("-0.500", MySqlBench.Text(c[10], 0));
        Assert.Equal("€", MySqlBench.Text(c[11], 0));
        Assert.Equal(1999, c[12].GetFixed(0));
        Assert.Equal("000000000101000000000000000000F03F0000000000000040", Convert.ToHexString(c[13].GetBytes(0)));
        Assert.Equal("{\"a\": 1}", MySqlBench.Text(c[14], 0));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task An_invalid_enum_value_and_a_character_without_unicode_are_irregular(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE e (id INT PRIMARY KEY, e ENUM('a','b'), g VARCHAR(20) CHARACTER SET gbk)",
            "INSERT IGNORE INTO e VALUES (1, 'nope', X'C4E3'), (2, 'b', X'FE50'), (3, NULL, NULL)");

        RowBatch batch = await bench.ReadAsync("e", "id");

        Assert.Equal("enum_error", batch.Columns[1].GetIrregular(0).Code);
        Assert.Equal("你", MySqlBench.Text(batch.Columns[2], 0));
        Assert.Equal("b", MySqlBench.Text(batch.Columns[1], 1));
        Assert.Equal("unmappable_text", batch.Columns[2].GetIrregular(1).Code);
        Assert.Equal([0xFE, 0x50], batch.Columns[2].GetIrregular(1).Bytes);
        Assert.True(batch.Columns[2].IsNull(2));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, "BIGINT UNSIGNED", "0,1,9223372036854775808,18446744073709551615,5")]
    [InlineData(DatabaseKind.MySql, "VARCHAR(20) COLLATE utf8mb4_0900_ai_ci", "'a','B','c''c','\\\\','é','','zz'")]
    [InlineData(DatabaseKind.MySql, "VARCHAR(20) CHARACTER SET latin1", "'a','B','€','\\\\','é','','zz'")]
    [InlineData(DatabaseKind.MySql, "ENUM('z','a','M','b')", "'z','a','M','b'")]
    [InlineData(DatabaseKind.MySql, "SET('z','a','M','b')", "'z','a','z,a','M','','z,M,b'")]
    [InlineData(DatabaseKind.MySql, "FLOAT", "0.1,0.2,-3.5,1e30,16777216,1.1754944e-38")]
    [InlineData(DatabaseKind.MySql, "DATETIME(6)", "'2020-01-01 00:00:00.000001','2020-01-01 00:00:00','1000-01-01','9999-12-31 23:59:59.999999'")]
    [InlineData(DatabaseKind.MySql, "TIMESTAMP(3)", "'2020-01-01 00:00:00.001','2020-01-01 00:00:00','1999-01-01'")]
    [InlineData(DatabaseKind.MySql, "TIME", "'-838:59:59','00:00:00','-00:00:01','838:59:59'")]
    [InlineData(DatabaseKind.MySql, "BINARY(4)", "'a','b',X'FFFFFFFF',X'00','a\\0\\0b'")]
    [InlineData(DatabaseKind.MySql, "BIT(9)", "1,511,0,256")]
    [InlineData(DatabaseKind.MySql, "DECIMAL(65,30)", "1,-1,0.000000000000000000000000000001,99999999999999999999999999999999999")]
    [InlineData(DatabaseKind.MariaDb, "BIGINT UNSIGNED", "0,1,9223372036854775808,18446744073709551615,5")]
    [InlineData(DatabaseKind.MariaDb, "VARCHAR(20) COLLATE utf8mb4_unicode_ci", "'a','B','c''c','\\\\','é','','zz'")]
    [InlineData(DatabaseKind.MariaDb, "VARCHAR(20) CHARACTER SET latin1", "'a','B','€','\\\\','é','','zz'")]
    [InlineData(DatabaseKind.MariaDb, "ENUM('z','a','M','b')", "'z','a','M','b'")]
    [InlineData(DatabaseKind.MariaDb, "SET('z','a','M','b')", "'z','a','z,a','M','','z,M,b'")]
    [InlineData(DatabaseKind.MariaDb, "FLOAT", "0.1,0.2,-3.5,1e30,16777216,1.1754944e-38")]
    [InlineData(DatabaseKind.MariaDb, "DATETIME(6)", "'2020-01-01 00:00:00.000001','2020-01-01 00:00:00','1000-01-01','9999-12-31 23:59:59.999999'")]
    [InlineData(DatabaseKind.MariaDb, "TIMESTAMP(3)", "'2020-01-01 00:00:00.001','2020-01-01 00:00:00','1999-01-01'")]
    [InlineData(DatabaseKind.MariaDb, "TIME", "'-838:59:59','00:00:00','-00:00:01','838:59:59'")]
    [InlineData(DatabaseKind.MariaDb, "BINARY(4)", "'a','b',X'FFFFFFFF',X'00','a\\0\\0b'")]
    [InlineData(DatabaseKind.MariaDb, "BIT(9)", "1,511,0,256")]
    [InlineData(DatabaseKind.MariaDb, "DECIMAL(65,30)", "1,-1,0.000000000000000000000000000001,99999999999999999999999999999999999")]
    [InlineData(DatabaseKind.MariaDb, "UUID", "'123e4567-e89b-12d3-a456-426655440000','f23e4567-e89b-12d3-a456-426655440000','00000000-0000-0000-0000-000000000000'")]
    public async Task Reading_goes_on_after_any_key(DatabaseKind kind, string type, string values)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync($"CREATE TABLE k (g INT, k {type} NOT NULL, PRIMARY KEY (g, k))",
            "INSERT INTO k VALUES " + string.Join(", ", Split(values).SelectMany(v => new[] { $"(1, {v})", $"(2, {v})" })));
        CatalogTable table = await bench.TableAsync("k");
        ReadColumn[] columns = [.. table.Columns.Select(c => new ReadColumn(c, c.Type.Wire))];
        var all = new ReadRequest(table, columns) { OrderBy = columns };
        RowBatch whole = await bench.ReadAsync(all);

        for (int row = 0; row < whole.RowCount; row++)
        {
            string[] key = [.. whole.Columns.Select(c => bench.Session.Dialect.Literal(c, row))];
            RowBatch rest = await bench.ReadAsync(all with { After = key });
            Assert.Equal(whole.RowCount - row - 1, rest.RowCount);
            string equal = string.Join(" AND ", columns.Select((c, i) => $"t.{bench.Session.Dialect.Quote(c.Column.Name)} = {key[i]}"));
            Assert.Equal(1, (await bench.ReadAsync(all with { Where = equal })).RowCount);
        }
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_batch_closes_at_its_rows_and_at_its_bytes_and_a_large_value_goes_alone(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE b (id INT PRIMARY KEY, l LONGBLOB)",
            "INSERT INTO b VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, REPEAT('x', 3000000)), (5, 'd')");
        CatalogTable table = await bench.TableAsync("b");
        ReadColumn[] columns = [.. table.Columns.Select(c => new ReadColumn(c, c.Type.Wire))];
        var batch = new RowBatch(columns.Select(c => c.Wire));
        await using IRowReader reader =
            bench.Session.Database.OpenReader(bench.Session, new ReadRequest(table, columns) { OrderBy = [columns[0]] });

        var sizes = new List<int>();
        bool more = true;
        while (more)
        {
            batch.Clear();
            more = await reader.ReadAsync(batch, 2, 1_000_000, CancellationToken.None);
            sizes.Add(batch.RowCount);
        }

        Assert.Equal([2, 1, 1, 1], sizes);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_reader_given_up_in_the_middle_leaves_the_session_usable(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE r (id INT PRIMARY KEY AUTO_INCREMENT, t VARCHAR(500))", "INSERT INTO r (t) VALUES (REPEAT('x', 500))");
        for (int i = 0; i < 15; i++)
        {
            await bench.RunAsync("INSERT INTO r (t) SELECT t FROM r");
        }

        CatalogTable table = await bench.TableAsync("r");
        ReadColumn[] columns = [.. table.Columns.Select(c => new ReadColumn(c, c.Type.Wire))];
        var batch = new RowBatch(columns.Select(c => c.Wire));
        await using (IRowReader reader = bench.Session.Database.OpenReader(bench.Session, new ReadRequest(table, columns)))
        {
            Assert.True(await reader.ReadAsync(batch, 10, long.MaxValue, CancellationToken.None));
        }

        Assert.Equal(32768, await bench.Session.ScalarAsync("SELECT COUNT(*) FROM r", CancellationToken.None));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_killed_connection_ends_reading_with_a_passing_fault(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE r (id INT PRIMARY KEY AUTO_INCREMENT, t VARCHAR(500))", "INSERT INTO r (t) VALUES (REPEAT('x', 500))");
        for (int i = 0; i < 16; i++)
        {
            await bench.RunAsync("INSERT INTO r (t) SELECT t FROM r");
        }

        CatalogTable table = await bench.TableAsync("r");
        ReadColumn[] columns = [.. table.Columns.Select(c => new ReadColumn(c, c.Type.Wire))];
        var batch = new RowBatch(columns.Select(c => c.Wire));
        await bench.Session.Database.BeginSnapshotAsync(bench.Session, CancellationToken.None);
        long? id = await bench.Session.ScalarAsync("SELECT CONNECTION_ID()", CancellationToken.None);
        IRowReader reader = bench.Session.Database.OpenReader(bench.Session, new ReadRequest(table, columns));
        Assert.True(await reader.ReadAsync(batch, 10, long.MaxValue, CancellationToken.None));
        await bench.Database.ExecuteAsync($"KILL {id}");

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (await reader.ReadAsync(batch, int.MaxValue, long.MaxValue, CancellationToken.None))
            {
            }
        });

        Assert.Equal(FaultKind.Transient, bench.Session.Database.Classify(failure).Kind);
        await reader.DisposeAsync();
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_snapshot_sees_one_moment_and_writes_nothing(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE s (id INT PRIMARY KEY)", "INSERT INTO s VALUES (1)");
        await using DatabaseSession reading = await bench.Database.OpenSessionAsync(AccessMode.ReadOnly);
        await reading.Database.BeginSnapshotAsync(reading, CancellationToken.None);
        await bench.RunAsync("INSERT INTO s VALUES (2)");

        Assert.Equal(1, await reading.ScalarAsync("SELECT COUNT(*) FROM s", CancellationToken.None));
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(
            () => reading.ExecuteAsync("INSERT INTO s VALUES (3)", CancellationToken.None));
        Assert.Equal(FaultKind.Access, reading.Database.Classify(refused).Kind);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_read_only_session_can_not_write(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE s (id INT PRIMARY KEY)");
        await using DatabaseSession reading = await bench.Database.OpenSessionAsync(AccessMode.ReadOnly);

        foreach (string sql in new[] { "INSERT INTO s VALUES (3)", "DROP TABLE s", "CREATE TABLE u (id INT)" })
        {
            Exception refused =
                await Assert.ThrowsAnyAsync<Exception>(() => reading.ExecuteAsync(sql, CancellationToken.None));
            Assert.Equal(FaultKind.Access, reading.Database.Classify(refused).Kind);
        }
    }

    private static List<string> Split(string values)
    {
        var parts = new List<string>();
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= values.Length; i++)
        {
            if (i == values.Length || (values[i] == ',' && !quoted))
            {
                parts.Add(values[start..i]);
                start = i + 1;
            }
            else if (values[i] == '\'')
            {
                quoted = !quoted;
            }
        }

        return parts;
    }
}
