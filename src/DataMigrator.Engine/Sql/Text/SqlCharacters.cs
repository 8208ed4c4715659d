namespace DataMigrator.Sql.Text;

/// <summary>What single characters mean to the servers' own scanners. Where a reader of SQL took them for something else,
/// what is code to the server could pass for a text or a comment.</summary>
internal static class SqlCharacters
{
    // Every character beyond ASCII is a letter to the servers, blanks and marks among them.
    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    public static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';

    public static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');

    /// <summary>Two dashes, which MySQL wants a blank or a control character after; # in MySQL.</summary>
    public static bool BeginsLineComment(DatabaseKind kind, string sql, int at)
    {
        bool mySql = kind is DatabaseKind.MySql or DatabaseKind.MariaDb;
        return (mySql && sql[at] == '#')
            || (string.CompareOrdinal(sql, at, "--", 0, 2) == 0
                && (!mySql || at + 2 >= sql.Length || sql[at + 2] is <= ' ' or '\u007f'));
    }

    /// <summary>Where the text goes on after a comment to the end of its line, which a carriage return alone ends in
    /// PostgreSQL.</summary>
    public static int EndOfLineComment(DatabaseKind kind, string sql, int at)
    {
        int end = kind == DatabaseKind.Postgres ? sql.AsSpan(at).IndexOfAny('\n', '\r') : sql.AsSpan(at).IndexOf('\n');
        return end < 0 ? sql.Length : at + end + 1;
    }

    /// <summary>The quote with which PostgreSQL goes on in a text that seemed to end: after a line break, and with the
    /// backslashes of its E. Null where the text is over; without backslashes the next is as well a text of its own.</summary>
    public static int? Continuation(DatabaseKind kind, string sql, int at, bool backslashes)
    {
        if (kind != DatabaseKind.Postgres || !backslashes)
        {
            return null;
        }

        bool newLine = false;
        while (at < sql.Length)
        {
            if (BeginsLineComment(kind, sql, at))
            {
                at = EndOfLineComment(kind, sql, at);
                newLine = true;
            }
            else if (IsBlank(sql[at]))
            {
                newLine |= sql[at] is '\n' or '\r';
                at++;
            }
            else
            {
                return newLine && sql[at] == '\'' ? at : null;
            }
        }

        return null;
    }
}
