using DataMigrator.Planning;

namespace DataMigrator.Rehearsals;

/// <summary>Which migration to rehearse, and with how many rows.</summary>
public sealed record RehearsalRequest
{
    /// <summary>The migration. With <see cref="MigrationRequest.CreateSchema"/> the schema is the one that it would make.</summary>
    public required MigrationRequest Migration { get; init; }

    /// <summary>The folder of a schema copy, edited or not, whose files are the schema; relative to the home folder. Null for the
    /// schema that the migration makes or, where it makes none, that of the target's tables.</summary>
    public string? OutputDir { get; init; }

    /// <summary>The most rows of a table, 0 to 10,000; 0 for the schema alone.</summary>
    public int SampleRows { get; init; } = 100;
}
