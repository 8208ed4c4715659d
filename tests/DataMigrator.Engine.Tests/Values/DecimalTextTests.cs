using System.Numerics;
using System.Text;
using CsCheck;
using DataMigrator.Values;

namespace DataMigrator.Tests.Values;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("007.5000", "7.5")]
    [InlineData(".5", "0.5")]
    [InlineData("100", "100")]
    [InlineData("1.5e3", "1500")]
    [InlineData("1.5e-3", "0.0015")]
    [InlineData("120e-1", "12")]
    [InlineData("NaN", "NaN")]
    public void Equal_numbers_have_one_form(string text, string normal) => Assert.Equal(normal, Normalize(text));

    [Fact]
    public void Moving_the_point_by_an_exponent_changes_nothing() => Gen.Select(Gen.Byte.Array[0, 24], Gen.Int[0, 30]).Sample(
        (bytes, scale) =>
        {
            string digits = new BigInteger(bytes, isUnsigned: true).ToString();
            string padded = digits.PadLeft(scale + 1, '0');
            string plain = scale == 0 ? padded : padded[..^scale] + "." + padded[^scale..];
            return Normalize(plain) == Normalize($"{digits}e-{scale}");
        });

    private static string? Normalize(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        byte[] buffer = new byte[DecimalText.NormalizedLength(bytes)];
        return DecimalText.TryNormalize(bytes, buffer, out int written) ? Encoding.ASCII.GetString(buffer, 0, written) : null;
    }
}
