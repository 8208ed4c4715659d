using DataMigrator.Catalog;

namespace DataMigrator.Planning;

/// <summary>What the source's tables and columns are called in a target that was made for them; what is not named here is
/// called the same.</summary>
internal sealed record TargetNames(IReadOnlyDictionary<TableName, TableName> Tables,
    IReadOnlyDictionary<(TableName Table, string Column), string> Columns)
{
    public static readonly TargetNames Same = new(new Dictionary<TableName, TableName>(),
        new Dictionary<(TableName, string), string>());

    public string Column(TableName table, string column) => Columns.GetValueOrDefault((table, column), column);
}
