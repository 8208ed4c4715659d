using DataMigrator.Databases.Sqlite.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>A column's default as pragma_table_xinfo prints it: the text of the DDL.</summary>
internal static class SqliteDefault
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
    };

    /// <summary>The default as an expression: a bare or quoted name, which SQLite takes for a string, becomes one.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var tokens = new SqliteTokens(text);
        bool isName = tokens.Count == 1
            && (tokens[0].Kind is TokenKind.Quoted or TokenKind.DoubleQuoted || (tokens[0].Kind == TokenKind.Word && !Words.Contains(tokens[0].Text)));
        return isName ? "'" + tokens[0].Text.Replace("'", "''", StringComparison.Ordinal) + "'" : text;
    }
}
