using System.Data.Common;
using System.Globalization;
using System.Text;
using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>The text of a value, or its beginning.</summary>
/// <param name="Text">At least as many characters as were asked for, or all that there are.</param>
/// <param name="Length">Characters of the whole.</param>
internal readonly record struct CellBeginning(string Text, long Length)
{
    public static CellBeginning Of(string whole) => new(whole, whole.Length);

    /// <summary>Of text in UTF-8.</summary>
    public static CellBeginning OfUtf8(ReadOnlySpan<byte> text, int limit) => text.Length <= limit
        ? Of(Encoding.UTF8.GetString(text))
        : new(Encoding.UTF8.GetString(text[..(int)Math.Min(text.Length, (limit + 1L) * 4)]), Encoding.UTF8.GetCharCount(text));

    /// <summary>Of bytes, as hexadecimal digits.</summary>
    public static CellBeginning OfBytes(ReadOnlySpan<byte> bytes, long length, int limit) =>
        new(Convert.ToHexStringLower(bytes[..(int)Math.Min(bytes.Length, (limit + 2L) / 2)]), length * 2);
}

/// <summary>How the values of any query are read: not those of a table's columns, whose types the catalogue knows, but whatever
/// a user's SELECT returns. This one takes what the driver gives.</summary>
internal class QueryCells
{
    /// <summary>Sets a command up so that its values come exactly.</summary>
    public virtual void SetUp(DbCommand command)
    {
    }

    /// <summary>Cells are read in their order and need not fit into memory.</summary>
    public virtual bool IsSequential => false;

    /// <summary>A value that is not NULL, as text; of a long one its beginning, without the rest in memory where the driver allows it.</summary>
    public virtual CellBeginning Text(DbDataReader reader, int column, int limit, CancellationToken cancellationToken) =>
        CellBeginning.Of(TextOf(reader.GetValue(column)));

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
