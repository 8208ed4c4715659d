namespace DataMigrator.SchemaCopy;

/// <summary>What a person should look at.</summary>
/// <param name="Type">table, column, index, foreign_key, trigger, view, type, check or database.</param>
/// <param name="Name">What it is about, such as <c>film.rating</c>.</param>
/// <param name="Message">What is different in the target.</param>
public sealed record SchemaCopyWarning(string Type, string Name, string Message)
{
    /// <summary>What it is about, and the message.</summary>
    public override string ToString() => $"{Type} {Name}: {Message}";
}

/// <summary>Something that was not translated.</summary>
/// <param name="Type">trigger, view, stored_procedure, function, index, foreign_key or check.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Reason">Why not.</param>
/// <param name="File">The file, relative to the output folder, that says so or keeps the original text.</param>
public sealed record SchemaCopySkippedItem(string Type, string Name, string Reason, string File)
{
    /// <summary>What it is, and the reason.</summary>
    public override string ToString() => $"{Type} {Name}: {Reason}";
}

/// <summary>What was written.</summary>
/// <param name="OutputDir">The folder, absolute.</param>
/// <param name="TablesGenerated">CREATE TABLE statements.</param>
/// <param name="IndexesGenerated">Indexes and unique keys besides primary keys.</param>
/// <param name="ForeignKeysGenerated">Foreign keys; for SQLite they are within CREATE TABLE.</param>
/// <param name="TriggersGenerated">Triggers.</param>
/// <param name="ViewsGenerated">Views.</param>
/// <param name="Warnings">What to look at.</param>
/// <param name="SkippedItems">What was left out.</param>
/// <param name="Summary">All this in a sentence.</param>
public sealed record SchemaCopyResult(string OutputDir, int TablesGenerated, int IndexesGenerated, int ForeignKeysGenerated,
    int TriggersGenerated, int ViewsGenerated, IReadOnlyList<SchemaCopyWarning> Warnings,
    IReadOnlyList<SchemaCopySkippedItem> SkippedItems, string Summary)
{
    /// <summary>The files with what was translated, absolute, in the order in which they are applied.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>All this in a sentence.</summary>
    public override string ToString() => Summary;
}
