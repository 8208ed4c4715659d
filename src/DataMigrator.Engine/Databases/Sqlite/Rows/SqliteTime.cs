using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>What a text says about a moment.</summary>
internal enum MomentForm
{
    /// <summary>No date or time.</summary>
    None,

    /// <summary>A date alone.</summary>
    Date,

    /// <summary>A date and a time.</summary>
    DateTime,

    /// <summary>A date, a time and a zone; the moment is in UTC.</summary>
    WithZone,

    /// <summary>A date with a year, month or day of zero, such as 0000-00-00.</summary>
    ZeroDate,

    /// <summary>A moment that leaves the years 1 to 9999 when its fraction is rounded or its offset taken off.</summary>
    OutOfRange,
}

/// <summary>Dates and times as text: <c>YYYY-MM-DD</c>, <c>YYYY-MM-DD HH:MM[:SS[.fff…]]</c> with a space or a T between, and
/// then a Z or an offset; <c>[-]HH:MM[:SS[.fff…]]</c>. Writing has one form, reading takes all of them.</summary>
internal static class SqliteTime
{
    public const long MicrosASecond = 1_000_000;
    public const long MicrosADay = 86_400 * MicrosASecond;

    /// <summary>The Unix epoch in microseconds since 2000-01-01.</summary>
    public const long UnixEpoch = -10_957 * MicrosADay;

    private static readonly WireType Limits = SqliteTypeMap.OfKind(WireKind.Timestamp);

    /// <summary>The longest text that is written.</summary>
    public const int MaxLength = 40;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="micros">Microseconds since 2000-01-01.</param>
    /// <param name="rounded">The fraction had more than six digits that are not all zero; it was rounded to six.</param>
    public static MomentForm Parse(ReadOnlySpan<byte> text, out long micros, out bool rounded)
    {
        micros = 0;
        rounded = false;
        if (text.Length < 10 || !Digits(text, 0, 4, out int year) || text[4] != '-' || !Digits(text, 5, 2, out int month)
            || text[7] != '-' || !Digits(text, 8, 2, out int day))
        {
            return MomentForm.None;
        }

        bool zero = year == 0 || month == 0 || day == 0;
        if (!zero && (month > 12 || day > DateTime.DaysInMonth(year, month)))
        {
            return MomentForm.None;
        }

        long days = zero ? 0 : new DateOnly(year, month, day).DayNumber - 730_119;
        if (text.Length == 10)
        {
            micros = days * MicrosADay;
            return zero ? MomentForm.ZeroDate : MomentForm.Date;
        }

        if (text[10] is not ((byte)' ' or (byte)'T' or (byte)'t'))
        {
            return MomentForm.None;
        }

        int at = 11;
        if (!ParseClock(text, ref at, 2, out int hour, out long time, out rounded) || hour > 23)
        {
            return MomentForm.None;
        }

        micros = (days * MicrosADay) + time;
        if (at == text.Length)
        {
            return zero ? MomentForm.ZeroDate : InRange(micros, MomentForm.DateTime);
        }

        if (!ParseZone(text[at..], out long offset))
        {
            return MomentForm.None;
        }

        micros -= offset;
        return zero ? MomentForm.ZeroDate : InRange(micros, MomentForm.WithZone);
    }

    /// <summary>Reads a time of day or a span of hours: <c>[-]HH[H]:MM[:SS[.fff…]]</c>.</summary>
    public static bool ParseTime(ReadOnlySpan<byte> text, out long micros, out bool rounded)
    {
        micros = 0;
        rounded = false;
        bool negative = !text.IsEmpty && text[0] == '-';
        int at = negative ? 1 : 0;
        int hours = text[at..].IndexOf((byte)':');
        if (hours is not (2 or 3) || !ParseClock(text, ref at, hours, out _, out long time, out rounded)
            || at != text.Length)
        {
            return false;
        }

        micros = negative ? -time : time;
        return true;
    }

    /// <summary><c>YYYY-MM-DD</c> of a day since 2000-01-01 within the years 1 to 9999.</summary>
    public static int FormatDate(long day, Span<byte> target)
    {
        var date = DateOnly.FromDayNumber((int)(day + 730_119));
        Put(target, 0, date.Year, 4);
        target[4] = (byte)'-';
        Put(target, 5, date.Month, 2);
        target[7] = (byte)'-';
        Put(target, 8, date.Day, 2);
        return 10;
    }

    /// <summary><c>YYYY-MM-DD HH:MM:SS[.ffffff]</c>, the fraction only where it is not zero, and <c>+00:00</c> for a moment with
    /// a zone.</summary>
    public static int FormatMoment(long micros, bool zone, Span<byte> target)
    {
        long day = Math.DivRem(micros, MicrosADay, out long time);
        if (time < 0)
        {
            day--;
            time += MicrosADay;
        }

        int at = FormatDate(day, target);
        target[at++] = (byte)' ';
        at += FormatTime(time, target[at..]);
        if (zone)
        {
            "+00:00"u8.CopyTo(target[at..]);
            at += 6;
        }

        return at;
    }

