using System.Text;
using System.Text.Json;
using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>PostgreSQL's array literals (<c>{1,NULL,{"a b"}}</c>) as JSON arrays: numbers and booleans of numeric and boolean
/// arrays as such where JSON can hold them exactly, everything else as strings.</summary>
internal static class PostgresArrays
{
    public static string? ToJson(ColumnVector source, int row, ColumnVector target)
    {
        string type = source.Type.TypeName ?? "";
        if (!type.EndsWith("[]", StringComparison.Ordinal))
        {
            return $"a value of type {type} has no JSON form";
        }

        string element = type[..^2];
        bool numeric = element is "smallint" or "integer" or "bigint" || element.StartsWith("numeric", StringComparison.Ordinal);
        string text = Encoding.UTF8.GetString(source.GetBytes(row));
        int at = text.StartsWith('[') ? text.IndexOf('=') + 1 : 0;
        if (at > 0)
        {
            return "an array whose subscripts do not begin at 1 has no JSON form";
        }

        var json = new StringBuilder();
        if (!ReadArray(text, ref at, json, numeric, element == "boolean") || at != text.Length)
        {
            return "the array can't be read";
        }

        target.AppendBytes(Encoding.UTF8.GetBytes(json.ToString()));
        return null;
    }

    private static bool ReadArray(string text, ref int at, StringBuilder json, bool numeric, bool boolean)
    {
        if (at >= text.Length || text[at++] != '{')
        {
            return false;
        }

        json.Append('[');
        bool first = true;
        while (at < text.Length && text[at] != '}')
        {
            if (!first && text[at++] != ',')
            {
                return false;
            }

            json.Append(first ? "" : ",");
            first = false;
            if (at < text.Length && text[at] == '{')
            {
                if (!ReadArray(text, ref at, json, numeric, boolean))
                {
                    return false;
                }
            }
            else
            {
                AppendElement(text, ref at, json, numeric, boolean);
            }
        }

        json.Append(']');
        return at++ < text.Length;
    }

    private static void AppendElement(string text, ref int at, StringBuilder json, bool numeric, bool boolean)
    {
        var element = new StringBuilder();
        bool quoted = text[at] == '"';
        at += quoted ? 1 : 0;
        while (at < text.Length && (quoted ? text[at] != '"' : text[at] is not (',' or '}')))
        {
            if (text[at] == '\\')
            {
                at++;
            }

            element.Append(text[at++]);
        }

        at += quoted ? 1 : 0;
        string value = element.ToString();
        json.Append((quoted, value) switch
        {
            (false, "NULL") => "null",
            (false, "t") when boolean => "true",
            (false, "f") when boolean => "false",
            (false, not ("NaN" or "Infinity" or "-Infinity")) when numeric => value,
            _ => JsonSerializer.Serialize(value, JsonText.Options.GetTypeInfo(typeof(string))),
        });
    }
}
