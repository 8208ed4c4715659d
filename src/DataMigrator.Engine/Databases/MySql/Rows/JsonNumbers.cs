using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>MySQL's JSON holds whole numbers of 64 bits and doubles; it reads any other number as the nearest double.</summary>
internal static class JsonNumbers
{
    /// <summary>The first number that would not keep its value, or null. Text that is not JSON has none: the server
    /// refuses it.</summary>
    public static string? FindInexact(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number && !reader.TryGetInt64(out _) && !reader.TryGetUInt64(out _)
                    && !IsExact(reader.ValueSpan))
                {
                    return Encoding.ASCII.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 80)]);
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return null;
    }

    /// <summary>The number is what its nearest double prints as.</summary>
    private static bool IsExact(ReadOnlySpan<byte> number)
    {
        string text = Encoding.ASCII.GetString(number);
        double value = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && Parse(text) == Parse(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Digits without zeros at the end, and the power of ten.</summary>
    private static (BigInteger Digits, long Exponent) Parse(string text)
    {
        int e = text.IndexOfAny(['e', 'E']);
        string mantissa = e < 0 ? text : text[..e];
        long exponent = e < 0 ? 0 : long.Parse(text[(e + 1)..], CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string trimmed = mantissa.TrimEnd('0');
        exponent += mantissa.Length - trimmed.Length;
        BigInteger digits = trimmed is "" or "-" ? BigInteger.Zero : BigInteger.Parse(trimmed, CultureInfo.InvariantCulture);
        return (digits, digits.IsZero ? 0 : exponent);
    }
}
