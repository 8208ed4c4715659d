using DataMigrator.Databases;
using DataMigrator.Databases.Sqlite.Rows;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Sqlite;

/// <summary>What the writer stores, the reader reads.</summary>
public sealed class SqliteRoundTripTests
{
    private const long Day = 86_400_000_000;

    public static TheoryData<string, object?[], string[]> Columns => new()
    {
        { "INTEGER", [0, long.MinValue, long.MaxValue, 10010000000000001, null], ["integer"] },
        { "TINYINT", [2, -1, 300], ["integer"] },
        { "BIGINT UNSIGNED", [long.MaxValue], ["integer"] },
        { "BOOLEAN", [0, 1, null], ["integer"] },
        { "DOUBLE", [0.1, -1.5, double.Epsilon, double.MaxValue, 1e22, 3.0, double.PositiveInfinity, double.NegativeInfinity], ["real"] },
        { "DECIMAL(30,10)", ["1.5", "-12", "9223372036854775807", "0.1", "123456789012.345", null], ["integer", "real"] },
        { "DECIMAL_TEXT(38,20)", ["123456789012345678.12345678901234567890", "1.50", "007"], ["text"] },
        { "TEXT", ["", "NULL", "a\0b", "O'Neill", "😀", "a\\b\t\r\n", "007", null], ["text"] },
        { "VARCHAR(3)", ["longer than declared"], ["text"] },
        { "STRING", ["abc", "1-2", ""], ["text"] },
        { "BLOB", [Array.Empty<byte>(), new byte[] { 0, 255 }, null], ["blob"] },
        { "VARBINARY(4)", [new byte[] { 1, 2, 3 }], ["blob"] },
        { "DATE", [0, -730_119, 2_921_939, 59, null], ["text"] },
        { "DATETIME", [0, 1, -1, Day - 1, -730_119 * Day, ((2_921_939 + 1) * Day) - 1, null], ["text"] },
        { "TIMESTAMPTZ", [0, 123_456, -62_000_000_000_000_000], ["text"] },
        { "TIME", [0, Day - 1, Day, -3_020_399_000_000, 91_800_000_000], ["text"] },
        { "UUID", [Guid.Parse("00112233-4455-6677-8899-aabbccddeeff").ToByteArray(bigEndian: true), null], ["text"] },
        { "JSON", ["{\"a\": 12345678901234567890}", "5", "1.25", "\"x\"", "null", " [1] "], ["text", "integer", "real"] },
        { "BIT(8)", ["00000101", "11111111", null], ["integer"] },
        { "BIT(64)", ["1" + new string('0', 63), new string('1', 64)], ["integer"] },
        { "GEOMETRY", [new byte[] { 0xe6, 0x10, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40 }], ["blob"] },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Every_value_comes_back_as_it_was_written(string type, object?[] cells, string[] storage)
    {
        using var file = SqliteFile.With($"CREATE TABLE t (c {type})");
        WireType wire = (await file.TableAsync("t")).Columns[0].Type.Wire;
        RowBatch sent = SqliteBatch.Of(wire, cells);

        Assert.Equal(cells.Length, await file.WriteAllAsync("t", sent));

        RowBatch read = await file.ReadAllAsync("t");
        Assert.Equal(sent.Column(0), read.Column(0));
        Assert.Equal(wire.Kind, read.Columns[0].Type.Kind);
        Assert.Equal(storage.Order(), (await file.QueryAsync("SELECT DISTINCT typeof(c) FROM t WHERE c IS NOT NULL")).Order());
    }

    [Fact]
    public async Task Dates_and_times_are_written_in_one_plain_form()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c DATETIME)", "CREATE TABLE z (c TIMESTAMPTZ)", "CREATE TABLE h (c TIME)");
        await file.WriteAllAsync("t", SqliteBatch.Of(new WireType(WireKind.Timestamp), 0, 1, -1_000_000));
        await file.WriteAllAsync("z", SqliteBatch.Of(new WireType(WireKind.TimestampTz), 500_000));
        await file.WriteAllAsync("h", SqliteBatch.Of(new WireType(WireKind.Time), -3_020_399_000_000, 91_800_000_000));

