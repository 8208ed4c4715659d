namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Dates and times as PostgreSQL reads them, over its whole range (4713 BC to 5874897), in UTC.</summary>
internal static class TimeText
{
    private const long MicrosecondsOfDay = 86_400_000_000;

    public static void Date(long days, CopyBuffer output)
    {
        if (!Infinity(days, output))
        {
            CivilDate(days, output, out bool beforeChrist);
            Era(beforeChrist, output);
        }
    }

    public static void Timestamp(long microseconds, bool withZone, CopyBuffer output)
    {
        if (Infinity(microseconds, output))
        {
            return;
        }

        (long days, long time) = Math.DivRem(microseconds, MicrosecondsOfDay);
        if (time < 0)
        {
            days--;
            time += MicrosecondsOfDay;
        }

        CivilDate(days, output, out bool beforeChrist);
        output.Byte((byte)' ');
        Time(time, output);
        if (withZone)
        {
            output.Bytes("+00"u8);
        }

        Era(beforeChrist, output);
    }

    /// <summary>A time of day or a span: <c>[-]HH:MM:SS[.ffffff]</c>, hours beyond 24 as they are.</summary>
    public static void Time(long microseconds, CopyBuffer output)
    {
        ulong time = (ulong)microseconds;
        if (microseconds < 0)
        {
            output.Byte((byte)'-');
            time = 0 - time;
        }

        (ulong seconds, ulong fraction) = Math.DivRem(time, 1_000_000);
        Padded((long)(seconds / 3600), 2, output);
        output.Byte((byte)':');
        Padded((long)(seconds / 60 % 60), 2, output);
        output.Byte((byte)':');
        Padded((long)(seconds % 60), 2, output);
        if (fraction != 0)
        {
            output.Byte((byte)'.');
            int digits = 6;
            while (fraction % 10 == 0)
            {
                fraction /= 10;
                digits--;
            }

            Padded((long)fraction, digits, output);
        }
    }

    /// <summary>Months, days and microseconds, each with its own sign (<c>IntervalStyle postgres</c>).</summary>
    public static void Interval(long microseconds, int days, int months, CopyBuffer output)
    {
        output.Number(months);
        output.Bytes(" mons "u8);
        output.Number(days);
        output.Bytes(" days "u8);
        Time(microseconds, output);
    }

    /// <summary>An offset from UTC, east positive: <c>+05:30</c>, with seconds where there are any.</summary>
    public static void Offset(int seconds, CopyBuffer output)
    {
        output.Byte(seconds < 0 ? (byte)'-' : (byte)'+');
        int east = Math.Abs(seconds);
        Padded(east / 3600, 2, output);
        output.Byte((byte)':');
        Padded(east / 60 % 60, 2, output);
        if (east % 60 != 0)
        {
            output.Byte((byte)':');
            Padded(east % 60, 2, output);
        }
    }

    private static bool Infinity(long value, CopyBuffer output)
    {
        if (value is not (long.MaxValue or long.MinValue))
        {
            return false;
        }

        output.Bytes(value > 0 ? "infinity"u8 : "-infinity"u8);
        return true;
    }

    // Howard Hinnant's civil_from_days over 400-year eras; days count from 2000-01-01.
    private static void CivilDate(long days, CopyBuffer output, out bool beforeChrist)
    {
        long shifted = days + 730_425;
        long era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        long dayOfEra = shifted - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long month = ((5 * dayOfYear) + 2) / 153;
        long day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        long year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        beforeChrist = year <= 0;
        Padded(beforeChrist ? 1 - year : year, 4, output);
        output.Byte((byte)'-');
        Padded(month, 2, output);
        output.Byte((byte)'-');
        Padded(day, 2, output);
    }

    private static void Era(bool beforeChrist, CopyBuffer output)
    {
        if (beforeChrist)
        {
            output.Bytes(" BC"u8);
        }
    }

    private static void Padded(long value, int digits, CopyBuffer output)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out int length);
        for (int i = length; i < digits; i++)
        {
            output.Byte((byte)'0');
        }

        output.Bytes(text[..length]);
    }
}
