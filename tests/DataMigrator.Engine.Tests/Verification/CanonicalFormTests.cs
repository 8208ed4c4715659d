using System.Buffers;
using System.Text;
using DataMigrator.Values;
using DataMigrator.Verification;

namespace DataMigrator.Tests.Verification;

public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData(nameof(WireKind.Decimal), "1.50", "1.5")]
    [InlineData(nameof(WireKind.Decimal), "-0.0", "0")]
    [InlineData(nameof(WireKind.Json), "{\"b\": 1.0, \"a\":[true,null]}", "{\"a\":[true,null],\"b\":1}")]
    [InlineData(nameof(WireKind.Json), "\"\\u0041\"", "\"A\"")]
    [InlineData(nameof(WireKind.Json), "{\"a\":1,\"a\":2}", "{\"a\":2}")]
    [InlineData(nameof(WireKind.Uuid), "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    public void Equal_values_have_equal_bytes(string kind, string a, string b) => Assert.Equal(Bytes(Enum.Parse<WireKind>(kind), a), Bytes(Enum.Parse<WireKind>(kind), b));

    [Theory]
    [InlineData(nameof(WireKind.Json), "9007199254740993", "9007199254740992")]
    [InlineData(nameof(WireKind.Text), "", null)]
    [InlineData(nameof(WireKind.Text), "NULL", null)]
    [InlineData(nameof(WireKind.Text), "a", "a ")]
    [InlineData(nameof(WireKind.Float64), "0", "-0")]
    [InlineData(nameof(WireKind.Decimal), "123456789012345678901234567890.1", "123456789012345678901234567890.2")]
    public void Different_values_have_different_bytes(string kind, string? a, string? b) =>
        Assert.NotEqual(Bytes(Enum.Parse<WireKind>(kind), a), Bytes(Enum.Parse<WireKind>(kind), b));

    [Fact]
    public void Cells_do_not_run_into_each_other() => Assert.NotEqual(
        Bytes(WireKind.Text, "ab").Concat(Bytes(WireKind.Text, "c")), Bytes(WireKind.Text, "a").Concat(Bytes(WireKind.Text, "bc")));

    [Fact]
    public void Padding_of_char_columns_does_not_count()
    {
        Assert.Equal(Bytes(WireKind.Text, "ab  ", padded: true), Bytes(WireKind.Text, "ab", padded: true));
    }

    private static byte[] Bytes(WireKind kind, string? value, bool padded = false)
    {
        var vector = new ColumnVector(new WireType(kind));
        if (value is null)
        {
            vector.AppendNull();
        }
        else
        {
            Assert.True(TextParse.TryAppend(Encoding.UTF8.GetBytes(value), vector));
        }

        var output = new ArrayBufferWriter<byte>();
        CanonicalForm.Write(vector, 0, padded, output, new ArrayBufferWriter<byte>());
        return output.WrittenSpan.ToArray();
    }
}
