using System.Text;
using DataMigrator.Planning.Conversions;
using DataMigrator.Values;

namespace DataMigrator.Tests.Planning;

public sealed class ConversionTests
{
    private static readonly WireType Int64 = new(WireKind.Integer);
    private static readonly WireType Int16 = new(WireKind.Integer) { Min = short.MinValue, Max = short.MaxValue };
    private static readonly WireType Text = new(WireKind.Text);

    [Theory]
    [InlineData("32767", "32767")]
    [InlineData("32768", null)]
    [InlineData("-32769", null)]
    public void An_integer_outside_the_targets_range_is_rejected(string value, string? expected) =>
        Assert.Equal(expected, Convert(Int64, Int16, value));

    [Fact]
    public void A_wider_target_needs_no_check_and_no_copy()
    {
        ColumnVector source = Vector(Int16, "7");
        Assert.Same(source, ConversionTable.Find(Int16, Int64)!.Apply(source, new RowBatch([source]), "c"));
    }

    [Theory]
    [InlineData("2", null)]
    [InlineData("-1", null)]
    [InlineData("1", "true")]
    [InlineData("0", "false")]
    public void Only_0_and_1_become_booleans(string value, string? expected) =>
        Assert.Equal(expected, Convert(Int64, new WireType(WireKind.Boolean), value));

