using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Databases.MySql.Connection;
using DataMigrator.Profiles;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.MySql;

public sealed class MySqlWriterTests
{
    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_load_with_one_bad_row_is_refused_whole_and_the_strict_way_names_it(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, v VARCHAR(3))");
        RowBatch batch = Batch((1, "a"), (2, "toolong"), (3, "c"));

        RowsRefusedException refused =
            await Assert.ThrowsAsync<RowsRefusedException>(() => bench.WriteAsync("w", batch, WriteMode.Bulk));
        Assert.Contains("column 'v' at row 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await bench.Database.CountAsync("w"));

        Exception failure =
            await Assert.ThrowsAnyAsync<Exception>(() => bench.WriteAsync("w", batch, WriteMode.Strict));
        DatabaseFault fault = bench.Session.Database.Classify(failure);
        Assert.Equal((FaultKind.Row, "1406", "v"), (fault.Kind, fault.Code, fault.Column));
        Assert.Equal(0, await bench.Database.CountAsync("w"));

        batch.Reject(1, new RowReject("v", "1406", null, "too long"));
        Assert.Equal(2, await bench.WriteAsync("w", batch, WriteMode.Bulk));
        Assert.Equal("1a,3c", await bench.Database.ScalarAsync("SELECT GROUP_CONCAT(id, v ORDER BY id) FROM w"));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, "v VARCHAR(9) UNIQUE", "'dup'", "dup", FaultKind.Row, "1062", null)]
    [InlineData(DatabaseKind.MySql, "v VARCHAR(9) NOT NULL", null, null, FaultKind.Row, "1048", "v")]
    [InlineData(DatabaseKind.MySql, "v VARCHAR(9) CHARACTER SET latin1", null, "汉", FaultKind.Row, "1366", "v")]
    [InlineData(DatabaseKind.MySql, "v VARCHAR(9) CHECK (v <> 'no')", null, "no", FaultKind.Row, "3819", null)]
    [InlineData(DatabaseKind.MySql, "v VARCHAR(9), FOREIGN KEY (v) REFERENCES parent (v)", null, "orphan", FaultKind.ForeignKey, "1452", null)]
    [InlineData(DatabaseKind.MySql, "v ENUM('a','b')", null, "c", FaultKind.Row, "1265", "v")]
    [InlineData(DatabaseKind.MySql, "v SET('a','b')", null, "b,a", FaultKind.Row, "1265", "v")]
    [InlineData(DatabaseKind.MySql, "v VARCHAR(9), w VARCHAR(9) NOT NULL", null, "x", FaultKind.Row, "1364", "w")]
    [InlineData(DatabaseKind.MariaDb, "v VARCHAR(9) UNIQUE", "'dup'", "dup", FaultKind.Row, "1062", null)]
    [InlineData(DatabaseKind.MariaDb, "v VARCHAR(9) NOT NULL", null, null, FaultKind.Row, "1048", "v")]
    [InlineData(DatabaseKind.MariaDb, "v VARCHAR(9) CHARACTER SET latin1", null, "汉", FaultKind.Row, "1366", "v")]
    [InlineData(DatabaseKind.MariaDb, "v VARCHAR(9) CHECK (v <> 'no')", null, "no", FaultKind.Row, "4025", null)]
    [InlineData(DatabaseKind.MariaDb, "v VARCHAR(9), FOREIGN KEY (v) REFERENCES parent (v)", null, "orphan", FaultKind.ForeignKey, "1452", null)]
    [InlineData(DatabaseKind.MariaDb, "v ENUM('a','b')", null, "c", FaultKind.Row, "1265", "v")]
    [InlineData(DatabaseKind.MariaDb, "v SET('a','b')", null, "b,a", FaultKind.Row, "1265", "v")]
    [InlineData(DatabaseKind.MariaDb, "v VARCHAR(9), w VARCHAR(9) NOT NULL", null, "x", FaultKind.Row, "1364", "w")]
    public async Task A_row_that_breaks_a_rule_is_refused_by_both_ways_with_its_code(DatabaseKind kind, string columns,
        string? before, string? value, object faultKind, string code, string? column)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE parent (v VARCHAR(9) PRIMARY KEY)", $"CREATE TABLE w (id INT PRIMARY KEY, {columns})");
        if (before is not null)
        {
            await bench.RunAsync($"INSERT INTO w (id, v) VALUES (99, {before})");
        }

        long rows = await bench.Database.CountAsync("w");
        CatalogTable table = await bench.TableAsync("w");
        WriteColumn[] written = [.. table.Columns.Take(2).Select(c => new WriteColumn(c, c.Type.Wire))];
        RowBatch batch = Batch((1, value));
        await using IRowWriter writer = bench.Session.Database.OpenWriter(bench.Session, new WriteRequest(table, written));
        foreach (WriteMode mode in new[] { WriteMode.Bulk, WriteMode.Strict })
        {
            await bench.Session.BeginAsync(CancellationToken.None);
            await bench.Session.SavepointAsync(CancellationToken.None);
            Exception failure = await Assert.ThrowsAnyAsync<Exception>(
                () => writer.WriteAsync(batch, 0, 1, mode, CancellationToken.None));
            await bench.Session.RollbackToSavepointAsync(CancellationToken.None);
            await bench.Session.CommitAsync(CancellationToken.None);
            Assert.Equal(rows, await bench.Database.CountAsync("w"));
            if (mode == WriteMode.Strict)
            {
                DatabaseFault fault = bench.Session.Database.Classify(failure);
                Assert.Equal(((FaultKind)faultKind, code), (fault.Kind, fault.Code));
                Assert.Equal(column, fault.Column);
            }
        }
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, "YEAR", 70)]
    [InlineData(DatabaseKind.MySql, "TINYINT", 128)]
    [InlineData(DatabaseKind.MySql, "INT UNSIGNED", -1)]
    [InlineData(DatabaseKind.MariaDb, "YEAR", 70)]
    [InlineData(DatabaseKind.MariaDb, "TINYINT", 128)]
    [InlineData(DatabaseKind.MariaDb, "INT UNSIGNED", -1)]
    public async Task A_number_out_of_range_is_never_clamped(DatabaseKind kind, string type, long value)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync($"CREATE TABLE w (id INT PRIMARY KEY, v {type})");
        var batch = new RowBatch([new WireType(WireKind.Integer), new WireType(WireKind.Integer)]) { RowCount = 1 };
        batch.Columns[0].AppendFixed(1);
        batch.Columns[1].AppendFixed(value);

        foreach (WriteMode mode in new[] { WriteMode.Bulk, WriteMode.Strict })
        {
            Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => bench.WriteAsync("w", batch, mode));
            if (mode == WriteMode.Strict)
            {
                Assert.Equal("1264", bench.Session.Database.Classify(failure).Code);
            }
        }

        Assert.Equal(0, await bench.Database.CountAsync("w"));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, "DECIMAL(5,2)", WireKind.Decimal, "1.005", "1265")]
    [InlineData(DatabaseKind.MySql, "FLOAT(7,3)", WireKind.Float32, "1.0005", "1265")]
    [InlineData(DatabaseKind.MySql, "DOUBLE(20,3)", WireKind.Float64, "1.0005", "1265")]
    [InlineData(DatabaseKind.MySql, "JSON", WireKind.Json, "[1e3, 12345678901234567890123]", "json_number")]
    [InlineData(DatabaseKind.MySql, "JSON", WireKind.Json, "{\"x\": 0.12345678901234567890}", "json_number")]
    [InlineData(DatabaseKind.MySql, "JSON", WireKind.Json, "{no json", "3140")]
    [InlineData(DatabaseKind.MariaDb, "DECIMAL(5,2)", WireKind.Decimal, "1.005", "1265")]
    [InlineData(DatabaseKind.MariaDb, "FLOAT(7,3)", WireKind.Float32, "1.0005", "1265")]
    [InlineData(DatabaseKind.MariaDb, "DOUBLE(20,3)", WireKind.Float64, "1.0005", "1265")]
    [InlineData(DatabaseKind.MariaDb, "JSON", WireKind.Json, "{no json", "4025")]
    public async Task A_value_that_would_be_rounded_or_is_no_json_is_refused(DatabaseKind kind, string type, object wire,
        string value, string code)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync($"CREATE TABLE w (id INT PRIMARY KEY, v {type})");
        var batch = new RowBatch([new WireType(WireKind.Integer), new WireType((WireKind)wire)]) { RowCount = 1 };
        batch.Columns[0].AppendFixed(1);
        switch ((WireKind)wire)
        {
            case WireKind.Float32:
                batch.Columns[1].AppendFixed(BitConverter.SingleToInt32Bits(float.Parse(value)));
                break;
            case WireKind.Float64:
                batch.Columns[1].AppendFixed(BitConverter.DoubleToInt64Bits(double.Parse(value)));
                break;
            default:
                batch.Columns[1].AppendBytes(Encoding.UTF8.GetBytes(value));
                break;
        }

        await Assert.ThrowsAnyAsync<Exception>(() => bench.WriteAsync("w", batch, WriteMode.Bulk));
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => bench.WriteAsync("w", batch, WriteMode.Strict));
        DatabaseFault fault = bench.Session.Database.Classify(failure);
        Assert.Equal((FaultKind.Row, code), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task Json_numbers_that_a_double_holds_are_taken_by_MySQL()
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(DatabaseKind.MySql);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, v JSON)");
        var batch = new RowBatch([new WireType(WireKind.Integer), new WireType(WireKind.Json)]) { RowCount = 1 };
        batch.Columns[0].AppendFixed(1);
        batch.Columns[1].AppendBytes("[0.1, 1.50, 18446744073709551615, -9223372036854775808, 1e22, -0.0, 5E-324]"u8);

        Assert.Equal(1, await bench.WriteAsync("w", batch, WriteMode.Bulk));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Without_local_infile_rows_are_inserted_and_it_is_said_once(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, v TEXT)");
        (await MySqlSessionFacts.OfAsync(bench.Session, CancellationToken.None)).LocalInfile = false;

        string text = new('x', 20_000);
        Assert.Equal(100, await bench.WriteAsync("w", Batch([.. Enumerable.Range(1, 100).Select(i => (i, (string?)text))]), WriteMode.Bulk));
        Assert.Equal(1, await bench.WriteAsync("w", Batch((500, "x")), WriteMode.Bulk));

        Assert.Contains("local_infile", Assert.Single(bench.Warnings), StringComparison.Ordinal);
        Assert.Equal(101, await bench.Database.CountAsync("w"));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Large_values_arrive_by_both_ways_and_one_over_the_packet_limit_is_the_rows_fault(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, b LONGBLOB)", "CREATE TABLE v (id INT PRIMARY KEY, b LONGBLOB)");
        var blob = new byte[7_000_000];
        new Random(3).NextBytes(blob);
        RowBatch batch = Blobs(blob);
        Assert.Equal(1, await bench.WriteAsync("w", batch, WriteMode.Bulk));
        Assert.Equal(1, await bench.WriteAsync("v", batch, WriteMode.Strict));
        Assert.Empty(await bench.CompareAsync("w", "v"));
        string digest = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(blob));
        Assert.Equal(digest, await bench.Database.ScalarAsync("SELECT UPPER(SHA2(b, 256)) FROM w"));
        Assert.Equal(blob, (await bench.ReadAsync("w", "id")).Columns[1].GetBytes(0).ToArray());

        MySqlSessionFacts facts = await MySqlSessionFacts.OfAsync(bench.Session, CancellationToken.None);
        RowBatch larger = Blobs(new byte[facts.MaxAllowedPacket + 1]);
        foreach (WriteMode mode in new[] { WriteMode.Bulk, WriteMode.Strict })
        {
            Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => bench.WriteAsync("w", larger, mode));
            DatabaseFault fault = bench.Session.Database.Classify(failure);
            Assert.Equal((FaultKind.Row, "1153"), (fault.Kind, fault.Code));
        }

        Assert.Equal(1, await bench.Database.CountAsync("w"));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, WriteMode.Bulk)]
    [InlineData(DatabaseKind.MySql, WriteMode.Strict)]
    [InlineData(DatabaseKind.MariaDb, WriteMode.Bulk)]
    [InlineData(DatabaseKind.MariaDb, WriteMode.Strict)]
    public async Task A_killed_connection_ends_writing_with_a_passing_fault(DatabaseKind kind, object mode)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, v TEXT)");
        CatalogTable table = await bench.TableAsync("w");
        await using DatabaseSession session = await bench.Database.OpenSessionAsync(AccessMode.ReadWrite);
        await using IRowWriter writer = session.Database.OpenWriter(session,
            new WriteRequest(table, [.. table.Columns.Select(c => new WriteColumn(c, c.Type.Wire))]));
        await session.BeginAsync(CancellationToken.None);
        Assert.Equal(1, await writer.WriteAsync(Batch((1, "a")), 0, 1, (WriteMode)mode, CancellationToken.None));
        long? id = await session.ScalarAsync("SELECT CONNECTION_ID()", CancellationToken.None);
        await bench.Database.ExecuteAsync($"KILL {id}");

        RowBatch batch = Batch((2, "b"));
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(
            () => writer.WriteAsync(batch, 0, 1, (WriteMode)mode, CancellationToken.None));
        Assert.Equal(FaultKind.Transient, session.Database.Classify(failure).Kind);
        Exception again = await Assert.ThrowsAnyAsync<Exception>(() => session.CommitAsync(CancellationToken.None));
        Assert.Equal(FaultKind.Transient, session.Database.Classify(again).Kind);
        Assert.Equal(0, await bench.Database.CountAsync("w"));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_deadlock_and_a_lock_timeout_are_passing_faults(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, v TEXT)", "INSERT INTO w VALUES (1, 'a')", "BEGIN",
            "UPDATE w SET v = 'b' WHERE id = 1");
        await using DatabaseSession other = await bench.Database.OpenSessionAsync(AccessMode.ReadWrite);
        await other.ExecuteAsync("SET SESSION innodb_lock_wait_timeout = 1", CancellationToken.None);
        await other.BeginAsync(CancellationToken.None);

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(
            () => other.ExecuteAsync("UPDATE w SET v = 'c' WHERE id = 1", CancellationToken.None));
        DatabaseFault fault = other.Database.Classify(failure);
        Assert.Equal((FaultKind.Transient, "1205"), (fault.Kind, fault.Code));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Auto_increment_stands_past_what_was_loaded_and_zero_stays_zero(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        foreach (string engine in new[] { "InnoDB", "MyISAM" })
        {
            await bench.RunAsync($"CREATE TABLE w (id INT PRIMARY KEY AUTO_INCREMENT, v TEXT) ENGINE={engine}");
            await bench.WriteAsync("w", Batch((0, "zero"), (41, "a")), WriteMode.Bulk);
            await bench.WriteAsync("w", Batch((-3, "negative"), (50, "b")), WriteMode.Strict);
            foreach (string statement in bench.Session.Dialect.AdvanceIdentity(await bench.TableAsync("w"), new Dictionary<string, long>()))
            {
                await bench.RunAsync(statement);
            }

            await bench.RunAsync("INSERT INTO w (v) VALUES ('next')");
            Assert.Equal("-3,0,41,50,51", await bench.Database.ScalarAsync("SELECT GROUP_CONCAT(id ORDER BY id) FROM w"));
            await bench.RunAsync("DROP TABLE w");
        }

        Assert.Contains("MyISAM", Assert.Single(bench.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_cycle_loads_with_checks_off_and_they_are_on_again_after(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, v INT, FOREIGN KEY (v) REFERENCES w (id))");
        Dialect dialect = bench.Session.Dialect;
        await bench.RunAsync([.. dialect.BeforeCycle([await bench.TableAsync("w")], out bool inTransaction)]);
        Assert.False(inTransaction);
        await bench.RunAsync("INSERT INTO w VALUES (1, 2), (2, 1)");
        await bench.RunAsync([.. dialect.AfterCycle([await bench.TableAsync("w")])]);

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => bench.RunAsync("INSERT INTO w VALUES (3, 9)"));
        Assert.Equal(FaultKind.ForeignKey, bench.Session.Database.Classify(failure).Kind);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Rows_are_deleted_children_first_in_the_transaction(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE p (id INT PRIMARY KEY)", "CREATE TABLE c (id INT, FOREIGN KEY (id) REFERENCES p (id))",
            "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1)", "BEGIN");
        IReadOnlyList<CatalogTable> tables = [await bench.TableAsync("c"), await bench.TableAsync("p")];
        await bench.RunAsync([.. bench.Session.Dialect.DeleteAllRows(tables)]);
        await bench.RunAsync("ROLLBACK");
        Assert.Equal(1, await bench.Database.CountAsync("p"));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Generated_columns_are_computed_and_not_written(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE w (id INT PRIMARY KEY, g INT GENERATED ALWAYS AS (id * 2) STORED, v TEXT)");
        CatalogTable table = await bench.TableAsync("w");
        await using IRowWriter writer = bench.Session.Database.OpenWriter(bench.Session, new WriteRequest(table,
            [.. table.Columns.Where(c => !c.IsGenerated).Select(c => new WriteColumn(c, c.Type.Wire))]));

        Assert.Equal(1, await writer.WriteAsync(Batch((21, "x")), 0, 1, WriteMode.Bulk, CancellationToken.None));
        Assert.Equal(42, Convert.ToInt32(await bench.Database.ScalarAsync("SELECT g FROM w")));
    }

    private static RowBatch Batch(params (int Id, string? Text)[] rows)
    {
        var batch = new RowBatch([new WireType(WireKind.Integer), new WireType(WireKind.Text)]) { RowCount = rows.Length };
        foreach ((int id, string? text) in rows)
        {
            batch.Columns[0].AppendFixed(id);
            if (text is null)
            {
                batch.Columns[1].AppendNull();
            }
            else
            {
                batch.Columns[1].AppendBytes(Encoding.UTF8.GetBytes(text));
            }
        }

        return batch;
    }

    private static RowBatch Blobs(byte[] blob)
    {
        var batch = new RowBatch([new WireType(WireKind.Integer), new WireType(WireKind.Binary)]) { RowCount = 1 };
        batch.Columns[0].AppendFixed(1);
        batch.Columns[1].AppendBytes(blob);
        return batch;
    }
}
