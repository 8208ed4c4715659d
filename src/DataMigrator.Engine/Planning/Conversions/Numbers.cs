using System.Buffers;
using System.Globalization;
using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>Rules between numbers.</summary>
internal static class Numbers
{
    public static string? CopyFixed(ColumnVector source, int row, ColumnVector target)
    {
        target.AppendFixed(source.GetFixed(row));
        return null;
    }

    public static string? BooleanToDigit(ColumnVector source, int row, ColumnVector target)
    {
        target.AppendBytes(source.GetFixed(row) == 0 ? "0"u8 : "1"u8);
        return null;
    }

    public static string? IntegerToBoolean(ColumnVector source, int row, ColumnVector target)
    {
        long value = source.GetFixed(row);
        if (value is not (0 or 1))
        {
            return $"{value} is neither 0 nor 1";
        }

        target.AppendFixed(value);
        return null;
    }

    public static string? SignFlips(ColumnVector source, int row, ColumnVector target)
    {
        long value = source.GetFixed(row);
        if (value < 0)
        {
            return $"{TextForm.ToString(source, row)} is outside the target's range";
        }

        target.AppendFixed(value);
        return null;
    }

    public static string? IntegerToDouble(ColumnVector source, int row, ColumnVector target)
    {
        long value = source.GetFixed(row);
        if ((Int128)(double)value != value)
        {
            return $"{value} has no exact double";
        }

        target.AppendFixed(BitConverter.DoubleToInt64Bits(value));
        return null;
    }

    public static string? IntegerToSingle(ColumnVector source, int row, ColumnVector target)
    {
        long value = source.GetFixed(row);
        if ((Int128)(float)value != value)
        {
            return $"{value} has no exact single";
        }

        target.AppendFixed((uint)BitConverter.SingleToInt32Bits(value));
        return null;
    }

    public static string? SingleToDouble(ColumnVector source, int row, ColumnVector target)
    {
        double value = BitConverter.Int32BitsToSingle((int)source.GetFixed(row));
        target.AppendFixed(BitConverter.DoubleToInt64Bits(value));
        return null;
    }

    public static string? DoubleToSingle(ColumnVector source, int row, ColumnVector target)
    {
        double value = BitConverter.Int64BitsToDouble(source.GetFixed(row));
        float single = (float)value;
        if (BitConverter.DoubleToInt64Bits(single) != BitConverter.DoubleToInt64Bits(value) && !double.IsNaN(value))
        {
            return TextForm.ToString(source, row) + " has no exact single";
        }

        target.AppendFixed((uint)BitConverter.SingleToInt32Bits(single));
        return null;
    }

    public static string? FloatToDecimal(ColumnVector source, int row, ColumnVector target)
    {
        double value = source.Type.Kind == WireKind.Float32
            ? BitConverter.Int32BitsToSingle((int)source.GetFixed(row))
            : BitConverter.Int64BitsToDouble(source.GetFixed(row));
        if (value == 0 && double.IsNegative(value))
        {
            return "negative zero has no decimal";
        }

        Span<byte> text = stackalloc byte[32];
        int length = 0;
        bool formatted = source.Type.Kind == WireKind.Float32
            ? ((float)value).TryFormat(text, out length, "R", CultureInfo.InvariantCulture)
            : value.TryFormat(text, out length, "R", CultureInfo.InvariantCulture);
        return formatted && TextParse.TryAppend(text[..length], target)
            ? null : TextForm.ToString(source, row) + " has no decimal";
    }

    public static string? DoubleToInteger(ColumnVector source, int row, ColumnVector target)
    {
        double value = BitConverter.Int64BitsToDouble(source.GetFixed(row));
        if (!(value >= long.MinValue && value < 9223372036854775808.0) || value != Math.Truncate(value)
            || (value == 0 && double.IsNegative(value)))
        {
            return TextForm.ToString(source, row) + " is no whole number of 64 bits";
        }

        target.AppendFixed((long)value);
        return null;
    }