    [Theory]
    [InlineData("9007199254740993", null)]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("9223372036854775807", null)]
    [InlineData("-9223372036854775808", "-9.223372036854776E+18")]
    public void An_integer_without_an_exact_double_is_rejected(string value, string? expected) =>
        Assert.Equal(expected is null ? null : double.Parse(expected).ToString("R"),
            Convert(Int64, new WireType(WireKind.Float64) { AllowsSpecial = true }, value));

    [Theory]
    [InlineData("18446744073709551615", null)]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public void An_unsigned_integer_over_the_signed_range_is_rejected(string value, string? expected) =>
        Assert.Equal(expected, Convert(new WireType(WireKind.Unsigned) { Min = 0, Max = -1 }, Int64, value));

    [Theory]
    [InlineData("123.45", "123.45")]
    [InlineData("123.4500", "123.45")]
    [InlineData("123.456", null)]
    [InlineData("1000.00", null)]
    [InlineData("-999.99", "-999.99")]
    [InlineData("NaN", null)]
    public void A_decimal_is_never_rounded(string value, string? expected) => Assert.Equal(expected,
        Convert(new WireType(WireKind.Decimal) { AllowsSpecial = true }, new WireType(WireKind.Decimal) { Precision = 5, Scale = 2 }, value));

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("0.1000", "0.1")]
    [InlineData("0.10000000000000000001", null)]
    [InlineData("123456789012345678901234567890", null)]
    [InlineData("1e400", null)]
    public void A_decimal_becomes_a_double_only_if_it_comes_back(string value, string? expected) =>
        Assert.Equal(expected, Convert(new WireType(WireKind.Decimal), new WireType(WireKind.Float64), value));

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Special_floats_are_rejected_where_the_target_has_none(string value) =>
        Assert.Null(Convert(new WireType(WireKind.Float64) { AllowsSpecial = true }, new WireType(WireKind.Float64), value));

    [Theory]
    [InlineData("héé", 3, "héé")]
    [InlineData("héé😀", 3, null)]
    [InlineData("", 3, "")]
    public void Text_length_counts_characters_not_bytes(string value, int most, string? expected) =>
        Assert.Equal(expected, Convert(Text, Text with { MaxChars = most }, value));

    [Fact]
    public void A_nul_in_text_is_rejected_where_the_target_cannot_hold_it() =>
        Assert.Null(Convert(Text, Text with { AllowsNul = false }, "a\0b"));

    [Theory]
    [InlineData("2024-05-06 00:00:00", "2024-05-06")]
    [InlineData("2024-05-06 00:00:01", null)]
    [InlineData("1999-12-31 00:00:00", "1999-12-31")]
    public void Only_a_midnight_becomes_a_date(string value, string? expected) =>
        Assert.Equal(expected, Convert(new WireType(WireKind.Timestamp), new WireType(WireKind.Date), value));

    [Theory]
    [InlineData("2024-05-06 01:02:03.5", 0, null)]
    [InlineData("2024-05-06 01:02:03.5", 1, "2024-05-06 01:02:03.5")]
    [InlineData("2024-05-06 01:02:03", 0, "2024-05-06 01:02:03")]
    public void Digits_of_a_second_are_never_cut(string value, int digits, string? expected) => Assert.Equal(expected,
        Convert(new WireType(WireKind.Timestamp), new WireType(WireKind.Timestamp) { FractionDigits = digits }, value));

    [Theory]
    [InlineData(nameof(WireKind.Float64), nameof(WireKind.Float64), "-0 as 0")]
    [InlineData(nameof(WireKind.Float32), nameof(WireKind.Float64), "single as double, -0 as 0")]
    [InlineData(nameof(WireKind.Float64), nameof(WireKind.Float32), "double as single, exact only, -0 as 0")]
    [InlineData(nameof(WireKind.Text), nameof(WireKind.Float64), "text as double, -0 as 0")]
    public void A_negative_zero_becomes_zero_by_a_rule_of_that_name(string from, string to, string rule)
    {
        var source = new WireType(Enum.Parse<WireKind>(from)) { AllowsSpecial = true };
        var target = new WireType(Enum.Parse<WireKind>(to)) { AllowsSpecial = true };
        WireType unsigned = target with { KeepsNegativeZero = false };
        ColumnVector cells = Vector(source, "-0");
        ColumnVector converted = ConversionTable.Find(source, unsigned)!.Apply(cells, new RowBatch([cells]), "c");

        Assert.Equal("0", TextForm.ToString(converted, 0));
        Assert.Equal("-0", TextForm.ToString(cells, 0));
        Assert.Equal("-0.5", Convert(source, unsigned, "-0.5"));
        Assert.Equal("-0", Convert(source, target, "-0"));
        Assert.Equal(rule, ConversionTable.Find(source, unsigned)!.Rule);
    }

    [Fact]
    public void Json_that_the_target_puts_in_order_goes_by_a_rule_that_says_so()
    {
        var text = new WireType(WireKind.Json);
        WireType meaning = text with { NormalizesJson = true };
        Assert.Equal("json by its meaning, the last of equal keys", ConversionTable.Find(text, meaning)!.Rule);
        Assert.Equal("text as json by its meaning, the last of equal keys", ConversionTable.Find(Text, meaning)!.Rule);
        Assert.Equal("exact", ConversionTable.Find(meaning, meaning)!.Rule);
        Assert.Equal("exact", ConversionTable.Find(meaning, text)!.Rule);
    }

    [Theory]
    [InlineData(true, true, "infinity", "infinity")]
    [InlineData(true, false, "infinity", null)]
    [InlineData(true, false, "-infinity", null)]
    [InlineData(false, true, "infinity", null)]
    [InlineData(true, false, "P3DT0.5S", "P3DT0.5S")]
    public void An_infinite_interval_passes_between_databases_that_know_it(bool from, bool to, string value, string? expected) =>
        Assert.Equal(expected, Convert(new WireType(WireKind.Interval) { AllowsSpecial = from },
            new WireType(WireKind.Interval) { AllowsSpecial = to }, value));

    [Fact]
    public void An_interval_is_infinite_where_its_database_says_so()
    {
        var interval = new WireType(WireKind.Interval);
        Assert.Equal("-infinity", Convert(interval with { AllowsSpecial = true }, Text, "-infinity"));
        Assert.Equal("P178956970Y7M2147483647DT2562047788H54.775807S", Convert(interval, Text, "infinity"));
        Assert.Null(Convert(Text, interval, "infinity"));
        Assert.Equal("infinity", Convert(Text, interval with { AllowsSpecial = true }, "infinity"));
    }

    [Theory]
    [InlineData("PT0.5S", 0, null)]
    [InlineData("PT0.5S", 1, "PT0.5S")]
    [InlineData("P1DT2H", 0, "P1DT2H")]
    public void Digits_of_an_intervals_second_are_never_cut(string value, int digits, string? expected)
    {
        var target = new WireType(WireKind.Interval) { FractionDigits = digits };
        Assert.Equal(expected, Convert(new WireType(WireKind.Interval), target, value));
        Assert.Equal(expected, Convert(Text, target, value));
    }

    [Fact]
    public void Nothing_becomes_an_interval_of_some_fields_but_one_of_the_same()
    {
        var some = new WireType(WireKind.Interval) { TypeName = "interval day to minute" };
        Assert.Null(ConversionTable.Find(new WireType(WireKind.Interval), some));
        Assert.Null(ConversionTable.Find(Text, some));
        Assert.NotNull(ConversionTable.Find(some, some));
        Assert.NotNull(ConversionTable.Find(some, new WireType(WireKind.Interval)));
    }

    [Fact]
    public void A_label_that_the_target_does_not_know_is_rejected() => Assert.Null(
        Convert(Text, Text with { Labels = ["a", "b"] }, "c"));

    [Theory]
    [InlineData("{1,2,NULL}", "[1,2,null]", "integer[]")]
    [InlineData("{{a,\"b, c\"},{\"q\\\"uote\",NULL}}", "[[\"a\",\"b, c\"],[\"q\\\"uote\",null]]", "text[]")]
    [InlineData("{t,f}", "[true,false]", "boolean[]")]
    [InlineData("{NaN}", "[\"NaN\"]", "numeric(10,2)[]")]
    [InlineData("[0:1]={1,2}", null, "integer[]")]
    public void Arrays_become_json(string value, string? expected, string type) => Assert.Equal(expected,
        Convert(new WireType(WireKind.Literal) { TypeName = type }, new WireType(WireKind.Json), value));

    [Fact]
    public void An_irregular_cell_rejects_its_row_with_what_was_read()
    {
        var source = new ColumnVector(Int64);
        source.AppendIrregular(new IrregularCell("storage_class", "text in an integer column", WireKind.Text, "abc"u8.ToArray()));
        source.AppendFixed(1);
        var batch = new RowBatch([source]) { RowCount = 2 };
        ConversionTable.Find(Int64, Int64)!.Apply(source, batch, "c");
        Assert.Equal("storage_class", batch.Rejects[0].Code);
        Assert.False(batch.IsRejected(1));
    }

    [Theory]
    [InlineData(true, "0.1", "0.1")]
    [InlineData(true, "+1.50e2", "150")]
    [InlineData(true, "0.12345678901234567890", null)]
    [InlineData(true, "1e-400", null)]
    [InlineData(true, "1e400", null)]
    [InlineData(true, "NaN", "NaN")]
    [InlineData(false, "16777216", "16777216")]
    [InlineData(false, "16777217", null)]
    public void A_text_loses_no_digit_on_its_way_to_a_float(bool isDouble, string value, string? expected)
    {
        var type = new WireType(isDouble ? WireKind.Float64 : WireKind.Float32) { AllowsSpecial = true };
        Assert.Equal(expected is null ? null : Convert(type, Text, expected), Convert(Text, type, value));
    }

    [Fact]
    public void There_is_no_rule_from_a_date_to_a_number() =>
        Assert.Null(ConversionTable.Find(new WireType(WireKind.Date), Int64));

    private static ColumnVector Vector(WireType type, string value)
    {
        var vector = new ColumnVector(type);
        Assert.True(TextParse.TryAppend(Encoding.UTF8.GetBytes(value), vector), value);
        return vector;
    }

    private static string? Convert(WireType from, WireType to, string value)
    {
        ColumnVector source = Vector(from, value);
        var batch = new RowBatch([source]) { RowCount = 1 };
        ColumnVector converted = ConversionTable.Find(from, to)!.Apply(source, batch, "c");
        return batch.IsRejected(0) ? null : TextForm.ToString(converted, 0);
    }
}
