namespace DataMigrator.Sql.Text;

/// <summary>What single characters mean to the servers' own scanners, the same to all.</summary>
internal static class SqlCharacters
{
    // Every character beyond ASCII is a letter to the servers, blanks and marks among them.
    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    public static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';

    public static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');
}
