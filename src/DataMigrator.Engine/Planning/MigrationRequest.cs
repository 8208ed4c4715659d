namespace DataMigrator.Planning;

/// <summary>What to migrate. Profiles are names of profiles, or URLs where the host allows them.</summary>
public sealed record MigrationRequest
{
    /// <summary>The source's profile name or URL.</summary>
    public required string SourceProfile { get; init; }

    /// <summary>The source's database; null where the URL names it.</summary>
    public string? SourceDatabase { get; init; }

    /// <summary>The target's profile name or URL.</summary>
    public required string TargetProfile { get; init; }

    /// <summary>The target's database; null where the URL names it, else the source's name.</summary>
    public string? TargetDatabase { get; init; }

    /// <summary>One table only, or a pattern with <c>*</c> and <c>?</c>; null for all. Excludes the lists.</summary>
    public string? SourceTable { get; init; }

    /// <summary>Only these tables, by name or pattern; null for all, and an empty list is refused.</summary>
    public IReadOnlyList<string>? IncludeTables { get; init; }

    /// <summary>All but these tables, by name or pattern; null for none, and an empty list is refused.</summary>
    public IReadOnlyList<string>? ExcludeTables { get; init; }

    /// <summary>Rows a batch, 1 to 1,000,000.</summary>
    public int BatchSize { get; init; } = 50_000;

    /// <summary>Mebibytes of data in flight, 1 to 65,536.</summary>
    public int MemoryLimitMb { get; init; } = 50;

    /// <summary>Remove all rows of the target's tables first. Otherwise rows are added.</summary>
    public bool TruncateTarget { get; init; }

    /// <summary>End the job at the first table that fails; otherwise go on with tables that do not need it.</summary>
    public bool StopOnError { get; init; }

    /// <summary>Set bad rows aside and go on; otherwise the first bad row fails its table.</summary>
    public bool ContinueOnRowError { get; init; } = true;

    /// <summary>Create the target's tables from the source's.</summary>
    public bool CreateSchema { get; init; }

    /// <summary>Compare both sides when the rows have moved.</summary>
    public bool Verify { get; init; }
}
