using System.Data.Common;
using System.Globalization;
using System.Text;
using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>How the values of any query are read: not those of a table's columns, whose types the catalogue knows, but whatever
/// a user's SELECT returns. This one takes what the driver gives.</summary>
internal class QueryCells
{
    /// <summary>Sets a command up so that its values come exactly.</summary>
    public virtual void SetUp(DbCommand command)
    {
    }

    /// <summary>A value that is not NULL, as text.</summary>
    public virtual string Text(DbDataReader reader, int column) => TextOf(reader.GetValue(column));

    /// <summary>A value that is not NULL, as an object of .NET where one holds it exactly, else as text.</summary>
    public virtual object Value(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        TimeSpan time => Time(time),
        object value => ExactValue.Of(value),
    };

    protected static string TextOf(object value) => value switch
    {
        string text => text,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        bool flag => flag ? "true" : "false",
        double number => Number(number, number.ToString("R", CultureInfo.InvariantCulture)),
        float number => Number(number, number.ToString("R", CultureInfo.InvariantCulture)),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        TimeSpan time => Time(time),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // MySQL's TIME goes to 838 hours.
    protected static string Time(TimeSpan time)
    {
        var text = new StringBuilder(time < TimeSpan.Zero ? "-" : "");
        TimeSpan absolute = time.Duration();
        text.Append(CultureInfo.InvariantCulture, $"{(long)absolute.TotalHours:00}:{absolute.Minutes:00}:{absolute.Seconds:00}");
        int micros = (int)(absolute.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        return micros == 0 ? text.ToString() : text.Append('.').Append(micros.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0')).ToString();
    }

    private static string Number(double value, string text) => double.IsFinite(value) ? text
        : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
