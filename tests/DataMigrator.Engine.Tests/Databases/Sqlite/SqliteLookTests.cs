using DataMigrator.Databases;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Sqlite;

public sealed class SqliteLookTests
{
    [Theory]
    [InlineData("DATETIME", "'2024-02-29 12:30:00', '2024-02-29T12:30', '2024-02-29'", "Timestamp", "iso_text", "762525000000000")]
    [InlineData("DATETIME", "'2024-02-29T12:30:00+02:00', '2024-02-29 10:30Z'", "TimestampTz", "iso_text", "762517800000000")]
    [InlineData("DATETIME", "'2024-01-01 00:00:00.1234567'", "Timestamp", "iso_text_rounded", "757382400123457")]
    [InlineData("DATETIME", "1709209800, 0, -5", "Timestamp", "epoch_seconds", "762525000000000")]
    [InlineData("TIMESTAMP", "1709209800123, 1709209800123", "Timestamp", "epoch_milliseconds", "762525000123000")]
    [InlineData("TIMESTAMP", "1709209800123456", "Timestamp", "epoch_microseconds", "762525000123456")]
    [InlineData("DATETIME", "2451545.25, 2451544.5", "Timestamp", "julian_day", "64800000000")]
    [InlineData("DATE", "'2000-01-02'", "Date", "iso_text", "1")]
    [InlineData("DATE", "'2000-01-02 03:00'", "Timestamp", "iso_text", "97200000000")]
    [InlineData("DATE", "1709164800", "Date", "epoch_seconds", "8825")]
    [InlineData("TIME", "'25:00', '-01:00:00.5'", "Time", "iso_text", "90000000000")]
    [InlineData("BOOLEAN", "'t', 'False', 1", "Boolean", "true_false_text", "1")]
    [InlineData("BOOLEAN", "2, 0", "Integer", null, "2")]
    [InlineData("UUID", "X'00112233445566778899AABBCCDDEEFF'", "Uuid", "uuid_blob", "00112233445566778899AABBCCDDEEFF")]
    [InlineData("", "1, 2", "Integer", null, "1")]
    [InlineData("", "1, 2.5", "Float64", null, "1")]
    [InlineData("", "9007199254740993, 2.5", "Decimal", null, "9007199254740993")]
    [InlineData("", "X'00', X'01', 'a'", "Binary", null, "00")]
    [InlineData("STRING", "'a', 'b', 5", "Text", null, "a")]
    [InlineData("VARCHAR(2)", "'äöü'", "Text", null, "äöü")]
    public async Task A_column_is_read_by_the_rule_that_its_values_follow(string type, string values, string kind, string? rule, string first)
    {
        using var file = SqliteFile.With($"CREATE TABLE t (c {type})",
            $"INSERT INTO t VALUES ({values.Replace(", ", "), (", StringComparison.Ordinal)})");

        RowBatch batch = await file.ReadAllAsync("t");

        WireType wire = batch.Columns[0].Type;
        Assert.Equal((Enum.Parse<WireKind>(kind), rule), (wire.Kind, wire.Encoding));
        Assert.Equal(first, batch.Columns[0].Show(0));
    }

