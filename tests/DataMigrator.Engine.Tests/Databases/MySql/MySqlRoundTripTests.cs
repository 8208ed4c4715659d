using DataMigrator.Databases;

namespace DataMigrator.Tests.Databases.MySql;

/// <summary>What is read from a table and written to one like it is there byte by byte, by both ways of writing.</summary>
public sealed class MySqlRoundTripTests
{
    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Numbers_arrive_to_the_last_bit(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE n (id BIGINT PRIMARY KEY AUTO_INCREMENT, ti TINYINT, tu TINYINT UNSIGNED, t1 TINYINT(1), "
            + "si SMALLINT, su SMALLINT UNSIGNED, mi MEDIUMINT, mu MEDIUMINT UNSIGNED, i INT, u INT UNSIGNED ZEROFILL, "
            + "b BIGINT, bu BIGINT UNSIGNED, d DECIMAL(65,30), dz DECIMAL(10,2) ZEROFILL, d0 DECIMAL(5,0), f FLOAT, g DOUBLE, "
            + "gm DOUBLE(20,3), y YEAR, b1 BIT(1), b7 BIT(7), b64 BIT(64))",
            "INSERT INTO n VALUES (0, -128, 255, 1, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295, "
            + "-9223372036854775808, 18446744073709551615, -99999999999999999999999999999999999.999999999999999999999999999999, "
            + "0.5, -99999, 3.4028234663852886e38, 1.7976931348623157e308, 12345678901234567.125, 0, 1, b'1', X'FFFFFFFFFFFFFFFF')",
            "INSERT INTO n VALUES (1, 127, 0, 2, 32767, 0, 8388607, 0, 2147483647, 7, 9223372036854775807, 0, "
            + "0.000000000000000000000000000001, 12345.67, 99999, 1.401298464324817e-45, 5e-324, -0.001, 2155, 0, b'1111111', 0)",
            "INSERT INTO n VALUES (-5, 0, 1, -1, 0, 0, 0, 0, 0, 0, 0, 9223372036854775808, 0, 0, -1, '-0', '-0', 0, 1901, 1, 0, 9)",
            "INSERT INTO n VALUES (7, 0, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1.5, 0, 0, 16777217, 0.1, 0.1, 2000, 1, 0, 9)",
            "INSERT INTO n (id) VALUES (9223372036854775806)");
        var random = new Random(7);
        for (int i = 0; i < 40; i++)
        {
            string values = string.Join(", ", Enumerable.Range(0, 50).Select(j =>
                $"({100 + (i * 50) + j}, {Finite(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))):R}e0, "
                + $"{Finite(BitConverter.Int64BitsToDouble(random.NextInt64())):R}e0)")).Replace("E+", "E", StringComparison.Ordinal);
            await bench.RunAsync("INSERT INTO n (id, f, g) VALUES " + Exponents(values));
        }

        Assert.Empty(await bench.CopyAndCompareAsync("n", WriteMode.Bulk));
        Assert.Empty(await bench.CopyAndCompareAsync("n", WriteMode.Strict));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Text_and_bytes_of_every_kind_arrive(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE s (id INT PRIMARY KEY, c CHAR(20), v VARCHAR(200), t TEXT, l LONGTEXT, "
            + "l1 VARCHAR(200) CHARACTER SET latin1, u3 VARCHAR(200) CHARACTER SET utf8mb3, g VARCHAR(200) CHARACTER SET gbk, "
            + "u16 VARCHAR(50) CHARACTER SET utf16, bi BINARY(8), vb VARBINARY(300), bl LONGBLOB, j JSON, "
            + "e ENUM('a,b','c''d','e\\\\f','ü\"','x\\ny',''), st SET('x','y y','z''z'), lb TEXT COLLATE utf8mb4_bin) CHARACTER SET utf8mb4",
            "INSERT INTO s (id) VALUES (1)",
            "INSERT INTO s VALUES (2,'','','','','','','','','','','','{}','','','')",
            "INSERT INTO s VALUES (3,'NULL','\\\\N','a\\tb\\r\\nc\\\\','\\0x\\0','€ Ÿ','äöü ༀ','汉字','𝄞',X'00FF5C0A0D09',X'5C4E',X'00','[1, \"\\\\\\\\\"]','a,b','x,z''z','\\n')",
            "INSERT INTO s VALUES (4,'𝄞','''\"`','\\\\','\\\\\\\\','\\'','\\\\','\\\\N','x',X'0000000000000000',X'27',X'0A','\"\\\\u0000\"','e\\\\f','y y','\\\\0')",
            "INSERT INTO s VALUES (5,'trail','trail  ','  ',' ','x','x','x','x',X'20',X'20',X'20','null','x\\ny','x,y y',' ')",
            "INSERT INTO s (id, vb, bl, l) VALUES (6, (SELECT 1), NULL, NULL)");
        string every = string.Concat(Enumerable.Range(0, 256).Select(i => i.ToString("X2")));
        await bench.RunAsync(
            $"UPDATE s SET vb = X'{every}', bl = REPEAT(X'{every}', 3000), l = REPEAT('ab\\\\\\t€𝄞\\n', 30000) WHERE id = 6",
            $"INSERT INTO s (id, l1) SELECT 100 + n, CHAR(n USING latin1) FROM (SELECT a.d * 16 + b.d n FROM {Digits()} a, {Digits()} b) q WHERE n <> 32");

        Assert.Empty(await bench.CopyAndCompareAsync("s", WriteMode.Bulk));
        Assert.Empty(await bench.CopyAndCompareAsync("s", WriteMode.Strict));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Dates_and_times_arrive_to_their_limits(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE d (id INT PRIMARY KEY, d DATE, dt DATETIME, dt6 DATETIME(6), dt3 DATETIME(3), "
            + "ts TIMESTAMP NULL, ts6 TIMESTAMP(6) NULL, t TIME, t6 TIME(6), t2 TIME(2))",
            "INSERT INTO d VALUES (1, '0001-01-01', '0001-01-01 00:00:00', '9999-12-31 23:59:59.999999', '2024-02-29 12:00:00.120', "
            + "'1970-01-01 00:00:01', '2038-01-19 03:14:07.999999', '-838:59:59', '838:59:59.000000', '25:30:00.5')",
            "INSERT INTO d VALUES (2, '9999-12-31', '9999-12-31 23:59:59', '1000-01-01 00:00:00.000001', '1999-12-31 23:59:59.999', "
            + "'2025-03-30 02:30:00', '2000-01-01 00:00:00', '00:00:00', '-00:00:00.000001', '-100:00:00.01')",
            "INSERT INTO d (id) VALUES (3)");

        Assert.Empty(await bench.CopyAndCompareAsync("d", WriteMode.Bulk));
        Assert.Empty(await bench.CopyAndCompareAsync("d", WriteMode.Strict));
        Assert.Empty(await bench.CopyAndCompareAsync("d", WriteMode.Bulk, native: true));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Zero_partial_and_invalid_dates_pass_on_the_native_wire(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE z (id INT PRIMARY KEY, d DATE, dt DATETIME(3) NOT NULL, ts TIMESTAMP NULL)",
            "INSERT INTO z VALUES (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'), "
            + "(2, '2025-01-00', '2025-00-00 10:20:30.5', NULL), (3, '2025-02-30', '0000-05-03 00:00:00', NULL)");

        Assert.Empty(await bench.CopyAndCompareAsync("z", WriteMode.Bulk, native: true));
        Assert.Empty(await bench.CopyAndCompareAsync("z", WriteMode.Strict, native: true));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Geometry_keeps_its_bytes_and_its_srid(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE g (id INT PRIMARY KEY, g GEOMETRY, p POINT)",
            "INSERT INTO g VALUES (1, ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 0),(1 1,2 1,2 2,1 1))'), ST_GeomFromText('POINT(1 2)', 4326)), "
            + "(2, ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),MULTIPOINT(1 2,3 4),LINESTRING(0 0,1 1))', 4326), NULL), (3, NULL, NULL)");

        Assert.Empty(await bench.CopyAndCompareAsync("g", WriteMode.Bulk));
        Assert.Empty(await bench.CopyAndCompareAsync("g", WriteMode.Strict));
    }

    [Fact]
    public async Task MariaDB_uuid_and_addresses_arrive()
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(DatabaseKind.MariaDb);
        await bench.RunAsync(
            "CREATE TABLE u (id INT PRIMARY KEY, u UUID, i6 INET6, i4 INET4)",
            "INSERT INTO u VALUES (1, '123e4567-e89b-12d3-a456-426655440000', '2001:db8::ff00:42:8329', '192.168.0.1'), (2, NULL, '::ffff:1.2.3.4', NULL)");

        Assert.Empty(await bench.CopyAndCompareAsync("u", WriteMode.Bulk));
        Assert.Empty(await bench.CopyAndCompareAsync("u", WriteMode.Strict));
    }

    [Fact]
    public async Task MySQL_vectors_arrive()
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(DatabaseKind.MySql);
        await bench.RunAsync(
            "CREATE TABLE v (id INT PRIMARY KEY, v VECTOR(3))",
            "INSERT INTO v VALUES (1, STRING_TO_VECTOR('[1,2.5,-3]')), (2, NULL)");

        Assert.Empty(await bench.CopyAndCompareAsync("v", WriteMode.Bulk));
        Assert.Empty(await bench.CopyAndCompareAsync("v", WriteMode.Strict));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_table_of_one_text_column_keeps_its_empty_rows(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync("CREATE TABLE one (t TEXT)", "CREATE TABLE two (t TEXT)", "INSERT INTO one VALUES (''), (''), (NULL), ('x'), ('')");

        Assert.Equal(5, await bench.WriteAsync("two", await bench.ReadAsync("one"), WriteMode.Bulk));
        Assert.Equal("3,1", await bench.Database.ScalarAsync("SELECT CONCAT(SUM(t = ''), ',', SUM(t IS NULL)) FROM two"));
    }

    private static string Digits() =>
        "(" + string.Join(" UNION ALL ", Enumerable.Range(0, 16).Select(i => $"SELECT {i} d")) + ")";

    private static double Finite(double value) => double.IsFinite(value) ? value : 1;

    /// <summary>A number that got a second exponent keeps the first.</summary>
    private static string Exponents(string values) =>
        System.Text.RegularExpressions.Regex.Replace(values, "(E-?[0-9]+)e0", "$1");
}
