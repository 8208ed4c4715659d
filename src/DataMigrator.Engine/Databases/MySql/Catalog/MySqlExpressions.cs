using System.Text;
using DataMigrator.Databases.MySql.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.MySql.Catalog;

/// <summary>Expressions as information_schema prints them, turned into SQL that the database would take.</summary>
internal static class MySqlExpressions
{
    private static readonly MySqlLanguage Language = new();

    /// <summary>A column's default. MariaDB prints SQL. MySQL prints the bare value of a literal, and SQL where EXTRA says
    /// DEFAULT_GENERATED.</summary>
    public static string? Default(ColumnRow column, string baseName, bool isMariaDb)
    {
        if (column.Default is not { } text)
        {
            return null;
        }

        if (isMariaDb)
        {
            return text.Equals("NULL", StringComparison.OrdinalIgnoreCase) ? null : text;
        }

        if (column.Extra.Contains("DEFAULT_GENERATED", StringComparison.OrdinalIgnoreCase))
        {
            return Unescape(text);
        }

        bool isBare = baseName is "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "float"
            or "double" or "year" or "bit"
            || (baseName is "binary" or "varbinary" && text.StartsWith("0x", StringComparison.Ordinal))
            || (baseName is "datetime" or "timestamp"
                && text.StartsWith("CURRENT_TIMESTAMP", StringComparison.OrdinalIgnoreCase));
        return isBare ? text : Language.Text(text);
    }

    /// <summary>What follows <c>on update</c> in EXTRA.</summary>
    public static string? OnUpdate(string extra)
    {
        const string mark = "on update ";
        int at = extra.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : extra[(at + mark.Length)..].Split(' ')[0];
    }

    /// <summary>A condition or a generated column's expression without its outer parentheses.</summary>
    public static string Inner(string text, bool isMariaDb)
    {
        string sql = isMariaDb ? text : Unescape(text);
        while (sql.StartsWith('(') && new SqlLexer(Language.Lexical, sql).Close(0) == sql.Length - 1)
        {
            sql = sql[1..^1].Trim();
        }

        return sql;
    }

    /// <summary>A view's SELECT without the name of its database before tables and views of it.</summary>
    public static string WithoutDatabase(string sql, string database, IReadOnlySet<string> names, out List<string> used)
    {
        used = [];
        string own = Language.Quote(database);
        var result = new StringBuilder(sql.Length);
        List<Lexeme> lexemes = [.. new SqlLexer(Language.Lexical, sql).All()];
        for (int i = 0; i < lexemes.Count; i++)
        {
            if (i + 2 < lexemes.Count && Text(i) == own && Text(i + 1) == "." && lexemes[i + 2].Kind == LexemeKind.Backticked
                && names.Contains(Text(i + 2)[1..^1].Replace("``", "`", StringComparison.Ordinal)))
            {
                i += 2;
                used.Add(Text(i)[1..^1].Replace("``", "`", StringComparison.Ordinal));
            }

            result.Append(Text(i));
        }

        return result.ToString();
        string Text(int i) => sql[lexemes[i].Start..lexemes[i].End];
    }

    /// <summary>MySQL prints expressions with quotes and backslashes escaped once more.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                result.Append(text[i] switch { 'n' => '\n', 'r' => '\r', '0' => '\0', _ => text[i] });
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
