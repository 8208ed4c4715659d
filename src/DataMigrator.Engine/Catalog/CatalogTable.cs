namespace DataMigrator.Catalog;

/// <summary>A table with all that hangs on it.</summary>
public sealed record CatalogTable
{
    /// <summary>The name.</summary>
    public required TableName Name { get; init; }

    /// <summary>The columns in their order.</summary>
    public required IReadOnlyList<CatalogColumn> Columns { get; init; }

    /// <summary>The primary key, if there is one.</summary>
    public CatalogKey? PrimaryKey { get; init; }

    /// <summary>Unique constraints, and unique indexes over plain whole columns, that are not the primary key.</summary>
    public IReadOnlyList<CatalogKey> UniqueKeys { get; init; } = [];

    /// <summary>Indexes that are neither the primary key nor in <see cref="UniqueKeys"/>.</summary>
    public IReadOnlyList<CatalogIndex> Indexes { get; init; } = [];

    /// <summary>Foreign keys of this table.</summary>
    public IReadOnlyList<CatalogForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>CHECK constraints.</summary>
    public IReadOnlyList<CatalogCheck> Checks { get; init; } = [];

    /// <summary>The database's own guess of the number of rows, null where it has none: never 0, for the guess about a table
    /// that was just filled is often 0, and counting an empty one costs nothing.</summary>
    public long? RowEstimate { get; init; }

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>A partitioned table: its rows are read once, through the parent.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>How it is partitioned, in its database's SQL (<c>RANGE (sold_on)</c>).</summary>
    public string? PartitionBy { get; init; }

    /// <summary>SQLite's WITHOUT ROWID.</summary>
    public bool WithoutRowId { get; init; }

    /// <summary>SQLite's STRICT.</summary>
    public bool Strict { get; init; }

    /// <summary>The storage engine of a MySQL or MariaDB table; others than InnoDB may not know transactions.</summary>
    public string? Engine { get; init; }

    /// <summary>The default collation of a MySQL table.</summary>
    public string? Collation { get; init; }

    /// <summary>The column of that exact name, or null.</summary>
    public CatalogColumn? FindColumn(string name)
    {
        foreach (CatalogColumn column in Columns)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        return null;
    }
}
