using System.Globalization;
using System.Text;

namespace DataMigrator.Cli.Output;

/// <summary>Text of databases and drivers in a form that can't move a terminal's cursor or break a line.</summary>
internal static class Printable
{
    /// <summary>One line: control characters as escapes.</summary>
    public static string Text(string text) => Escape(text, keepLineBreaks: false);

    /// <summary>As <see cref="Text"/>, with line breaks kept.</summary>
    public static string Lines(string text) => Escape(text, keepLineBreaks: true);

    private static string Escape(string text, bool keepLineBreaks)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            _ = !IsUnsafe(c) || keepLineBreaks && c is '\n' ? escaped.Append(c)
                : c == '\n' ? escaped.Append("\\n")
                : c == '\r' ? escaped.Append("\\r")
                : c == '\t' ? escaped.Append("\\t")
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }

    // Also marks that turn the direction of what follows.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
