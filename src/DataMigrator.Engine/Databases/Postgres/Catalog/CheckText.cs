using DataMigrator.Databases.Postgres.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>Conditions out of the definitions that the database prints.</summary>
internal static class CheckText
{
    private static readonly LexicalRules Rules = new PostgresLanguage().Lexical;

    /// <summary>The condition of <c>CHECK ((x &gt; 0)) NOT VALID</c>, without the parentheses around the whole.</summary>
    public static string Condition(string definition)
    {
        int open = definition.IndexOf('(');
        int close = open < 0 ? -1 : Closing(definition, open);
        return close < 0 ? definition : Strip(definition[(open + 1)..close]);
    }

    /// <summary>Takes off pairs of parentheses that enclose the whole.</summary>
    public static string Strip(string expression)
    {
        string stripped = expression.Trim();
        while (stripped.StartsWith('(') && Closing(stripped, 0) == stripped.Length - 1)
        {
            stripped = stripped[1..^1].Trim();
        }

        return stripped;
    }

    private static int Closing(string text, int open) => new SqlLexer(Rules, text).Close(open);
}