        Assert.Equal(["2000-01-01 00:00:00", "2000-01-01 00:00:00.000001", "1999-12-31 23:59:59"],
            await file.QueryAsync("SELECT c FROM t"));
        Assert.Equal(["2000-01-01 00:00:00.500000+00:00"], await file.QueryAsync("SELECT c FROM z"));
        Assert.Equal(["-838:59:59", "25:30:00"], await file.QueryAsync("SELECT c FROM h"));
    }

    [Fact]
    public async Task A_negative_zero_becomes_zero_and_is_said_once()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c REAL)");
        Catalog.CatalogTable table = await file.TableAsync("t");
        var warnings = new List<string>();
        await using (DatabaseSession session = await file.WriteAsync())
        {
            session.Warn = warnings.Add;
            await using IRowWriter writer = SqliteFile.Database.OpenWriter(session,
                new WriteRequest(table, [new WriteColumn(table.Columns[0], table.Columns[0].Type.Wire)]));
            await writer.WriteAsync(SqliteBatch.Of(table.Columns[0].Type.Wire, -0.0, -0.0), 0, 2, WriteMode.Bulk, default);
        }

        Assert.Equal(0, (await file.ReadAllAsync("t")).Columns[0].GetFixed(0));
        Assert.Contains("minus zero", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_storage_class_moves_natively_between_equal_columns()
    {
        const string Create = "CREATE TABLE t (i INTEGER, n NUMERIC, r REAL, x TEXT, b)";
        using var source = SqliteFile.With(Create,
            "INSERT INTO t VALUES (1, 2, 3, 'x', 5)",
            "INSERT INTO t VALUES ('text', 'text', 'text', '', '')",
            "INSERT INTO t VALUES (X'', X'00', X'ff', X'', X'')",
            "INSERT INTO t VALUES (1.5, 1e300, 9e999, CAST(X'410042' AS TEXT), CAST(X'ff' AS TEXT))",
            "INSERT INTO t VALUES (NULL, NULL, NULL, NULL, NULL)");
        using var target = SqliteFile.With(Create);
        RowBatch batch = await source.ReadAllAsync("t", native: true);

        Assert.Equal(5, await target.WriteAllAsync("t", batch, native: true));

        const string Values = "SELECT group_concat(typeof(i)||quote(i)||typeof(n)||quote(n)||typeof(r)||quote(r)||typeof(x)||"
            + "hex(x)||typeof(b)||hex(b), char(10)) FROM t";
        Assert.Equal(await source.QueryAsync(Values), await target.QueryAsync(Values));
    }

    [Fact]
    public async Task A_native_cell_is_decoded_as_the_reader_would_have_read_it()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INTEGER)", "INSERT INTO t VALUES (7), ('seven')");
        RowBatch native = await file.ReadAllAsync("t", native: true);
        var vector = new ColumnVector(new WireType(WireKind.Integer));

        for (int row = 0; row < 2; row++)
        {
            SqliteFile.Database.DecodeNative((await file.TableAsync("t")).Columns[0], native.Columns[0].GetBytes(row), vector);
        }

        Assert.Equal("7", vector.Show(0));
        Assert.Equal("!storage_class:seven", vector.Show(1));
    }

    [Theory]
    [InlineData("INTEGER", "INT", true)]
    [InlineData("INTEGER", "NUMERIC(10,2)", true)]
    [InlineData("VARCHAR(3)", "TEXT", true)]
    [InlineData("INTEGER", "", true)]
    [InlineData("TEXT", "BLOB", true)]
    [InlineData("INTEGER", "TEXT", false)]
    [InlineData("", "TEXT", false)]
    [InlineData("TEXT", "INTEGER", false)]
    [InlineData("INTEGER", "REAL", false)]
    public void Columns_are_native_to_each_other_where_nothing_is_altered(string source, string target, bool native)
    {
        Catalog.CatalogColumn from = new() { Name = "c", Type = SqliteTypeMap.Map(source, strict: false) };
        Catalog.CatalogColumn to = new() { Name = "c", Type = SqliteTypeMap.Map(target, strict: false) };

        Assert.Equal(native, SqliteFile.Database.NativeWire(from, to) is not null);
    }

    [Fact]
    public async Task A_table_in_utf16_gives_the_same_text()
    {
        using var file = new SqliteFile();
        file.Run("PRAGMA encoding='UTF-16le'", "CREATE TABLE t (c TEXT)");
        await file.WriteAllAsync("t", SqliteBatch.Of(new WireType(WireKind.Text), "é😀", "a\0b", ""));

        Assert.Equal(["é😀", "a\0b", ""], (await file.ReadAllAsync("t")).Column(0));
    }
}