    public static string? DecimalToWhole(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> text = source.GetBytes(row);
        int point = text.IndexOf((byte)'.');
        if (point >= 0 && text[(point + 1)..].TrimEnd((byte)'0').Length == 0)
        {
            text = text[..point];
        }

        if (!TextParse.TryParseFixed(target.Type.Kind, text, out long value))
        {
            return TextForm.ToString(source, row) + " is no whole number within the target's range";
        }

        target.AppendFixed(value);
        return null;
    }

    /// <summary>Exact in the sense that the double's shortest decimal is the value again.</summary>
    public static string? DecimalToDouble(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> text = source.GetBytes(row);
        if (!TextParse.TryParseDouble(text, out double value) || !SameDecimal(text, value))
        {
            return TextForm.ToString(source, row) + " has no exact double";
        }

        target.AppendFixed(BitConverter.DoubleToInt64Bits(value));
        return null;
    }

    /// <summary>Whether the double's shortest decimal form is the decimal's value.</summary>
    public static bool SameDecimal(ReadOnlySpan<byte> text, double value)
    {
        Span<byte> shortest = stackalloc byte[32];
        return DecimalText.IsSpecial(text)
            || (value.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture) && SameDecimal(text, shortest[..length]));
    }

    /// <summary>Whether a text is a number of the kind whose shortest decimal form has the text's value: no digit is lost on
    /// the way, and nothing turns into zero.</summary>
    public static bool IsShortest(ReadOnlySpan<byte> text, WireKind kind)
    {
        if (DecimalText.IsSpecial(text))
        {
            return true;
        }

        Span<byte> shortest = stackalloc byte[32];
        if (!TextParse.TryParseFixed(kind, text, out long bits))
        {
            return false;
        }

        bool formatted = kind == WireKind.Float32
            ? BitConverter.Int32BitsToSingle((int)bits).TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture)
            : BitConverter.Int64BitsToDouble(bits).TryFormat(shortest, out length, "R", CultureInfo.InvariantCulture);
        return formatted && SameDecimal(text, shortest[..length]);
    }

    private static bool SameDecimal(ReadOnlySpan<byte> text, ReadOnlySpan<byte> shortest)
    {
        byte[] left = ArrayPool<byte>.Shared.Rent(DecimalText.NormalizedLength(text));
        byte[] right = ArrayPool<byte>.Shared.Rent(DecimalText.NormalizedLength(shortest));
        try
        {
            return DecimalText.TryNormalize(text, left, out int l) && DecimalText.TryNormalize(shortest, right, out int r)
                && left.AsSpan(0, l).SequenceEqual(right.AsSpan(0, r));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(left);
            ArrayPool<byte>.Shared.Return(right);
        }
    }

    /// <summary>Cuts zeros at the end of a fraction that is longer than the target's scale.</summary>
    public static string? TrimDecimal(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> text = source.GetBytes(row);
        int point = text.IndexOf((byte)'.');
        if (point >= 0 && text.Length - point - 1 > target.Type.Scale)
        {
            ReadOnlySpan<byte> trimmed = text.TrimEnd((byte)'0');
            int keep = Math.Max(trimmed.Length, point + 1 + target.Type.Scale.Value);
            text = text[..keep].TrimEnd((byte)'.');
        }

        target.AppendBytes(text);
        return null;
    }

    public static string? BitToBoolean(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> bits = source.GetBytes(row);
        if (bits.Length != 1)
        {
            return $"{bits.Length} bits are no boolean";
        }

        target.AppendFixed(bits[0] - '0');
        return null;
    }

    public static string? BitsToInteger(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> bits = source.GetBytes(row).TrimStart((byte)'0');
        if (bits.Length > (target.Type.Kind == WireKind.Integer ? 63 : 64))
        {
            return $"{bits.Length} bits are over the target's range";
        }

        ulong value = 0;
        foreach (byte bit in bits)
        {
            value = (value << 1) | (uint)(bit - '0');
        }

        target.AppendFixed((long)value);
        return null;
    }
}
