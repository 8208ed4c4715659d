using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Data;

namespace DataMigrator.SchemaCopy;

/// <summary>What a translation may be told.</summary>
internal sealed record TranslationOptions
{
    /// <summary>PostgreSQL: serial instead of identity columns.</summary>
    public bool UseSerial { get; init; }

    /// <summary>MySQL: the server tells <c>A</c> from <c>a</c> in table names (<c>lower_case_table_names=0</c>), so such
    /// tables do not clash.</summary>
    public bool TargetKeepsTableCase { get; init; }

    /// <summary>The tables to translate; null for all of the catalogue.</summary>
    public IReadOnlyCollection<TableName>? Tables { get; init; }

    /// <summary>What the data showed, by table and column.</summary>
    public IReadOnlyDictionary<TableName, IReadOnlyDictionary<string, ColumnFacts>> Facts { get; init; } =
        new Dictionary<TableName, IReadOnlyDictionary<string, ColumnFacts>>();
}
