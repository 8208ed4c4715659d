using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Rows;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>Puts one table together from the pragmas' rows and its CREATE TABLE.</summary>
internal sealed class SqliteTableBuilder(SchemaRow schema, TableRow flags, IReadOnlyList<ColumnRow> columns,
    IEnumerable<IndexRow> indexes, IReadOnlyDictionary<string, string> indexSql)
{
    private const string Binary = "BINARY";

    private readonly SqliteTableDdl _ddl = SqliteTableDdl.Parse(schema.Sql ?? "");
    private readonly List<List<IndexRow>> _indexes = [.. indexes.GroupBy(i => i.Index).Select(g => g.ToList())];

    public long? RowEstimate { get; init; }

    /// <summary>The last number that AUTOINCREMENT gave, 0 for none.</summary>
    public long LastIdentity { get; init; }

    public CatalogTable Build()
    {
        List<string> key = [.. columns.Where(c => c.KeyPlace > 0).OrderBy(c => c.KeyPlace).Select(c => c.Name)];
        List<IndexRow>? keyIndex = _indexes.Find(i => i[0].Origin == "pk");

        // An INTEGER PRIMARY KEY without an index of its own is the rowid.
        bool isRowId = key.Count == 1 && keyIndex is null && !flags.WithoutRowId;
        var uniques = new List<CatalogKey>();
        var others = new List<CatalogIndex>();
        foreach (List<IndexRow> index in _indexes.OrderBy(i => i[0].Index, StringComparer.Ordinal))
        {
            if (index == keyIndex)
            {
                continue;
            }

            if (index[0] is { Unique: true, Partial: false } && index.TrueForAll(HasColumnsCollation))
            {
                uniques.Add(BuildUnique(index));
            }
            else
            {
                others.Add(BuildIndex(index));
            }
        }

        CatalogKey? primary = key.Count == 0 ? null : new CatalogKey(_ddl.Keys.Find(k => k.Primary)?.Name, key);
        if (keyIndex is not null && !keyIndex.TrueForAll(HasColumnsCollation))
        {
            // PRIMARY KEY (name COLLATE …) is unique in another order than the column's: no key to read by.
            others.Add(BuildIndex(keyIndex));
            primary = null;
        }

        return new CatalogTable
        {
            Name = new TableName(null, schema.Name),
            Columns = [.. columns.Select(c => BuildColumn(c, isRowId && c.KeyPlace > 0))],
            PrimaryKey = primary,
            UniqueKeys = uniques,
            Indexes = others,
            Checks = _ddl.Checks,
            RowEstimate = RowEstimate,
            WithoutRowId = flags.WithoutRowId,
            Strict = flags.Strict,
        };
    }

    private CatalogColumn BuildColumn(ColumnRow row, bool isRowId)
    {
        string? collation = _ddl.Collations.GetValueOrDefault(row.Name);
        bool generated = row.Hidden is ColumnRow.VirtualGenerated or ColumnRow.StoredGenerated;
        return new CatalogColumn
        {
            Name = row.Name,
            Type = SqliteTypeMap.Map(row.Type, flags.Strict),

            // Other columns of a primary key take NULL in an ordinary table: a mistake that SQLite keeps.
            Nullable = !row.NotNull && !isRowId,
            Default = SqliteDefault.Normalize(row.Default),
            Identity = isRowId ? IdentityKind.AutoIncrement : IdentityKind.None,
            NextValue = isRowId && _ddl.AutoIncrement ? LastIdentity + 1 : null,
            Generated = generated ? _ddl.Generated.GetValueOrDefault(row.Name, "") : null,
            GeneratedStored = row.Hidden == ColumnRow.StoredGenerated,
            Collation = Binary.Equals(collation, StringComparison.OrdinalIgnoreCase) ? null : collation,
        };
    }

    private CatalogKey BuildUnique(List<IndexRow> index)
    {
        List<string> names = [.. index.Select(i => i.Column!)];
        bool isConstraint = index[0].Origin == "u";
        return new CatalogKey(isConstraint ? ConstraintName(names) : index[0].Index, names) { IsConstraint = isConstraint };
    }

    private string? ConstraintName(List<string> names) =>
        _ddl.Keys.Find(k => !k.Primary && k.Columns.SequenceEqual(names, StringComparer.OrdinalIgnoreCase))?.Name;

    private CatalogIndex BuildIndex(List<IndexRow> index)
    {
        string name = index[0].Index;
        string? definition = indexSql.GetValueOrDefault(name);
        SqliteIndexDdl? ddl = definition is null ? null : SqliteIndexDdl.Parse(definition);
        return new CatalogIndex(name,
        [
            .. index.Select((part, i) => new IndexPart(part.Column,
                part.Column is not null ? null : ddl is not null && i < ddl.Parts.Count ? ddl.Parts[i] : "rowid",
                part.Descending, null, HasColumnsCollation(part) || part.Column is null && part.Collation == Binary
                    ? null
                    : part.Collation)),
        ])
        {
            Unique = index[0].Unique,
            Where = ddl?.Where,
            Definition = definition,
        };
    }

    private bool HasColumnsCollation(IndexRow part) =>
        part.Column is not null
        && part.Collation.Equals(_ddl.Collations.GetValueOrDefault(part.Column, Binary), StringComparison.OrdinalIgnoreCase);
}
