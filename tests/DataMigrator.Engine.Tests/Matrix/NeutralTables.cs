namespace DataMigrator.Tests.Matrix;

/// <summary>The tables of the matrix: what has broken migrations between these databases, in values that each of them
/// can hold. Names are chosen so that tables come before the tables that they refer to.</summary>
internal static class NeutralTables
{
    private static readonly NeutralColumn Id = new("id", Meaning.Int) { NotNull = true };

    public static readonly IReadOnlyList<NeutralTable> All =
    [
        new("ints", [Id, new("tiny", Meaning.TinyInt), new("small", Meaning.SmallInt), new("middle", Meaning.Int),
            new("big", Meaning.BigInt), new("unsigned", Meaning.UnsignedBigInt)])
        {
            PrimaryKey = ["id"],
            Rows =
            [
                ["1", "0", "0", "0", "0", "0"],
                ["2", "127", "32767", "2147483647", "9223372036854775807", "18446744073709551615"],
                ["3", "-128", "-32768", "-2147483648", "-9223372036854775808", "9223372036854775808"],
                ["4", "2", "-1", "1", "10010000000000001", "9007199254740993"],
                ["-5", null, null, null, null, null],
            ],
        },
        new("decimals", [Id, new("price", Meaning.SmallDecimal), new("exact", Meaning.LongDecimal)])
        {
            PrimaryKey = ["id"],
            Rows =
            [
                ["1", "0.1", "0.1"],
                ["2", "999999999.999", "999999999999999999999999999999.999999999999999999999999999999"],
                ["3", "-999999999.999", "-999999999999999999999999999999.999999999999999999999999999999"],
                ["4", "0", "0.000000000000000000000000000001"],
                ["5", "-0.001", "12345678901234567890.12345678901234567890"],
                ["6", "100", "1000000000000000000000"],
                ["7", null, null],
            ],
        },
        new("texts", [Id, new("v", Meaning.Text), new("short", Meaning.Varchar)])
        {
            PrimaryKey = ["id"],
            Rows = [.. NastyTexts.Select((t, i) => new string?[] { i.ToString(), t, t }), ["900", new string('x', 70_000) + "é", ""]],
        },
        new("blobs", [Id, new("v", Meaning.Blob)])
        {
            PrimaryKey = ["id"],
            Rows =
            [
                ["1", ""],
                ["2", null],
                ["3", Convert.ToHexString([.. Enumerable.Range(0, 256).Select(i => (byte)i)])],
                ["4", "00"],
                ["5", "5C4E"],
                ["6", "0A0D09275C225C2E0A"],
                ["7", Convert.ToHexString([.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))])],
            ],
        },
        new("booleans", [Id, new("v", Meaning.Boolean)])
        {
            PrimaryKey = ["id"],
            Rows = [["1", "1"], ["2", "0"], ["3", null]],
        },
        new("floats", [Id, new("single", Meaning.Float), new("twice", Meaning.Double)])
        {
            PrimaryKey = ["id"],
            Rows =
            [
                ["1", "0", "0"],
                ["2", "1.5", "0.1"],
                ["3", "3.4028235E+38", "1.7976931348623157E+308"],
                ["4", "-3.4028235E+38", "-1.7976931348623157E+308"],
                ["5", "1E-45", "5E-324"],
                ["6", "1.1754944E-38", "2.2250738585072014E-308"],
                ["7", "16777216", "9007199254740993"],
                ["8", "0.1", "0.30000000000000004"],
                ["9", "8388609", "123456789012345680"],
                ["10", null, null],
            ],
        },
        new("moments", [Id, new("day", Meaning.Date), new("hour", Meaning.Time), new("stamp", Meaning.Timestamp),
            new("instant", Meaning.TimestampTz)])
        {
            PrimaryKey = ["id"],
            Rows =
            [
                ["1", "1970-01-01", "00:00:00", "1970-01-01 00:00:00", "1970-01-01 00:00:01"],
                ["2", "9999-12-31", "23:59:59.999999", "9999-12-31 23:59:59.999999", "2038-01-19 03:14:07.999999"],
                ["3", "1000-01-01", "12:34:56.000001", "1000-01-01 00:00:00.000001", "2024-03-31 02:30:00"],
                ["4", "1582-10-10", "00:00:00.1", "2024-03-31 02:30:00", "2024-10-27 01:59:59.123456"],
                ["5", "2000-02-29", "01:00:00", "1969-12-31 23:59:59.999999", "2000-02-29 12:00:00"],
                ["6", "1900-02-28", "23:00:00.12", "2024-02-29 00:00:00", "1999-12-31 23:59:59"],
                ["7", null, null, null, null],
            ],
        },
        new("identifiers", [new("id", Meaning.Uuid) { NotNull = true }, new("doc", Meaning.Json)])
        {
            PrimaryKey = ["id"],
            Rows =
            [
                ["00000000-0000-0000-0000-000000000000", "{}"],
                ["ffffffff-ffff-ffff-ffff-ffffffffffff", "[]"],
                ["00112233-4455-6677-8899-aabbccddeeff", """{"a": [1, 2.5, -3, true, null], "b": {"c": "d"}}"""],
                ["01890a5d-ac96-774b-bcce-b302099a8057", "\"a \\\"quoted\\\" \\\\ text with 😀 and \\n\""],
                ["7d444840-9dc0-11d1-b245-5ffdce74fad2", "9007199254740993"],
                ["f47ac10b-58cc-4372-a567-0e02b2c3d479", "null"],
                ["a8098c1a-f86e-11da-bd1a-00112444be1e", null],
            ],
        },
        new("composite", [new("part", Meaning.Varchar) { NotNull = true }, new("number", Meaning.BigInt) { NotNull = true },
            new("v", Meaning.Varchar)])
        {
            // Sorted differently by bytes, by PostgreSQL's collation and by MySQL's.
            PrimaryKey = ["part", "number"],
            Rows =
            [
                ["a", "1", "1"], ["B", "1", "2"], ["c", "-1", "3"], ["C2", "1", "4"], ["é", "1", "5"], ["z", "1", "6"],
                ["ß", "1", "7"], ["_", "1", "8"], ["a", "2", "9"], ["a", "-9223372036854775808", "10"], ["", "0", "11"],
                ["a b", "3", "12"], ["日本", "1", "13"], ["😀", "1", "14"], ["'", "1", "15"], ["\\", "1", "16"], ["%", "1", "17"],
            ],
        },
        new("keyless", [new("v", Meaning.Int), new("name", Meaning.Varchar)])
        {
            // Equal rows stay two rows.
            Rows = [["1", "one"], ["1", "one"], ["2", null], [null, null], [null, null], ["3", "three"], ["1", "one"]],
        },
        new("a_child", [Id, new("parent", Meaning.Int)])
        {
            PrimaryKey = ["id"],
            References = [new("parent", "z_parent", "id")],
            Rows = [["1", "10"], ["2", "20"], ["3", "10"], ["4", null]],
        },
        new("z_parent", [Id, new("name", Meaning.Varchar)])
        {
            PrimaryKey = ["id"],
            Rows = [["10", "ten"], ["20", "twenty"]],
        },
        new("tree", [Id, new("above", Meaning.Int)])
        {
            // The first row refers to a later one.
            PrimaryKey = ["id"],
            References = [new("above", "tree", "id")],
            Rows = [["1", "5"], ["2", "1"], ["3", "3"], ["4", null], ["5", "4"], ["6", "1"], ["7", "6"]],
        },
        new("egg", [Id, new("hen", Meaning.Int)])
        {
            PrimaryKey = ["id"],
            References = [new("hen", "hen", "id")],
            Rows = [["1", "1"], ["2", "1"], ["3", "2"], ["4", null]],
        },
        new("hen", [Id, new("egg", Meaning.Int)])
        {
            PrimaryKey = ["id"],
            References = [new("egg", "egg", "id")],
            Rows = [["1", "3"], ["2", "1"]],
        },
        new("empty", [Id, new("v", Meaning.Text)]) { PrimaryKey = ["id"] },
        new("select", [new("from", Meaning.Int) { NotNull = true }, new("Group By", Meaning.Varchar),
            new("quo\"te", Meaning.Varchar), new("back`tick", Meaning.Varchar), new("semi;colon'", Meaning.Varchar),
            new("new\nline", Meaning.Varchar), new("percent%s", Meaning.Varchar), new("naïve ñ 日本", Meaning.Varchar),
            new("back\\slash", Meaning.Varchar), new("@at :colon $1 ?", Meaning.Varchar), new("MixedCase", Meaning.Int)])
        {
            PrimaryKey = ["from"],
            Rows = [["1", "a", "b", "c", "d", "e", "f", "g", "h", "i", "2"], ["2", .. new string?[10]]],
        },
        new("Odd \"name`; drop", [new("order", Meaning.Int) { NotNull = true }])
        {
            PrimaryKey = ["order"],
            Rows = [["1"], ["2"]],
        },
        new("computed", [Id, new("total", Meaning.Int) { Generated = "id + other" }, new("other", Meaning.Int)])
        {
            // The generated column stands between the others: values must go by name.
            PrimaryKey = ["id"],
            Rows = [["1", "10"], ["2", "20"], ["3", null]],
        },
        new("numbered", [new("id", Meaning.BigInt) { Identity = true, NotNull = true }, new("v", Meaning.Varchar)])
        {
            PrimaryKey = ["id"],
            Rows = [["0", "zero"], ["1", "one"], ["7", "seven"], ["41", "forty-one"]],
        },
    ];

    /// <summary>What the generated column of "computed" must hold.</summary>
    public static string? Computed(string?[] row) =>
        row[1] is null ? null : (int.Parse(row[0]!) + int.Parse(row[1]!)).ToString();

    private static IEnumerable<string?> NastyTexts =>
    [
        null, "", "NULL", "null", "\\N", "\\\\N", "N", "\\", "\\\\", "\\.", "\n\\.\n", "tab\there", "line\nfeed", "car\rriage",
        "cr\r\nlf", "'", "''", "\"", "`", "a,b;c", "it's \"quoted\" \\'x\\'", " leading", "trailing ", "   ", "\t", "\n", "\r\n",
        "%s %d {0} ${x} @v :p ? $1", "é", "e\u0301", "ß", "日本語", "😀", "👨‍👩‍👧‍👦", "\U0010FFFF", "\uFEFFbom", "\u200B", "\u2028",
        "\u0001\u0002\u001F\u007F", "\\x41", "\\u0041", "\\0", "\\Z", "\u001A", "--", "/* */", "#", "0", "-0", "1e5", "0x41", "true",
        "<a href=\"x\">&amp;</a>", "{\"json\": true}",
    ];
}
