using System.Globalization;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>What a DATE, DATETIME or TIMESTAMP of MySQL is in the calendar.</summary>
internal enum TemporalShape
{
    /// <summary>A day of the calendar, in the years 1 to 9999.</summary>
    Regular,

    /// <summary><c>0000-00-00</c>.</summary>
    Zero,

    /// <summary>The year, the month or the day is zero.</summary>
    Partial,

    /// <summary>No day of the calendar (<c>2025-02-30</c>, stored under ALLOW_INVALID_DATES).</summary>
    Invalid,
}

/// <summary>Dates and times between their text in MySQL's protocol and the vectors' counts of days and microseconds.</summary>
internal static class MySqlTemporal
{
    /// <summary>The most bytes that a formatting method here writes.</summary>
    public const int MaxLength = 32;

    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly long EpochTicks = new DateTime(2000, 1, 1).Ticks;

    /// <summary>Microseconds from 2000-01-01 to a moment, for limits in the type map.</summary>
    public static long Micros(int year, int month, int day, int hour = 0, int minute = 0, int second = 0,
        int microsecond = 0) =>
        ((new DateTime(year, month, day, hour, minute, second).Ticks - EpochTicks) / 10) + microsecond;

    /// <summary>Days from 2000-01-01 to a day.</summary>
    public static long Days(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - EpochDay;

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public static TemporalShape ParseDate(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-' || !TryDigits(text[..4], out int year)
            || !TryDigits(text.Slice(5, 2), out int month) || !TryDigits(text.Slice(8, 2), out int day))
        {
            return TemporalShape.Invalid;
        }

        if (year == 0 || month == 0 || day == 0)
        {
            return (year | month | day) == 0 ? TemporalShape.Zero : TemporalShape.Partial;
        }

        if (month > 12 || day > DateTime.DaysInMonth(year, month))
        {
            return TemporalShape.Invalid;
        }

        days = Days(year, month, day);
        return TemporalShape.Regular;
    }

    /// <summary><c>yyyy-MM-dd HH:mm:ss[.f{1,6}]</c>.</summary>
    public static TemporalShape ParseTimestamp(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        TemporalShape shape = ParseDate(text, out long days);
        if (shape is TemporalShape.Regular or TemporalShape.Zero)
        {
            if (text.Length < 19 || text[10] != ' ' || !TryParseTime(text[11..], out long time) || time < 0)
            {
                return TemporalShape.Invalid;
            }

            micros = (days * 86_400_000_000) + time;
            if (shape == TemporalShape.Zero && time != 0)
            {
                return TemporalShape.Partial;
            }
        }

        return shape;
    }

    /// <summary><c>[-]H{2,3}:mm:ss[.f{1,6}]</c> as microseconds.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative)
        {
            text = text[1..];
        }

        int colon = text.IndexOf((byte)':');
        if (colon is < 1 or > 3 || text.Length < colon + 6 || text[colon + 3] != ':'
            || !TryDigits(text[..colon], out int hours) || !TryDigits(text.Slice(colon + 1, 2), out int minutes)
            || !TryDigits(text.Slice(colon + 4, 2), out int seconds))
        {
            return false;
        }

        long fraction = 0;
        ReadOnlySpan<byte> rest = text[(colon + 6)..];
        if (rest.Length > 0)
        {
            if (rest[0] != '.' || rest.Length > 7 || !TryDigits(rest[1..], out int digits))
            {
                return false;
            }

            fraction = digits;
            for (int i = rest.Length; i < 7; i++)
            {
                fraction *= 10;
            }
        }

        micros = ((((hours * 60L) + minutes) * 60L) + seconds) * 1_000_000L + fraction;
        micros = negative ? -micros : micros;
        return true;
    }

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public static int FormatDate(long days, Span<byte> target)
    {
        DateOnly date = DateOnly.FromDayNumber(checked((int)(days + EpochDay)));
        WriteDate(date.Year, date.Month, date.Day, target);
        return 10;
    }

    /// <summary><c>yyyy-MM-dd HH:mm:ss[.ffffff]</c>, the fraction where it is not zero.</summary>
    public static int FormatTimestamp(long micros, Span<byte> target)
    {
        var moment = new DateTime(checked((micros * 10) + EpochTicks));
        WriteDate(moment.Year, moment.Month, moment.Day, target);
        target[10] = (byte)' ';
        return 11 + WriteTime(moment.TimeOfDay.Ticks / 10, target[11..]);
    }

    /// <summary><c>[-]HH:mm:ss[.ffffff]</c>, hours beyond a day where they are.</summary>
    public static int FormatTime(long micros, Span<byte> target)
    {
        if (micros >= 0)
        {
            return WriteTime(micros, target);
        }

        target[0] = (byte)'-';
        return 1 + WriteTime(-micros, target[1..]);
    }

    private static int WriteTime(long micros, Span<byte> target)
    {
        long seconds = micros / 1_000_000;
        int fraction = (int)(micros % 1_000_000);
        (seconds / 3600).TryFormat(target, out int length, "D2", CultureInfo.InvariantCulture);
        target[length] = (byte)':';
        WriteTwo((int)(seconds / 60 % 60), target[(length + 1)..]);
        target[length + 3] = (byte)':';
        WriteTwo((int)(seconds % 60), target[(length + 4)..]);
        length += 6;
        if (fraction == 0)
        {
            return length;
        }

        target[length] = (byte)'.';
        for (int i = length + 6; i > length; i--)
        {
            target[i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        return length + 7;
    }

    private static void WriteDate(int year, int month, int day, Span<byte> target)
    {
        WriteTwo(year / 100, target);
        WriteTwo(year % 100, target[2..]);
        target[4] = (byte)'-';
        WriteTwo(month, target[5..]);
        target[7] = (byte)'-';
        WriteTwo(day, target[8..]);
    }

    private static void WriteTwo(int value, Span<byte> target)
    {
        target[0] = (byte)('0' + (value / 10));
        target[1] = (byte)('0' + (value % 10));
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return text.Length > 0;
    }
}
