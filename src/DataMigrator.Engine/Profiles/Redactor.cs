using System.Text.RegularExpressions;

namespace DataMigrator.Profiles;

/// <summary>The one place that takes secrets out of text. Every message, log line and error of a driver passes through it
/// before it leaves the engine or a host.</summary>
public static partial class Redactor
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mask = "***";

    // A password of one to three characters stands in too many ordinary words; it is found by its context only.
    private const int ShortestSearched = 4;

    private static readonly Lock Gate = new();

    // Replaced as a whole when a secret is added, so that readers need no lock; longest first, for a secret that holds
    // another.
    private static string[] _secrets = [];

    /// <summary>Makes a secret known: it is replaced in any text from now on, also in its percent-encoded form.</summary>
    internal static void Register(string? secret)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length < ShortestSearched)
        {
            return;
        }

        lock (Gate)
        {
            _secrets = [.. _secrets.Append(secret).Append(Uri.EscapeDataString(secret))
                .Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];
        }
    }

    /// <summary>The text without secrets: those known to the process, passwords of URLs, and values of
    /// <c>password=</c> and its like.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string secret in _secrets)
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
