using System.Text;
using DataMigrator.Catalog;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>The condition that goes with ORDER BY a key with an ENUM or SET: "after this one".</summary>
internal static class MySqlKeyOrder
{
    /// <summary>An ENUM or SET is sorted by its number and compared with a string by its text: its literal is turned into
    /// the number first.</summary>
    public static string After(IReadOnlyList<ReadColumn> key, IReadOnlyList<string> literals, Dialect dialect)
    {
        var ors = new List<string>();
        for (int i = 0; i < key.Count; i++)
        {
            IEnumerable<string> equal = key.Take(i).Select((c, j) => Compare(c.Column, "=", literals[j], dialect));
            ors.Add("(" + string.Join(" AND ", equal.Append(Compare(key[i].Column, ">", literals[i], dialect))) + ")");
        }

        return "(" + string.Join(" OR ", ors) + ")";
    }

    private static string Compare(CatalogColumn column, string sign, string literal, Dialect dialect)
    {
        string name = "t." + dialect.Quote(column.Name);
        return column.Type.Labels.Count == 0
            ? $"{name} {sign} {literal}"
            : $"{name} + 0 {sign} {Number(column.Type, literal)}";
    }

    private static string Number(ColumnType type, string literal)
    {
        string bytes = $"CAST({literal} AS BINARY)";
        if (type.BaseName == "enum")
        {
            return $"FIELD({bytes}, {string.Join(", ", type.Labels.Select(Hex))})";
        }

        IEnumerable<string> bits = type.Labels.Select((label, i) => $"((FIND_IN_SET({Hex(label)}, {bytes}) > 0) << {i})");
        return "(" + string.Join(" | ", bits) + ")";
    }

    private static string Hex(string label) => "X'" + Convert.ToHexString(Encoding.UTF8.GetBytes(label)) + "'";
}
