using System.Text;

namespace DataMigrator.Databases.MySql.Catalog;

/// <summary>Expressions as information_schema prints them, turned into SQL that the database would take.</summary>
internal static class MySqlExpressions
{
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
        return isBare ? text : Quote(text);
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
        while (sql.StartsWith('(') && ClosingOf(sql) == sql.Length - 1)
        {
            sql = sql[1..^1].Trim();
        }

        return sql;
    }

    /// <summary>A view's SELECT without the name of its database before tables and views of it.</summary>
    public static string WithoutDatabase(string sql, string database, IReadOnlySet<string> names, out List<string> used)
    {
        used = [];
        string prefix = Identifier(database) + ".";
        var result = new StringBuilder(sql.Length);
        for (int i = 0; i < sql.Length;)
        {
            if (sql[i] == '\'')
            {
                int end = EndOfString(sql, i);
                result.Append(sql, i, end - i);
                i = end;
            }
            else if (sql[i] == '`')
            {
                int end = EndOfIdentifier(sql, i);
                if (string.CompareOrdinal(sql, i, prefix, 0, prefix.Length) == 0 && end < sql.Length - 1 && sql[end + 1] == '`')
                {
                    int nameEnd = EndOfIdentifier(sql, end + 1);
                    string name = sql[(end + 2)..(nameEnd - 1)].Replace("``", "`", StringComparison.Ordinal);
                    if (names.Contains(name))
                    {
                        used.Add(name);
                        i = end + 1;
                        end = nameEnd;
                    }
                }

                result.Append(sql, i, end - i);
                i = end;
            }
            else
            {
                result.Append(sql[i++]);
            }
        }

        return result.ToString();
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

    private static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Identifier(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    private static int ClosingOf(string sql)
    {
        int depth = 0;
        for (int i = 0; i < sql.Length;)
        {
            if (sql[i] == '\'')
            {
                i = EndOfString(sql, i);
                continue;
            }

            if (sql[i] == '`')
            {
                i = EndOfIdentifier(sql, i);
                continue;
            }

            depth += sql[i] == '(' ? 1 : sql[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    private static int EndOfString(string sql, int start)
    {
        for (int i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == '\'')
            {
                return i + 1;
            }
        }

        return sql.Length;
    }

    private static int EndOfIdentifier(string sql, int start)
    {
        for (int i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] == '`')
            {
                if (i + 1 == sql.Length || sql[i + 1] != '`')
                {
                    return i + 1;
                }

                i++;
            }
        }

        return sql.Length;
    }
}
