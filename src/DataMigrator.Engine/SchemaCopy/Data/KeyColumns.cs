using DataMigrator.Catalog;

namespace DataMigrator.SchemaCopy.Data;

/// <summary>Which columns of a table belong to keys.</summary>
internal static class KeyColumns
{
    /// <summary>Columns of primary, unique and foreign keys and of unique indexes.</summary>
    public static HashSet<string> Of(CatalogTable table)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (IReadOnlyList<string> key in Keys(table))
        {
            names.UnionWith(key);
        }

        return names;
    }

    public static IEnumerable<IReadOnlyList<string>> Keys(CatalogTable table)
    {
        if (table.PrimaryKey is not null)
        {
            yield return table.PrimaryKey.Columns;
        }

        foreach (CatalogKey key in table.UniqueKeys)
        {
            yield return key.Columns;
        }

        foreach (CatalogForeignKey key in table.ForeignKeys)
        {
            yield return key.Columns;
        }

        foreach (CatalogIndex index in table.Indexes.Where(i => i.Unique))
        {
            yield return index.Parts.Where(p => p.Column is not null).Select(p => p.Column!).ToList();
        }
    }
}
