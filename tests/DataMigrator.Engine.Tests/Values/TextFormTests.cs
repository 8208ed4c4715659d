using System.Text;
using CsCheck;
using DataMigrator.Values;

namespace DataMigrator.Tests.Values;

public sealed class TextFormTests
{
    private static readonly WireKind[] Fixed = [WireKind.Boolean, WireKind.Integer, WireKind.Unsigned, WireKind.Float32,
        WireKind.Float64, WireKind.Date, WireKind.Time, WireKind.Timestamp, WireKind.TimestampTz];

    [Fact]
    public void What_is_written_reads_back_as_the_same_value() => Gen.Select(Gen.Long, Gen.OneOf(Fixed)).Sample(
        (value, kind) =>
        {
            long cell = kind switch
            {
                WireKind.Boolean => value & 1,
                WireKind.Float32 => (uint)BitConverter.SingleToInt32Bits(value / 7f),
                WireKind.Float64 => BitConverter.DoubleToInt64Bits(value / 7.0),
                WireKind.Date => value % 3_000_000,
                WireKind.Time => value % 3_000_000_000_000,
                _ => value,
            };
            var vector = new ColumnVector(new WireType(kind));
            vector.AppendFixed(cell);
            string text = TextForm.ToString(vector, 0)!;
            return TextParse.TryParseFixed(kind, Encoding.UTF8.GetBytes(text), out long back) && back == cell;
        });

    [Theory]
    [InlineData("2024-02-29 12:34:56.789", "2024-02-29 12:34:56.789")]
    [InlineData("2024-02-29T12:34", "2024-02-29 12:34:00")]
    [InlineData("2024-02-29", "2024-02-29 00:00:00")]
    [InlineData("-0044-03-15 00:00:00", "-0044-03-15 00:00:00")]
    [InlineData("+10000-01-01 00:00:00.000001", "+10000-01-01 00:00:00.000001")]
    [InlineData("infinity", "infinity")]
    [InlineData("2024-01-01 00:00:00.1234560", "2024-01-01 00:00:00.123456")]
    public void Timestamps_read_and_write_iso_text(string text, string canonical) =>
        Assert.Equal(canonical, RoundTrip(WireKind.Timestamp, text));

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2025-01-00")]
    [InlineData("0000-00-00")]
    [InlineData("2024-1-1")]
    [InlineData("2024-01-01 24:00:00")]
    [InlineData("2024-01-01 12:60")]
    [InlineData("2024-01-01 12:00:00.1234567")]
    [InlineData("2024-01-01 12:00:00+02:00")]
    [InlineData("")]
    public void What_is_no_timestamp_is_refused(string text) => Assert.Null(RoundTrip(WireKind.Timestamp, text));

    [Theory]
    [InlineData("2024-07-01 12:00:00+02:00", "2024-07-01 10:00:00+00:00")]
    [InlineData("2024-07-01T12:00:00Z", "2024-07-01 12:00:00+00:00")]
    [InlineData("2024-07-01 12:00:00-0330", "2024-07-01 15:30:00+00:00")]
    public void Zoned_timestamps_become_utc(string text, string canonical) =>
        Assert.Equal(canonical, RoundTrip(WireKind.TimestampTz, text));

    [Theory]
    [InlineData("-838:59:59.000001", "-838:59:59.000001")]
    [InlineData("25:30:00", "25:30:00")]
    [InlineData("24:00:00", "24:00:00")]
    [InlineData("00:00:00", "00:00:00")]
    public void Times_beyond_a_day_are_kept(string text, string canonical) =>
        Assert.Equal(canonical, RoundTrip(WireKind.Time, text));

    [Theory]
    [InlineData("P1Y2M3DT4H5M6.789S")]
    [InlineData("P-1Y3DT-0.000001S")]
    [InlineData("PT0S")]
    public void Intervals_keep_every_part(string text) => Assert.Equal(text, RoundTrip(WireKind.Interval, text));

    [Theory]
    [InlineData("Interval", "PT0.1234567S")]
    [InlineData("Interval", "P99999999999999999999Y")]
    [InlineData("Interval", "PT9223372036854775807H")]
    [InlineData("Uuid", " 00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData("Uuid", "{0x00112233,0x4455,0x6677,{0x88,0x99,0xaa,0xbb,0xcc,0xdd,0xee,0xff}}")]
    public void What_is_out_of_range_or_not_wholly_understood_is_refused(string kind, string text) => Assert.False(
        TextParse.TryAppend(Encoding.UTF8.GetBytes(text), new ColumnVector(new WireType(Enum.Parse<WireKind>(kind)))));

    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("-0.5E-3", "-0.0005")]
    [InlineData("+7", "7")]
    [InlineData("12345678901234567890123456789012345678901234567890.10", "12345678901234567890123456789012345678901234567890.10")]
    public void Decimals_of_any_length_are_read(string text, string kept) =>
        Assert.Equal(kept, RoundTrip(WireKind.Decimal, text));

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1e999999")]
    [InlineData("--1")]
    public void What_is_no_decimal_is_refused(string text) => Assert.Null(RoundTrip(WireKind.Decimal, text));

    private static string? RoundTrip(WireKind kind, string text)
    {
        var vector = new ColumnVector(new WireType(kind));
        return TextParse.TryAppend(Encoding.UTF8.GetBytes(text), vector) ? TextForm.ToString(vector, 0) : null;
    }
}
