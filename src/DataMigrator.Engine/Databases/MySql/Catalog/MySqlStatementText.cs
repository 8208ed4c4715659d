using DataMigrator.Catalog;

namespace DataMigrator.Databases.MySql.Catalog;

/// <summary>What SHOW CREATE TABLE says and information_schema does not, by the lines of its text: a server prints a column, a
/// key or a period a line, and escapes line ends in names and comments.</summary>
internal static class MySqlStatementText
{
    public static IEnumerable<LeftOut> LeftOut(TableName table, string statement)
    {
        foreach (string line in statement.Split('\n').Select(l => l.Trim().TrimEnd(',')))
        {
            if (line.StartsWith("PERIOD FOR ", StringComparison.Ordinal) && !line.StartsWith("PERIOD FOR SYSTEM_TIME", StringComparison.Ordinal))
            {
                yield return new LeftOut("table", table.ToString(), "the " + line) { Table = table };
            }
            else if (IsKey(line) && line.Contains(" WITHOUT OVERLAPS)", StringComparison.Ordinal))
            {
                yield return Of(table, line, "WITHOUT OVERLAPS: the target takes rows whose periods overlap");
            }
            else if (IsKey(line) && line.IndexOf(" WITH PARSER ", StringComparison.Ordinal) is > 0 and int at)
            {
                yield return Of(table, line, line[(at + 1)..].Replace("*/", "", StringComparison.Ordinal).Trim());
            }
            else if (line.StartsWith('`') && line.Contains(" COMPRESSED", StringComparison.Ordinal) && line.Contains("/*M!", StringComparison.Ordinal))
            {
                yield return new LeftOut("column", table + "." + Quoted(line), "COMPRESSED") { Table = table };
            }
            else if (line.StartsWith('`') && line.EndsWith("WITHOUT SYSTEM VERSIONING", StringComparison.Ordinal))
            {
                yield return new LeftOut("column", table + "." + Quoted(line), "WITHOUT SYSTEM VERSIONING") { Table = table };
            }
        }
    }

    private static bool IsKey(string line) => line.StartsWith("PRIMARY KEY ", StringComparison.Ordinal)
        || line.StartsWith("UNIQUE KEY ", StringComparison.Ordinal) || line.StartsWith("FULLTEXT KEY ", StringComparison.Ordinal);

    private static LeftOut Of(TableName table, string line, string what) =>
        new("index", line.StartsWith("PRIMARY", StringComparison.Ordinal) ? table + ".PRIMARY" : table + "." + Quoted(line), what) { Table = table };

    private static string Quoted(string line)
    {
        int start = line.IndexOf('`') + 1;
        return line[start..line.IndexOf('`', start)];
    }
}
