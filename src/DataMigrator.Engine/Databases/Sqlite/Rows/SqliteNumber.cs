using System.Buffers.Text;
using System.Globalization;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Numbers between SQLite's integers and reals and exact decimal digits.</summary>
internal static class SqliteNumber
{
    // 17 digits, up to 323 zeros before or 309 places after, sign and point.
    private const int MaxPlainReal = 352;

    /// <summary>Appends a real as the shortest decimal that reads back as the same real, without an exponent.</summary>
    public static void AppendReal(double value, ColumnVector vector)
    {
        Span<byte> target = vector.Reserve(MaxPlainReal);
        vector.Commit(FormatReal(value, target));
    }

    /// <summary>The shortest decimal that reads back as the same real, as <c>[-]digits[.digits]</c>, or NaN, Infinity,
    /// -Infinity.</summary>
    public static int FormatReal(double value, Span<byte> target)
    {
        if (!double.IsFinite(value))
        {
            ReadOnlySpan<byte> name = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8;
            name.CopyTo(target);
            return name.Length;
        }

        Span<byte> shortest = stackalloc byte[32];
        value.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> text = shortest[..length];
        int exponentAt = text.IndexOf((byte)'E');
        if (exponentAt < 0)
        {
            text.CopyTo(target);
            return length;
        }

        int exponent = int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Spread(text[..exponentAt], exponent, target);
    }

    /// <summary>The text is <c>[-]digits[.digits]</c>: a decimal cell as it is.</summary>
    public static bool IsPlainDecimal(ReadOnlySpan<byte> text)
    {
        int at = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        int digits = CountDigits(text[at..]);
        at += digits;
        if (digits == 0)
        {
            return false;
        }

        if (at == text.Length)
        {
            return true;
        }

        int places = text[at] == '.' ? CountDigits(text[(at + 1)..]) : 0;
        return places > 0 && at + 1 + places == text.Length;
    }

    /// <summary>Numeric affinity would make a number of the text: an optional sign, digits with an optional point, an
    /// optional exponent, white space around.</summary>
    public static bool LooksNumeric(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> trimmed = text.Trim(" \t\n\v\f\r"u8);
        if (trimmed.IsEmpty || trimmed[0] > '9')
        {
            return false;
        }

        int at = trimmed[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        int digits = CountDigits(trimmed[at..]);
        at += digits;
        if (at < trimmed.Length && trimmed[at] == '.')
        {
            int places = CountDigits(trimmed[(at + 1)..]);
            digits += places;
            at += 1 + places;
        }

        if (digits == 0)
        {
            return false;
        }

        if (at < trimmed.Length && trimmed[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < trimmed.Length && trimmed[at] is (byte)'-' or (byte)'+' ? 1 : 0;
            int exponent = CountDigits(trimmed[at..]);
            at += exponent;
            if (exponent == 0)
            {
                return false;
            }
        }

        return at == trimmed.Length;
    }

    /// <summary>The decimal as a 64-bit integer, where it is one.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        ReadOnlySpan<byte> whole = text;
        int point = text.IndexOf((byte)'.');
        if (point >= 0)
        {
            if (text[(point + 1)..].ContainsAnyExcept((byte)'0'))
            {
                value = 0;
                return false;
            }

            whole = text[..point];
        }

        return Utf8Parser.TryParse(whole, out value, out int used) && used == whole.Length;
    }

    /// <summary>The decimal as a real, where the real's shortest decimal is the same number again.</summary>
    public static bool TryReal(ReadOnlySpan<byte> text, out double value)
    {
        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        {
            return false;
        }

        Span<byte> back = stackalloc byte[MaxPlainReal];
        return SameNumber(text, back[..FormatReal(value, back)]);
    }

    /// <summary>Two plain decimals are the same number: the same digits but for zeros at the ends.</summary>
    public static bool SameNumber(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        TakeApart(left, out bool leftNegative, out ReadOnlySpan<byte> leftWhole, out ReadOnlySpan<byte> leftPlaces);
        TakeApart(right, out bool rightNegative, out ReadOnlySpan<byte> rightWhole, out ReadOnlySpan<byte> rightPlaces);
        bool isZero = leftWhole.IsEmpty && leftPlaces.IsEmpty;
        return leftWhole.SequenceEqual(rightWhole) && leftPlaces.SequenceEqual(rightPlaces)
            && (leftNegative == rightNegative || isZero);
    }

    private static void TakeApart(ReadOnlySpan<byte> text, out bool negative, out ReadOnlySpan<byte> whole,
        out ReadOnlySpan<byte> places)
    {
        negative = text[0] == '-';
        ReadOnlySpan<byte> digits = text[(negative ? 1 : 0)..];
        int point = digits.IndexOf((byte)'.');
        whole = (point < 0 ? digits : digits[..point]).TrimStart((byte)'0');
        places = point < 0 ? [] : digits[(point + 1)..].TrimEnd((byte)'0');
    }

    // d.ddd with an exponent, written out.
    private static int Spread(ReadOnlySpan<byte> mantissa, int exponent, Span<byte> target)
    {
        int at = 0;
        if (mantissa[0] == '-')
        {
            target[at++] = (byte)'-';
            mantissa = mantissa[1..];
        }

        Span<byte> digits = stackalloc byte[20];
        digits[0] = mantissa[0];
        int count = 1;
        for (int i = 2; i < mantissa.Length; i++)
        {
            digits[count++] = mantissa[i];
        }

        if (exponent < 0)
        {
            "0."u8.CopyTo(target[at..]);
            at += 2;
            target.Slice(at, -exponent - 1).Fill((byte)'0');
            at += -exponent - 1;
            digits[..count].CopyTo(target[at..]);
            return at + count;
        }

        for (int i = 0; i <= exponent; i++)
        {
            target[at++] = i < count ? digits[i] : (byte)'0';
        }

        if (count > exponent + 1)
        {
            target[at++] = (byte)'.';
            digits[(exponent + 1)..count].CopyTo(target[at..]);
            at += count - exponent - 1;
        }

        return at;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : length;
    }
}
