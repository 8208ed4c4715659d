using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataMigrator.Tests.Matrix;

/// <summary>One form for equal values of all databases.</summary>
internal static partial class Canonical
{
    public static string Of(Meaning meaning, string text) => meaning switch
    {
        Meaning.SmallDecimal or Meaning.LongDecimal or Meaning.UnsignedBigInt => Number(text),
        Meaning.Date => text,
        Meaning.Time or Meaning.Timestamp or Meaning.TimestampTz => Moment(text),
        Meaning.Uuid => text.ToLowerInvariant(),
        Meaning.Json => Json(text),
        Meaning.Boolean => text is "1" or "t" or "true" ? "1" : text is "0" or "f" or "false" ? "0" : text,
        _ => text,
    };

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(string text)
    {
        if (text.Contains('E', StringComparison.OrdinalIgnoreCase))
        {
            text = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
                .ToString(CultureInfo.InvariantCulture);
        }

        text = text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
        return text is "-0" or "" ? "0" : text;
    }

    // 2024-01-31T12:00:00.500000+00:00 and 2024-01-31 12:00:00.5 are one moment.
    private static string Moment(string text)
    {
        text = Utc().Replace(text.Replace('T', ' '), "");
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    [GeneratedRegex(@"(Z|\+00(:?00)?)\z")]
    private static partial Regex Utc();

    private static string Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return Json(document.RootElement);
    }

    private static string Json(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => JsonSerializer.Serialize(p.Name) + ":" + Json(p.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Json)) + "]",
        JsonValueKind.Number => Number(element.GetRawText()),
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString()),
        _ => element.GetRawText(),
    };
}
