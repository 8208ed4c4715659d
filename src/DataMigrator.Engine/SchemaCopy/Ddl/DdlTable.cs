using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Types;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>A column on its way into the target.</summary>
internal sealed class DdlColumn(CatalogColumn source, string name, TypeChoice choice)
{
    public CatalogColumn Source { get; } = source;

    /// <summary>The target's name.</summary>
    public string Name { get; } = name;

    /// <summary>The target's type; foreign keys and row sizes may change the first choice.</summary>
    public TypeChoice Choice { get; set; } = choice;

    /// <summary>The target counts it up.</summary>
    public bool IsIdentity { get; set; }

    /// <summary>The target's expression of a generated column, null for an ordinary one.</summary>
    public string? Generated { get; set; }

    /// <summary>The name of the enum type that is made for it.</summary>
    public TableName? EnumType { get; set; }

    /// <summary>More for the comment at the end of its line.</summary>
    public List<string> Notes { get; } = [];
}

/// <summary>A table on its way into the target.</summary>
internal sealed class DdlTable(CatalogTable source, TableName name, IReadOnlyList<DdlColumn> columns)
{
    private readonly Dictionary<string, DdlColumn> _bySource = columns.ToDictionary(c => c.Source.Name, StringComparer.Ordinal);

    public CatalogTable Source { get; } = source;

    public TableName Name { get; } = name;

    public IReadOnlyList<DdlColumn> Columns { get; } = columns;

    /// <summary>The source's index or unique key that CREATE TABLE holds already, since AUTO_INCREMENT needs it.</summary>
    public string? InlineIndex { get; set; }

    public DdlColumn Column(string sourceName) => _bySource[sourceName];

    public IEnumerable<string> Names(IEnumerable<string> sourceColumns) => sourceColumns.Select(c => Column(c).Name);
}
