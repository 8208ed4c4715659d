namespace DataMigrator.Values;

/// <summary>Decimals as ASCII text of any precision: <c>[-]digits[.digits]</c>, NaN, Infinity, -Infinity.</summary>
internal static class DecimalText
{
    public static bool IsSpecial(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("NaN"u8) || text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8);

    /// <summary>The same value without a plus sign, exponent, leading zeros, trailing zeros of the fraction, or a negative
    /// zero. False when the text is no decimal number or has an exponent beyond ±20000.</summary>
    public static bool TryNormalize(ReadOnlySpan<byte> text, Span<byte> buffer, out int written)
    {
        written = 0;
        if (IsSpecial(text))
        {
            text.CopyTo(buffer);
            written = text.Length;
            return true;
        }

        bool negative = false;
        int at = 0;
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            negative = text[at] == '-';
            at++;
        }

        int integerStart = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
        }

        ReadOnlySpan<byte> integer = text[integerStart..at];
        ReadOnlySpan<byte> fraction = default;
        if (at < text.Length && text[at] == '.')
        {
            int start = ++at;
            while (at < text.Length && char.IsAsciiDigit((char)text[at]))
            {
                at++;
            }

            fraction = text[start..at];
        }

        if (integer.Length + fraction.Length == 0)
        {
            return false;
        }

        int exponent = 0;
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (!System.Buffers.Text.Utf8Parser.TryParse(text[at..].TrimStart((byte)'+'), out exponent, out int used)
                || exponent is < -20_000 or > 20_000)
            {
                return false;
            }

            at = text.Length - text[at..].TrimStart((byte)'+').Length + used;
        }

        return at == text.Length && TryCompose(negative, integer, fraction, exponent, buffer, out written);
    }

    /// <summary>The bytes that <see cref="TryNormalize"/> may need for a text.</summary>
    public static int NormalizedLength(ReadOnlySpan<byte> text) =>
        text.ContainsAny((byte)'e', (byte)'E') ? text.Length + 20_010 : text.Length + 3;

    /// <summary>Digits before and after the point of a normalized number.</summary>
    public static (int Integer, int Fraction) Digits(ReadOnlySpan<byte> normalized)
    {
        ReadOnlySpan<byte> digits = normalized.TrimStart((byte)'-');
        int point = digits.IndexOf((byte)'.');
        int integer = point < 0 ? digits.Length : point;
        int fraction = point < 0 ? 0 : digits.Length - point - 1;
        return (integer == 1 && digits[0] == '0' ? 0 : integer, fraction);
    }

    private static bool TryCompose(bool negative, ReadOnlySpan<byte> integer, ReadOnlySpan<byte> fraction, int exponent,
        Span<byte> buffer, out int written)
    {
        // Digit i of the joined digits has weight 10^(point - 1 - i).
        int point = integer.Length + exponent;
        int total = integer.Length + fraction.Length;
        int first = 0;
        while (first < total && Digit(integer, fraction, first) == '0')
        {
            first++;
        }

        int last = total;
        while (last > first && Digit(integer, fraction, last - 1) == '0')
        {
            last--;
        }

        written = 0;
        if (first == last)
        {
            buffer[written++] = (byte)'0';
            return true;
        }

        if (negative)
        {
            buffer[written++] = (byte)'-';
        }

        if (point <= first)
        {
            buffer[written++] = (byte)'0';
        }

        for (int i = first; i < Math.Max(point, last); i++)
        {
            if (i == first && point <= first)
            {
                buffer[written++] = (byte)'.';
                for (int zero = point; zero < first; zero++)
                {
                    buffer[written++] = (byte)'0';
                }
            }
            else if (i == point)
            {
                buffer[written++] = (byte)'.';
            }

            buffer[written++] = i < last ? Digit(integer, fraction, i) : (byte)'0';
        }

        return true;
    }

    private static byte Digit(ReadOnlySpan<byte> integer, ReadOnlySpan<byte> fraction, int i) =>
        i < integer.Length ? integer[i] : fraction[i - integer.Length];
}
