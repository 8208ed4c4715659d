using System.Text;
using DataMigrator.Sql.Text;

namespace DataMigrator.Sql;

/// <summary>How names and literals are written for each database.</summary>
internal static class TargetSyntax
{
    public static bool IsMySql(DatabaseKind kind) => kind is DatabaseKind.MySql or DatabaseKind.MariaDb;

    /// <summary>MySQL and MariaDB are one family; the others are their own.</summary>
    public static bool SameFamily(DatabaseKind a, DatabaseKind b) => a == b || (IsMySql(a) && IsMySql(b));

    public static string Quote(DatabaseKind kind, string name)
    {
        char quote = IsMySql(kind) ? '`' : '"';
        string text = quote.ToString();
        return text + name.Replace(text, text + text, StringComparison.Ordinal) + text;
    }

    public static string Quote(DatabaseKind kind, Catalog.TableName name) =>
        name.Schema is null or Catalog.TableName.DefaultSchema
            ? Quote(kind, name.Name)
            : Quote(kind, name.Schema) + "." + Quote(kind, name.Name);

    public static string QuoteAll(DatabaseKind kind, IEnumerable<string> names) =>
        string.Join(", ", names.Select(n => Quote(kind, n)));

    public static string Text(DatabaseKind kind, string value)
    {
        if (kind != DatabaseKind.MySql && value.Contains('\0'))
        {
            throw new UntranslatableException("a text holds the character U+0000");
        }

        string quoted = value.Replace("'", "''", StringComparison.Ordinal);
        if (IsMySql(kind))
        {
            quoted = quoted.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
        }

        return "'" + quoted + "'";
    }

    /// <summary>Bytes of an even number of hexadecimal digits.</summary>
    public static string Bytes(DatabaseKind kind, string hex)
    {
        string even = hex.Length % 2 == 0 ? hex : "0" + hex;
        return kind == DatabaseKind.Postgres ? "'\\x" + even + "'::bytea" : "x'" + even + "'";
    }

    /// <summary>Text that can't end a comment line nor begin anything.</summary>
    public static string Comment(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        return line.ToString();
    }
}
