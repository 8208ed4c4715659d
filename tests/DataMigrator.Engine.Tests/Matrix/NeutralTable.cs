namespace DataMigrator.Tests.Matrix;

/// <summary>What a column means, whatever its database calls it.</summary>
internal enum Meaning
{
    TinyInt, SmallInt, Int, BigInt, UnsignedBigInt, SmallDecimal, LongDecimal, Varchar, Text, Blob, Boolean, Float, Double,
    Date, Time, Timestamp, TimestampTz, Uuid, Json,
}

/// <summary>A column of a neutral table.</summary>
internal sealed record NeutralColumn(string Name, Meaning Meaning)
{
    public bool NotNull { get; init; }

    /// <summary>Numbered by the database where nothing is given.</summary>
    public bool Identity { get; init; }

    /// <summary>An expression that all the databases understand, for a stored generated column.</summary>
    public string? Generated { get; init; }
}

/// <summary>A foreign key of a neutral table.</summary>
internal sealed record NeutralReference(string Column, string Table, string ReferencedColumn);

/// <summary>A table that each database can hold, with rows of canonical values (see <see cref="Canonical"/>): null for
/// NULL, binary in upper-case hex, everything else as text.</summary>
internal sealed record NeutralTable(string Name, IReadOnlyList<NeutralColumn> Columns)
{
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public IReadOnlyList<NeutralReference> References { get; init; } = [];

    /// <summary>A value for each column that is not generated.</summary>
    public IReadOnlyList<string?[]> Rows { get; init; } = [];

    public IEnumerable<NeutralColumn> Written => Columns.Where(c => c.Generated is null);
}
