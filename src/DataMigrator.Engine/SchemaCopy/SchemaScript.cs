using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Types;

namespace DataMigrator.SchemaCopy;

/// <summary>What a statement makes.</summary>
internal enum SchemaObjectKind
{
    Schema,
    Extension,
    Type,
    Table,
    Comment,
    UniqueKey,
    Index,
    Check,
    ForeignKey,
    Function,
    Trigger,
    TriggerState,
    View,
}

/// <summary>One statement of the target.</summary>
/// <param name="Kind">What it makes.</param>
/// <param name="Name">The name of what it makes, in the target.</param>
/// <param name="Table">The target's table that it belongs to, null for none.</param>
/// <param name="Sql">The statement without an end mark; it may hold comments.</param>
internal sealed record SchemaStatement(SchemaObjectKind Kind, string Name, TableName? Table, string Sql)
{
    /// <summary>Names the step in a checkpoint: the same for the same source.</summary>
    public string Id => Table is null ? $"{Kind}:{Name}" : $"{Kind}:{Table}:{Name}";
}

/// <summary>The type chosen for a column.</summary>
/// <param name="Table">The source's table.</param>
/// <param name="Column">The source's column.</param>
/// <param name="SourceType">As the source declares it.</param>
/// <param name="Choice">The target's type and the rule.</param>
internal sealed record TypeMapping(TableName Table, string Column, string SourceType, TypeChoice Choice);

/// <summary>The DDL of a whole database for a target, in phases: <see cref="Tables"/> (with primary keys, and in SQLite
/// with foreign keys, which it can't add later), then the load, then <see cref="Indexes"/>, <see cref="ForeignKeys"/>,
/// <see cref="Triggers"/> and <see cref="Views"/>. Within a phase the order of the statements matters.</summary>
internal sealed record SchemaScript
{
    public required DatabaseKind Source { get; init; }

    public required DatabaseKind Target { get; init; }

    public IReadOnlyList<SchemaStatement> Tables { get; init; } = [];

    public IReadOnlyList<SchemaStatement> Indexes { get; init; } = [];

    public IReadOnlyList<SchemaStatement> ForeignKeys { get; init; } = [];

    public IReadOnlyList<SchemaStatement> Triggers { get; init; } = [];

    public IReadOnlyList<SchemaStatement> Views { get; init; } = [];

    /// <summary>Foreign keys within CREATE TABLE (SQLite).</summary>
    public int InlineForeignKeys { get; init; }

    public IReadOnlyList<SchemaCopyWarning> Warnings { get; init; } = [];

    public IReadOnlyList<SkippedObject> Skipped { get; init; } = [];

    public IReadOnlyList<TypeMapping> Types { get; init; } = [];

    /// <summary>The target's table for each of the source's.</summary>
    public IReadOnlyDictionary<TableName, TableName> TableNames { get; init; } = new Dictionary<TableName, TableName>();

    /// <summary>The target's columns by the source's table and column.</summary>
    public IReadOnlyDictionary<(TableName Table, string Column), string> ColumnNames { get; init; } =
        new Dictionary<(TableName, string), string>();

    /// <summary>All statements in order, with the load between <see cref="Tables"/> and the rest.</summary>
    public IEnumerable<SchemaStatement> AfterLoad => Indexes.Concat(ForeignKeys).Concat(Triggers).Concat(Views);
}

/// <summary>Something of the source that the script does not make, with its original text.</summary>
/// <param name="Type">trigger, view, procedure, function, index, foreign_key, check.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Reason">Why.</param>
/// <param name="Definition">Its text in the source, empty where it has none of its own.</param>
internal sealed record SkippedObject(string Type, string Name, string Reason, string Definition)
{
    /// <summary>The file of the output folder that keeps the text.</summary>
    public string File => Type switch
    {
        "stored_procedure" => "skipped/stored_procedures.sql",
        "function" => "skipped/functions.sql",
        "trigger" => "skipped/untranslatable_triggers.sql",
        "view" => "views.sql",
        "index" => "indexes.sql",
        "foreign_key" => "foreign_keys.sql",
        _ => "tables.sql",
    };
}
