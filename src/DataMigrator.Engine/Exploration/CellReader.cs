using System.Data.Common;
using System.Globalization;
using System.Text;

namespace DataMigrator.Exploration;

/// <summary>The text of a value of any query, as exact as the driver gives it. PostgreSQL sends text by itself (see
/// <see cref="QueryReader"/>).</summary>
internal static class CellReader
{
    public static string? Read(DbDataReader reader, int column, int limit, ref int shortened)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        object value;
        try
        {
            value = reader.GetValue(column);
        }
        catch (Exception e) when (e is OverflowException or FormatException)
        {
            // A DECIMAL of more digits than System.Decimal has.
            value = MySqlCell.DecimalText(reader, column);
        }

        return Shorten(Text(value), limit, ref shortened);
    }

    /// <summary>The text cut to so many characters, with an ellipsis and its size.</summary>
    public static string Shorten(string text, int limit, ref int shortened)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        shortened++;
        int cut = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..cut] + Mark(text.Length, "characters");
    }

    public static string Mark(long size, string unit) => $"… ({size} {unit})";

    private static string Text(object value) => value switch
    {
        string text => text,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        bool flag => flag ? "true" : "false",
        double number => Number(number, number.ToString("R", CultureInfo.InvariantCulture)),
        float number => Number(number, number.ToString("R", CultureInfo.InvariantCulture)),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        TimeSpan time => Time(time),
        IFormattable formattable when !MySqlCell.IsDate(value) => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => MySqlCell.DateText(value),
    };

    private static string Number(double value, string text) => double.IsFinite(value) ? text
        : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    // MySQL's TIME goes to 838 hours.
    private static string Time(TimeSpan time)
    {
        var text = new StringBuilder(time < TimeSpan.Zero ? "-" : "");
        TimeSpan absolute = time.Duration();
        text.Append(CultureInfo.InvariantCulture, $"{(long)absolute.TotalHours:00}:{absolute.Minutes:00}:{absolute.Seconds:00}");
        int micros = (int)(absolute.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        return micros == 0 ? text.ToString() : text.Append('.').Append(micros.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0')).ToString();
    }
}
