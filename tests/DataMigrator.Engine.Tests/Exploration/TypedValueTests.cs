using System.Globalization;
using DataMigrator.Exploration;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;

namespace DataMigrator.Tests.Exploration;

/// <summary>Values as objects of .NET: of a type that holds them exactly, or as text.</summary>
public sealed class TypedValueTests
{
    private static readonly MigrationService Service = new(new MigrationServiceOptions());

    public static TheoryData<DatabaseKind, string, object?[]> Queries => new()
    {
        {
            DatabaseKind.Postgres,
            """
            SELECT 9::smallint, 9223372036854775807, 1.10::numeric(10,2), 1.1234567890123456789012345678901::numeric, 'NaN'::numeric,
                0.1::real, 0.1::double precision, true, '2024-02-29'::date, '2024-02-29 12:00:00.123456'::timestamp,
                '2024-02-29 12:00:00+02'::timestamptz, 'infinity'::timestamp, '0044-03-15 BC'::date, '24:00:00'::time,
                'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, '\x00ff'::bytea, '{1,2}'::int[], NULL::int, 'x'::text
            """,
            [9L, long.MaxValue, 1.10m, "1.1234567890123456789012345678901", "NaN", 0.1f, 0.1, true, new DateTime(2024, 2, 29),
                new DateTime(2024, 2, 29, 12, 0, 0, 123).AddMicroseconds(456), new DateTimeOffset(2024, 2, 29, 10, 0, 0, TimeSpan.Zero),
                "infinity", "0044-03-15 BC", "24:00:00", Guid.Parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), new byte[] { 0, 255 },
                "{1,2}", null, "x"]
        },
        { DatabaseKind.MySql, MySqlQuery, MySqlValues },
        { DatabaseKind.MariaDb, MySqlQuery, MySqlValues },
        {
            DatabaseKind.Sqlite, "SELECT 9, 9223372036854775807, 0.1, x'00ff', NULL, 'x', '2024-02-29'",
            [9L, long.MaxValue, 0.1, new byte[] { 0, 255 }, null, "x", "2024-02-29"]
        },
    };

    private const string MySqlQuery =
        """
        SELECT 9, 9223372036854775807, 18446744073709551615, CAST(1.10 AS DECIMAL(10,2)), CAST('0.123456789012345678901234567891' AS DECIMAL(60,30)),
            1e-1, CAST('2024-02-29' AS DATE), CAST('2024-02-29 12:00:00.123456' AS DATETIME(6)), CAST('-838:59:59' AS TIME), X'00FF', NULL, 'x'
        """;

    private static readonly object?[] MySqlValues =
        [9L, long.MaxValue, 18446744073709551615m, 1.10m, "0.123456789012345678901234567891", 0.1, new DateTime(2024, 2, 29),
            new DateTime(2024, 2, 29, 12, 0, 0, 123).AddMicroseconds(456), "-838:59:59", new byte[] { 0, 255 }, null, "x"];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_returns_objects_that_hold_its_values_exactly(DatabaseKind kind, string sql, object?[] expected)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (a BIGINT)");
        SqlResult result = await Service.ExecuteSqlAsync(
            new SqlRequest { Profile = database.Url, Sql = sql, ReadOnly = true, Typed = true }, default);
        Same(expected, result.Rows.Rows[0]);
    }

    [Theory, EachDatabase]
    public async Task A_sample_returns_objects_that_hold_its_values_exactly(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (a BIGINT, b DECIMAL(12,2), c DOUBLE PRECISION, d TIMESTAMP NULL, e VARCHAR(10))");
        await database.ExecuteAsync("INSERT INTO t VALUES (9007199254740993, 12.5, 0.1, '2024-02-29 12:00:00', 'x')");
        QueryRows rows = await Service.SampleAsync(database.Url, null, "t", new SampleLimits(1, 100, Typed: true), default);
        IReadOnlyList<object?> row = rows.Rows[0];
        Assert.Equal(9007199254740993L, row[0]);
        Assert.Equal(12.5m, row[1]);
        Assert.Equal(0.1, row[2]);
        Assert.Equal("2024-02-29 12:00:00", ((IFormattable)row[3]!).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Assert.Equal("x", row[4]);
    }

    [Theory]
    [InlineData(WireKind.Decimal, "79228162514264337593543950336")]
    [InlineData(WireKind.Decimal, "0.00000000000000000000000000001")]
    [InlineData(WireKind.Decimal, "-0")]
    [InlineData(WireKind.Decimal, "1e5")]
    [InlineData(WireKind.Date, "10000-01-01")]
    [InlineData(WireKind.Timestamp, "2024-01-01 24:00:00")]
    [InlineData(WireKind.Timestamp, "0000-00-00 00:00:00")]
    [InlineData(WireKind.TimestampTz, "-infinity")]
    [InlineData(WireKind.Binary, "abc")]
    [InlineData(WireKind.Boolean, "maybe")]
    [InlineData(WireKind.Uuid, "x")]
    [InlineData(WireKind.Time, "12:00:00")]
    public void A_value_that_no_type_holds_stays_the_text_it_is(object kind, string text) =>
        Assert.Equal(text, ExactValue.OfText((WireKind)kind, text));

    private static void Same(object?[] expected, IReadOnlyList<object?> actual)
    {
        Assert.Equal(expected.Select(v => v?.GetType()), actual.Select(v => v?.GetType()));
        Assert.Equal(expected, actual);
    }
}
