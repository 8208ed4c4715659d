namespace DataMigrator.Values;

/// <summary>The proleptic Gregorian calendar over days since 2000-01-01, for any year (System.DateTime ends at 9999 and
/// knows no year 0). The arithmetic is Howard Hinnant's days_from_civil and civil_from_days.</summary>
internal static class Calendar
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>Days from 1970-01-01 to 2000-01-01.</summary>
    public const long UnixDays = 10_957;

    /// <summary>Days from 0000-03-01, where Hinnant's era begins, to 2000-01-01.</summary>
    private const long EraDays = 730_425;

    /// <summary>Days since 2000-01-01 of a valid date; year 0 is 1 BC.</summary>
    public static long ToDays(long year, int month, int day)
    {
        year -= month <= 2 ? 1 : 0;
        long era = Math.DivRem(year >= 0 ? year : year - 399, 400, out _);
        long yearOfEra = year - (era * 400);
        long dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - EraDays;
    }

    public static (long Year, int Month, int Day) FromDays(long days)
    {
        days += EraDays;
        long era = (days >= 0 ? days : days - 146_096) / 146_097;
        long dayOfEra = days - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        int day = (int)(dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1);
        int month = (int)(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
        return ((yearOfEra + (era * 400)) + (month <= 2 ? 1 : 0), month, day);
    }

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    public static bool IsValid(long year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, month);

    public static bool IsInfinite(long value) => value is long.MaxValue or long.MinValue;
}
