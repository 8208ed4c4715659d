using System.Globalization;

namespace DataMigrator.Values;

/// <summary>A value as an object of .NET where one of its types holds it exactly, else as its text: Int64, Decimal, Double, Single,
/// Boolean, DateTime, DateTimeOffset, Guid, Byte[]. Decimals of over 28 digits, infinite and impossible dates, times of day and
/// what only one database knows stay texts.</summary>
internal static class ExactValue
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    private static readonly string[] Zoned = [.. Dates[1..].SelectMany(f => new[] { f + "zzz", f + "zz", f + "'Z'" })];

    /// <summary>The object of a text form, as <see cref="TextForm"/> or the database itself writes it.</summary>
    public static object OfText(WireKind kind, string text) => kind switch
    {
        WireKind.Boolean => text is "true" or "t" or "1" ? true : text is "false" or "f" or "0" ? false : text,
        WireKind.Integer or WireKind.Unsigned => Integer(text),
        WireKind.Decimal => Decimal(text),
        WireKind.Float32 => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : text,
        WireKind.Float64 => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : text,
        WireKind.Date or WireKind.Timestamp => Moment(text),
        WireKind.TimestampTz => ZonedMoment(text),
        WireKind.Uuid => Guid.TryParseExact(text, "D", out Guid id) ? id : text,
        WireKind.Binary => Bytes(text),
        _ => text,
    };

    /// <summary>The object of what a driver returns.</summary>
    public static object Of(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => Integer(number.ToString(CultureInfo.InvariantCulture)),
        _ => value,
    };

    // Of unsigned numbers the largest need a type that is wider than Int64.
    private static object Integer(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : Decimal(text);

    // A decimal of too many digits is rounded by the parser without a word: its text must come back.
    private static object Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number.ToString(CultureInfo.InvariantCulture) == text ? number : text;

    private static object Moment(string text) =>
        DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment) ? moment : text;

    private static object ZonedMoment(string text) =>
        DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment : text;

    private static object Bytes(string text)
    {
        ReadOnlySpan<char> hex = text.StartsWith(@"\x", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        byte[] bytes = new byte[hex.Length / 2];
        return hex.Length % 2 == 0 && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : text;
    }
}
