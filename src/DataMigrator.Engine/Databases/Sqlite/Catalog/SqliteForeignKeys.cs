using DataMigrator.Catalog;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>Puts foreign keys on their tables: names folded to those that exist, columns left out resolved to the parent's
/// primary key.</summary>
internal static class SqliteForeignKeys
{
    public static IReadOnlyList<CatalogTable> AddTo(List<CatalogTable> tables, ILookup<string, ForeignKeyRow> rows,
        IReadOnlyList<SchemaRow> schema)
    {
        // SQLite finds a parent whatever the case of its name.
        var byName = new Dictionary<string, CatalogTable>(StringComparer.OrdinalIgnoreCase);
        foreach (CatalogTable table in tables)
        {
            byName[table.Name.Name] = table;
        }

        HashSet<string> existing = [.. schema.Where(s => s.Type is "table" or "view").Select(s => s.Name.ToUpperInvariant())];
        var sql = schema.Where(s => s.Type == "table").ToDictionary(s => s.Name, s => s.Sql);
        return
        [
            .. tables.Select(t => rows.Contains(t.Name.Name)
                ? t with { ForeignKeys = Build(t, [.. rows[t.Name.Name]], sql[t.Name.Name], byName, existing) }
                : t),
        ];
    }

    private static List<CatalogForeignKey> Build(CatalogTable table, List<ForeignKeyRow> rows, string? sql,
        Dictionary<string, CatalogTable> tables, HashSet<string> existing)
    {
        List<ForeignKeyDdl> ddl = SqliteTableDdl.Parse(sql ?? "").ForeignKeys;
        List<List<ForeignKeyRow>> keys = [.. rows.GroupBy(r => r.Id).Select(g => g.ToList())];

        // Ids count backwards from the last constraint of the statement; the rows come with the first constraint first.
        bool told = ddl.Count == keys.Count;
        return [.. keys.Select((key, i) => Build(table, key, told ? ddl[i] : null, tables, existing))];
    }

    private static CatalogForeignKey Build(CatalogTable table, List<ForeignKeyRow> key, ForeignKeyDdl? ddl,
        Dictionary<string, CatalogTable> tables, HashSet<string> existing)
    {
        CatalogTable? parent = tables.GetValueOrDefault(key[0].Parent);
        IReadOnlyList<string> referenced = key[0].To is null
            ? parent?.PrimaryKey?.Columns ?? []
            : [.. key.Select(k => Fold(parent, k.To!))];
        return new CatalogForeignKey(ddl?.Name, [.. key.Select(k => Fold(table, k.From))],
            parent?.Name ?? new TableName(null, key[0].Parent), referenced)
        {
            OnUpdate = Action(key[0].OnUpdate),
            OnDelete = Action(key[0].OnDelete),
            Deferrable = ddl?.Deferrable ?? false,
            InitiallyDeferred = ddl?.InitiallyDeferred ?? false,
            Flaw = parent is not null ? FlawOf(key.Count, parent, referenced)
                : existing.Contains(key[0].Parent.ToUpperInvariant()) ? null : $"there is no table {key[0].Parent}",
        };
    }

    private static string? FlawOf(int columns, CatalogTable parent, IReadOnlyList<string> referenced)
    {
        IEnumerable<CatalogKey> keys = parent.PrimaryKey is { } primary ? [primary, .. parent.UniqueKeys] : parent.UniqueKeys;
        return referenced.Count == 0 ? $"{parent.Name} has no primary key"
            : referenced.Count != columns ? $"the primary key of {parent.Name} has {referenced.Count} columns, not {columns}"
            : keys.Any(k => k.Columns.Count == columns && k.Columns.All(referenced.Contains)) ? null
            : $"{parent.Name} has no unique key of {string.Join(", ", referenced)}";
    }

    // A column as the table spells it.
    private static string Fold(CatalogTable? table, string column) =>
        table?.Columns.FirstOrDefault(c => c.Name.Equals(column, StringComparison.OrdinalIgnoreCase))?.Name ?? column;

    private static ReferentialAction Action(string action) => action switch
    {
        "CASCADE" => ReferentialAction.Cascade,
        "RESTRICT" => ReferentialAction.Restrict,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}
