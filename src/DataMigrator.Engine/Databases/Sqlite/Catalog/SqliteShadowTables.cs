using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Sql;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>Virtual tables, whose rows are not the database's own, and the tables in which their modules keep what they
/// need. SQLite knows the latter only where it knows the module; for common ones that may be missing the names tell.</summary>
internal sealed class SqliteShadowTables
{
    private static readonly Dictionary<string, string[]> Suffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fts3"] = ["_content", "_segments", "_segdir", "_docsize", "_stat"],
        ["fts4"] = ["_content", "_segments", "_segdir", "_docsize", "_stat"],
        ["fts5"] = ["_data", "_idx", "_content", "_docsize", "_config"],
        ["rtree"] = ["_node", "_parent", "_rowid"],
        ["rtree_i32"] = ["_node", "_parent", "_rowid"],
        ["geopoly"] = ["_node", "_parent", "_rowid"],
    };

    private readonly HashSet<string> _shadows;

    public SqliteShadowTables(IReadOnlyList<SchemaRow> schema, IReadOnlyDictionary<string, TableRow> tables)
    {
        _shadows = [.. tables.Values.Where(t => t.Type == "shadow").Select(t => t.Name)];
        var leftOut = new List<LeftOut>();
        foreach (SchemaRow row in schema.Where(IsVirtual))
        {
            string module = Module(row.Sql!);
            leftOut.Add(Table(row.Name, $"a virtual table (USING {module}), whose rows belong to its module"));
            foreach (string suffix in Suffixes.GetValueOrDefault(module, []))
            {
                if (tables.ContainsKey(row.Name + suffix))
                {
                    _shadows.Add(row.Name + suffix);
                }
            }
        }

        leftOut.AddRange(_shadows.Select(s => Table(s, "a shadow table, in which a virtual table keeps its data")));
        LeftOut = [.. leftOut.OrderBy(l => l.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<LeftOut> LeftOut { get; }

    public bool Contains(string table) => _shadows.Contains(table);

    private static LeftOut Table(string name, string what) => new("table", name, what) { Table = new TableName(null, name) };

    private static bool IsVirtual(SchemaRow row) =>
        row.Type == "table" && row.Sql?.StartsWith("CREATE VIRTUAL TABLE", StringComparison.OrdinalIgnoreCase) == true;

    private static string Module(string sql)
    {
        var tokens = new SqliteTokens(sql);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsWord("USING"))
            {
                return tokens[i + 1].Text;
            }
        }

        return "";
    }
}