    /// <summary><c>[-]HH:MM:SS[.ffffff]</c>, the fraction only where it is not zero.</summary>
    public static int FormatTime(long micros, Span<byte> target)
    {
        int at = 0;
        if (micros < 0)
        {
            target[at++] = (byte)'-';
        }

        ulong left = micros < 0 ? (ulong)-micros : (ulong)micros;
        int fraction = (int)(left % MicrosASecond);
        left /= MicrosASecond;
        int second = (int)(left % 60);
        left /= 60;
        int minute = (int)(left % 60);
        long hour = (long)(left / 60);
        int width = 2;
        for (long rest = hour / 100; rest > 0; rest /= 10)
        {
            width++;
        }

        Put(target, at, hour, width);
        at += width;
        target[at] = (byte)':';
        Put(target, at + 1, minute, 2);
        target[at + 3] = (byte)':';
        Put(target, at + 4, second, 2);
        at += 6;
        if (fraction != 0)
        {
            target[at] = (byte)'.';
            Put(target, at + 1, fraction, 6);
            at += 7;
        }

        return at;
    }

    /// <summary>The text is the one that <see cref="FormatMoment"/>, <see cref="FormatDate"/> or <see cref="FormatTime"/>
    /// writes, so that it sorts as the moments do and a literal finds it.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> text, WireKind kind, long value)
    {
        Span<byte> written = stackalloc byte[MaxLength];
        int length = kind switch
        {
            WireKind.Date => FormatDate(value, written),
            WireKind.Time => FormatTime(value, written),
            _ => FormatMoment(value, kind == WireKind.TimestampTz, written),
        };
        return text.SequenceEqual(written[..length]);
    }

    // HH:MM[:SS[.fff…]] from a place on; stops at the first byte that does not belong to it.
    private static bool ParseClock(ReadOnlySpan<byte> text, ref int at, int hourDigits, out int hour, out long micros,
        out bool rounded)
    {
        micros = 0;
        rounded = false;
        if (!Digits(text, at, hourDigits, out hour) || !Is(text, at + hourDigits, ':')
            || !Digits(text, at + hourDigits + 1, 2, out int minute) || minute > 59)
        {
            return false;
        }

        at += hourDigits + 3;
        int second = 0;
        long fraction = 0;
        if (Is(text, at, ':'))
        {
            if (!Digits(text, at + 1, 2, out second) || second > 59)
            {
                return false;
            }

            at += 3;
            if (Is(text, at, '.') && !ParseFraction(text, ref at, out fraction, out rounded))
            {
                return false;
            }
        }

        micros = ((((hour * 60L) + minute) * 60) + second) * MicrosASecond + fraction;
        return true;
    }

    private static bool ParseFraction(ReadOnlySpan<byte> text, ref int at, out long micros, out bool rounded)
    {
        micros = 0;
        rounded = false;
        int first = ++at;
        bool up = false;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            int digit = text[at] - '0';
            if (at - first < 6)
            {
                micros = (micros * 10) + digit;
            }
            else
            {
                up |= at - first == 6 && digit >= 5;
                rounded |= digit != 0;
            }
        }

        for (int digits = at - first; digits is > 0 and < 6; digits++)
        {
            micros *= 10;
        }

        micros += up ? 1 : 0;
        return at > first;
    }

    private static bool ParseZone(ReadOnlySpan<byte> zone, out long offset)
    {
        offset = 0;
        if (zone[0] == ' ')
        {
            zone = zone[1..];
        }

        if (zone.Length == 1 && zone[0] is (byte)'Z' or (byte)'z')
        {
            return true;
        }

        // +HH, +HHMM, +HH:MM
        int minutes = 0;
        if (zone.Length is not (3 or 5 or 6) || zone[0] is not ((byte)'+' or (byte)'-') || !Digits(zone, 1, 2, out int hours)
            || (zone.Length == 6 && zone[3] != ':') || (zone.Length > 3 && !Digits(zone, zone.Length - 2, 2, out minutes))
            || hours > 18 || minutes > 59)
        {
            return false;
        }

        offset = ((hours * 60) + minutes) * 60 * MicrosASecond * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static MomentForm InRange(long micros, MomentForm form) =>
        micros >= Limits.Earliest && micros <= Limits.Latest ? form : MomentForm.OutOfRange;

    private static bool Is(ReadOnlySpan<byte> text, int at, char value) => at < text.Length && text[at] == value;

    private static bool Digits(ReadOnlySpan<byte> text, int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length)
        {
            return false;
        }

        for (int i = at; i < at + count; i++)
        {
            int digit = text[i] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    private static void Put(Span<byte> target, int at, long value, int width)
    {
        for (int i = at + width - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
