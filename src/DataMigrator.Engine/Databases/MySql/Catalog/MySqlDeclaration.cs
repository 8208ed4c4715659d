using System.Text;

namespace DataMigrator.Databases.MySql.Catalog;

/// <summary>A COLUMN_TYPE of information_schema taken apart: <c>decimal(10,2) unsigned</c>,
/// <c>enum('a','it''s')</c>.</summary>
/// <param name="Name">The bare name in lower case.</param>
/// <param name="First">The first number in parentheses.</param>
/// <param name="Second">The second.</param>
/// <param name="Labels">The labels of an enum or set.</param>
/// <param name="Unsigned">UNSIGNED.</param>
/// <param name="Zerofill">ZEROFILL.</param>
internal sealed record MySqlDeclaration(string Name, int? First, int? Second, IReadOnlyList<string> Labels, bool Unsigned,
    bool Zerofill)
{
    public static MySqlDeclaration Parse(string columnType)
    {
        int open = columnType.IndexOf('(', StringComparison.Ordinal);
        int nameEnd = open < 0 ? columnType.IndexOf(' ', StringComparison.Ordinal) : open;
        string name = (nameEnd < 0 ? columnType : columnType[..nameEnd]).ToLowerInvariant();
        int? first = null;
        int? second = null;
        IReadOnlyList<string> labels = [];
        string attributes = nameEnd < 0 ? "" : columnType[nameEnd..];
        if (open >= 0)
        {
            int close = columnType.LastIndexOf(')');
            string inside = columnType[(open + 1)..close];
            attributes = columnType[(close + 1)..];
            if (name is "enum" or "set")
            {
                labels = ParseLabels(inside);
            }
            else
            {
                string[] numbers = inside.Split(',');
                first = int.TryParse(numbers[0], out int a) ? a : null;
                second = numbers.Length > 1 && int.TryParse(numbers[1], out int b) ? b : null;
            }
        }

        return new MySqlDeclaration(name, first, second, labels,
            attributes.Contains("unsigned", StringComparison.OrdinalIgnoreCase),
            attributes.Contains("zerofill", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The labels as both servers print them: in quotes, a quote doubled; backslash, NUL, newline and carriage
    /// return after a backslash (append_unescaped in the servers' sources).</summary>
    private static List<string> ParseLabels(string list)
    {
        var labels = new List<string>();
        var label = new StringBuilder();
        int i = 0;
        while (i < list.Length)
        {
            if (list[i] != '\'')
            {
                i++;
                continue;
            }

            label.Clear();
            for (i++; i < list.Length; i++)
            {
                char c = list[i];
                char next = i + 1 < list.Length ? list[i + 1] : '\0';
                if (c == '\'')
                {
                    if (next != '\'')
                    {
                        break;
                    }

                    i++;
                }
                else if (c == '\\')
                {
                    c = next switch { '0' => '\0', 'n' => '\n', 'r' => '\r', _ => next };
                    i++;
                }

                label.Append(c);
            }

            labels.Add(label.ToString());
            i++;
        }

        return labels;
    }
}
