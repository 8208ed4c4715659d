using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DataMigrator;

/// <summary>A host's words for what the engine's messages name. Messages are kept and handed over with marks in the place of
/// the words, so that a job that one host began is told of in the words of the one that shows it.</summary>
public abstract class HostWords
{
    // Noncharacters of Unicode, set aside for a program's own use: no name that a user types holds them, and JSON keeps them.
    private const char Open = '\uFDD0';
    private const char Close = '\uFDD1';

    private static readonly Dictionary<string, HostTerm> Terms = Enum.GetValues<HostTerm>().ToDictionary(t => t.ToString(), StringComparer.Ordinal);

    /// <summary>The host's words for a term.</summary>
    public abstract string Of(HostTerm term);

    /// <summary>The text with the host's words in the place of the marks. One pass: words are not looked at again, and what
    /// only looks like a mark stays as it is.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Render(string? text)
    {
        if (text is null || !text.Contains(Open))
        {
            return text;
        }

        var rendered = new StringBuilder(text.Length);
        int at = 0;
        while (text.IndexOf(Open, at) is >= 0 and var open)
        {
            int close = text.IndexOf(Close, open);
            if (close >= 0 && Terms.TryGetValue(text[(open + 1)..close], out HostTerm term))
            {
                rendered.Append(text, at, open - at).Append(Of(term));
                at = close + 1;
            }
            else
            {
                rendered.Append(text, at, open + 1 - at);
                at = open + 1;
            }
        }

        return rendered.Append(text, at, text.Length - at).ToString();
    }

    internal static string Mark(HostTerm term) => Open + term.ToString() + Close;
}

/// <summary>Terms within messages.</summary>
internal static class HostTermMark
{
    /// <summary>The term as a message holds it.</summary>
    public static string Mark(this HostTerm term) => HostWords.Mark(term);
}
