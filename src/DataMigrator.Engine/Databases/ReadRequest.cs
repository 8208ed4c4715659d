using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>A column to read, and the wire that its cells must come in.</summary>
internal sealed record ReadColumn(CatalogColumn Column, WireType Wire);

/// <summary>What to read of a table.</summary>
internal sealed record ReadRequest(CatalogTable Table, IReadOnlyList<ReadColumn> Columns)
{
    /// <summary>Columns to sort by (a unique key), empty for the database's own order.</summary>
    public IReadOnlyList<ReadColumn> OrderBy { get; init; } = [];

    /// <summary>Only rows after this key: a literal of <see cref="Dialect.Literal"/> for each column of
    /// <see cref="OrderBy"/>; empty for all rows.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>A further condition in the database's SQL, from the engine only, never from a user. The table's alias in
    /// it is <c>t</c>.</summary>
    public string? Where { get; init; }

    /// <summary>The most rows to read, null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The most characters of a text or JSON and bytes of a binary value to read, null for all. What is over it stays in the
    /// database: for people who look at rows, not for copies.</summary>
    public int? CellLimit { get; init; }
}

/// <summary>A column to write; its wire is the one that the batch brings.</summary>
internal sealed record WriteColumn(CatalogColumn Column, WireType Wire);

/// <summary>What to write to a table. Columns left out take their default.</summary>
internal sealed record WriteRequest(CatalogTable Table, IReadOnlyList<WriteColumn> Columns);
