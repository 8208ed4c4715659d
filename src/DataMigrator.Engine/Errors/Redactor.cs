using System.Buffers;
using System.Text.RegularExpressions;

namespace DataMigrator;

/// <summary>The one place that takes secrets out of text. Every message, log line and error of a driver passes through it
/// before it leaves the engine or a host; names, paths and ids that stand in fields of their own do not, for they are none.
/// <para>First, a secret is known by its position: the password of a URL, the value of <c>password=</c> and its like, what
/// stands behind IDENTIFIED BY and PASSWORD.</para>
/// <para>Second, secrets that were resolved are looked for anywhere, if they are unusual: an ordinary word would be cut out of
/// names and sentences, and say that it is the password. Ordinary is what has fewer than 4 characters; what is letters alone or
/// digits alone and has fewer than 16; and what is part of a name in use: a profile, user, host, database or path.</para></summary>
public static partial class Redactor
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mask = "***";

    private const int ShortestSearched = 4;
    private const int ShortestSearchedWord = 16;

    private static readonly SearchValues<char> Separators = SearchValues.Create("@=;:\"'");

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase);

    // Replaced as a whole when a secret or a name is added, so that readers need no lock; longest first, for a secret that
    // holds another.
    private static string[] _searched = [];

    /// <summary>Makes a secret known: where it is unusual, it is replaced in any text from now on, also in its percent-encoded
    /// form.</summary>
    internal static void Register(string? secret)
    {
        if (secret is { Length: >= ShortestSearched } && (secret.Length >= ShortestSearchedWord
            || !(secret.All(char.IsLetter) || secret.All(char.IsDigit))))
        {
            lock (Gate)
            {
                if (Secrets.Add(secret))
                {
                    Choose();
                }
            }
        }
    }

    /// <summary>Makes names known that may be shown whatever the passwords are.</summary>
    internal static void RegisterNames(params ReadOnlySpan<string?> names)
    {
        lock (Gate)
        {
            bool added = false;
            foreach (string? name in names)
            {
                added |= !string.IsNullOrEmpty(name) && Names.Add(name);
            }

            if (added && Secrets.Count > 0)
            {
                Choose();
            }
        }
    }

    /// <summary>The text without secrets.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string secret in _searched)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            text = UrlPassword().Replace(text, "$1" + Mask + "@");
        }

        if (text.Contains('\''))
        {
            text = SqlSecret().Replace(text, "$1'" + Mask + "'");
        }

        return text.Contains('=') || text.Contains(':') ? KeyedSecret().Replace(text, "$1" + Mask) : text;
    }

    /// <summary>True for the name of an option whose value is a secret.</summary>
    public static bool IsSecretKey(string key) => SecretKey().IsMatch(key);

    /// <summary>A name that a user typed and nobody knows, for a message: what is no simple name may be a URL or a connection
    /// string with a password, in whatever form, and is not repeated.</summary>
    internal static string Unknown(string name) => IsPlainName(name) ? name : Mask;

    /// <summary>Nothing separates a user from a password in it.</summary>
    internal static bool IsPlainName(string name) => name.Length <= 200 && !name.AsSpan().ContainsAny(Separators) && !name.Any(char.IsControl);

    private static void Choose() => _searched = [.. Secrets.Where(s => !Names.Any(n => n.Contains(s, StringComparison.OrdinalIgnoreCase)))
        .SelectMany(s => (string[])[s, Uri.EscapeDataString(s)]).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];

    // Up to the last @ of the word, since a password may hold one; a reference such as ${env:NAME} is no secret.
    [GeneratedRegex(@"(://[^\s:/@""']*:)(?!\$\{(?:env|file|vault):[^}]*\}@)[^\s""']*@", RegexOptions.IgnoreCase)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        """((?:\b\w*(?:password|passwd|pwd|passphrase|secret)\s*=|["'](?:password|passwd|pwd)["']\s*:)\s*)(?!\$\{(?:env|file|vault):|\*\*\*)(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^\s;,&"']+)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex KeyedSecret();

    // CREATE USER … IDENTIFIED BY '…', ALTER ROLE … PASSWORD '…': a statement that failed is named with its text.
    [GeneratedRegex(
        @"(\bidentified\s+(?:with\s+\S+\s+)?(?:by|as)\s+(?:password\s+)?|\bpassword\s*(?:for\s+\S+\s*=\s*|\(\s*|\s)\s*)E?'(?:[^'\\]|''|\\.)*'",
        RegexOptions.IgnoreCase)]
    private static partial Regex SqlSecret();

    [GeneratedRegex("passw|pwd|passphrase|secret|token", RegexOptions.IgnoreCase)]
    private static partial Regex SecretKey();
}
