namespace DataMigrator.Values;

/// <summary>Dates and times from ISO text: <c>YYYY-MM-DD</c>, <c>[-]HH:MM[:SS[.ffffff]]</c>, both with a space or T between,
/// and a zone (<c>Z</c>, <c>+02</c>, <c>+02:00</c>, <c>+0200</c>). More than six digits of a fraction are refused unless
/// they are zeros.</summary>
internal static class TemporalText
{
    public static bool TryParseDate(ReadOnlySpan<byte> text, out long days)
    {
        if (TryInfinity(text, out days))
        {
            return true;
        }

        return ReadDate(ref text, out days) && text.IsEmpty;
    }

    public static bool TryParseTime(ReadOnlySpan<byte> text, out long micros) =>
        ReadTime(ref text, out micros) && text.IsEmpty;

    /// <summary>A timestamp; with a zone it is turned to UTC and <paramref name="zoned"/> is set. A date alone is its
    /// midnight.</summary>
    public static bool TryParseTimestamp(ReadOnlySpan<byte> text, out long micros, out bool zoned)
    {
        zoned = false;
        if (TryInfinity(text, out micros))
        {
            return true;
        }

        if (!ReadDate(ref text, out long days) || days is < -100_000_000 or > 100_000_000)
        {
            return false;
        }

        long time = 0;
        if (!text.IsEmpty)
        {
            if (text[0] is not ((byte)' ' or (byte)'T' or (byte)'t'))
            {
                return false;
            }

            text = text[1..];
            if (text.IsEmpty || text[0] == '-' || !ReadTime(ref text, out time) || time >= Calendar.MicrosPerDay)
            {
                return false;
            }
        }

        long offset = 0;
        if (!text.IsEmpty)
        {
            zoned = true;
            if (!ReadZone(text, out offset))
            {
                return false;
            }
        }

        micros = (days * Calendar.MicrosPerDay) + time - offset;
        return true;
    }

    private static bool TryInfinity(ReadOnlySpan<byte> text, out long value)
    {
        bool positive = text.SequenceEqual("infinity"u8);
        value = positive ? long.MaxValue : long.MinValue;
        return positive || text.SequenceEqual("-infinity"u8);
    }

    private static bool ReadDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        int sign = 1;
        bool signed = text.Length > 0 && text[0] is (byte)'-' or (byte)'+';
        if (signed)
        {
            sign = text[0] == '-' ? -1 : 1;
            text = text[1..];
        }

        if (!ReadNumber(ref text, 4, signed ? 7 : 4, out int year) || !Take(ref text, (byte)'-')
            || !ReadNumber(ref text, 2, 2, out int month) || !Take(ref text, (byte)'-')
            || !ReadNumber(ref text, 2, 2, out int day) || !Calendar.IsValid(sign * year, month, day))
        {
            return false;
        }

        days = Calendar.ToDays(sign * year, month, day);
        return true;
    }

    private static bool ReadTime(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        bool negative = Take(ref text, (byte)'-');
        if (!ReadNumber(ref text, 2, 3, out int hours) || !Take(ref text, (byte)':')
            || !ReadNumber(ref text, 2, 2, out int minutes) || minutes > 59)
        {
            return false;
        }

        int seconds = 0;
        long fraction = 0;
        if (Take(ref text, (byte)':'))
        {
            if (!ReadNumber(ref text, 2, 2, out seconds) || seconds > 59)
            {
                return false;
            }

            if (Take(ref text, (byte)'.') && !ReadFraction(ref text, out fraction))
            {
                return false;
            }
        }

        micros = ((((hours * 60L) + minutes) * 60) + seconds) * 1_000_000;
        micros = negative ? -(micros + fraction) : micros + fraction;
        return true;
    }

    private static bool ReadFraction(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        int digits = 0;
        while (!text.IsEmpty && char.IsAsciiDigit((char)text[0]))
        {
            if (digits < 6)
            {
                micros = (micros * 10) + (text[0] - '0');
            }
            else if (text[0] != '0')
            {
                return false;
            }

            digits++;
            text = text[1..];
        }

        for (int i = digits; i < 6; i++)
        {
            micros *= 10;
        }

        return digits > 0;
    }

    private static bool ReadZone(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        int sign = text[0] == '-' ? -1 : 1;
        if (text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        text = text[1..];
        int minutes = 0;
        if (!ReadNumber(ref text, 2, 2, out int hours))
        {
            return false;
        }

        if (!text.IsEmpty)
        {
            Take(ref text, (byte)':');
            if (!ReadNumber(ref text, 2, 2, out minutes))
            {
                return false;
            }
        }

        offset = sign * ((hours * 60L) + minutes) * 60_000_000;
        return text.IsEmpty && hours <= 15 && minutes <= 59;
    }

    private static bool ReadNumber(ref ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        value = 0;
        int n = 0;
        while (n < most && n < text.Length && char.IsAsciiDigit((char)text[n]))
        {
            value = (value * 10) + (text[n] - '0');
            n++;
        }

        text = text[n..];
        return n >= least;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, byte wanted)
    {
        if (text.IsEmpty || text[0] != wanted)
        {
            return false;
        }

        text = text[1..];
        return true;
    }
}