    [Fact]
    public async Task Lengths_beyond_the_declared_are_reported()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c VARCHAR(2), d VARCHAR(2))", "INSERT INTO t VALUES ('äöü', 'ab')");
        IReadOnlyDictionary<string, ColumnLook> looked = await file.LookAsync("t");

        Assert.Equal(3, looked["c"].Wire.MaxChars);
        Assert.False(looked.ContainsKey("d"));
    }

    [Fact]
    public async Task A_moment_in_a_key_is_read_as_it_is_stored_unless_its_text_is_canonical()
    {
        using var file = SqliteFile.With(
            "CREATE TABLE good (c DATETIME UNIQUE)", "INSERT INTO good VALUES ('2024-01-01 00:00:00')",
            "CREATE TABLE odd (c DATETIME UNIQUE)", "INSERT INTO odd VALUES ('2024-01-01T00:00:00')",
            "CREATE TABLE upper (c UUID UNIQUE)", "INSERT INTO upper VALUES ('00112233-4455-6677-8899-AABBCCDDEEFF')");

        Assert.Equal(WireKind.Timestamp, (await file.LookAsync("good"))["c"].Wire.Kind);
        Assert.Equal(WireKind.Text, (await file.LookAsync("odd"))["c"].Wire.Kind);
        Assert.Equal(WireKind.Text, (await file.LookAsync("upper"))["c"].Wire.Kind);
    }

    [Theory]
    [InlineData("INTEGER", "'text'", "!storage_class:text")]
    [InlineData("INTEGER", "1.5", "!storage_class:1.5")]
    [InlineData("INTEGER", "X'ff'", "!storage_class:FF")]
    [InlineData("TEXT", "CAST(X'41ff' AS TEXT)", "!invalid_utf8:41FF")]
    [InlineData("TEXT", "X'4142'", "!storage_class:4142")]
    [InlineData("BLOB", "'text'", "!storage_class:text")]
    [InlineData("REAL", "'NaN'", "!storage_class:NaN")]
    [InlineData("DECIMAL(5,2)", "'1,5'", "!storage_class:1,5")]
    [InlineData("BIT(4)", "16", "!not_bits:16")]
    [InlineData("GEOMETRY", "X'4750'", "!not_a_geometry:4750")]
    public async Task A_value_of_another_kind_is_irregular_and_kept(string type, string value, string expected)
    {
        using var file = SqliteFile.With($"CREATE TABLE t (c {type})", $"INSERT INTO t VALUES ({value})");

        Assert.Equal([expected], (await file.ReadAllAsync("t")).Column(0));
    }

    [Theory]
    [InlineData("DATETIME", "'0000-00-00 00:00:00'", "!zero_date:0000-00-00 00:00:00")]
    [InlineData("DATETIME", "'2025-01-00'", "!zero_date:2025-01-00")]
    [InlineData("DATETIME", "'2023-02-29 00:00:00'", "!not_a_date:2023-02-29 00:00:00")]
    [InlineData("DATETIME", "'2024-01-01 24:00:00'", "!not_a_date:2024-01-01 24:00:00")]
    [InlineData("DATETIME", "'9999-12-31 23:59:59.9999999'", "!out_of_range:9999-12-31 23:59:59.9999999")]
    [InlineData("DATETIME", "'9999-12-31 23:59:59-00:01'", "!out_of_range:9999-12-31 23:59:59-00:01")]
    [InlineData("DATETIME", "'0001-01-01 00:00:00+00:01'", "!out_of_range:0001-01-01 00:00:00+00:01")]
    [InlineData("DATETIME", "'soon'", "!not_a_date:soon")]
    [InlineData("DATETIME", "5", "!not_a_date:5")]
    [InlineData("DATETIME", "'2024-01-01 00:00:00Z'", "!not_a_date:2024-01-01 00:00:00Z")]
    [InlineData("TIME", "'7pm'", "!not_a_time:7pm")]
    [InlineData("UUID", "'{0}'", "!not_a_uuid:{0}")]
    [InlineData("BOOLEAN", "'maybe'", "!not_a_boolean:maybe")]
    public async Task What_breaks_the_rule_of_its_column_is_irregular(string type, string value, string expected)
    {
        string good = type switch
        {
            "TIME" => "'10:00:00'",
            "UUID" => "'00112233-4455-6677-8899-aabbccddeeff'",
            "BOOLEAN" => "1",
            _ => "'2024-01-01 00:00:00'",
        };
        using var file = SqliteFile.With($"CREATE TABLE t (c {type})", $"INSERT INTO t VALUES ({good}), ({good}), ({value})");

        Assert.Equal(expected, (await file.ReadAllAsync("t")).Column(0)[2]);
    }
}
