namespace DataMigrator.SchemaCopy;

/// <summary>What to write the DDL of, and for which database.</summary>
public sealed record SchemaCopyRequest
{
    /// <summary>The source's profile name, or a URL where the host allows them.</summary>
    public required string SourceProfile { get; init; }

    /// <summary>The source's database; null where the URL names it.</summary>
    public string? SourceDatabase { get; init; }

    /// <summary>The database system to write for.</summary>
    public required DatabaseKind TargetKind { get; init; }

    /// <summary>The folder for the files; null for <c>.tmp/schema-copy/{timestamp}</c> under the home folder.</summary>
    public string? OutputDir { get; init; }

    /// <summary>Only these tables, by name or pattern, and what hangs on them; null for all, and an empty list is
    /// refused.</summary>
    public IReadOnlyList<string>? IncludeTables { get; init; }

    /// <summary>All but these tables, by name or pattern; null for none, and an empty list is refused.</summary>
    public IReadOnlyList<string>? ExcludeTables { get; init; }

    /// <summary>Write into a folder that is not empty: files of the same names are replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>PostgreSQL: <c>serial</c> columns instead of identity columns.</summary>
    public bool UseSerial { get; init; }

    /// <summary>The only folder that <see cref="OutputDir"/> may lie in (symbolic links resolved); null for any.</summary>
    public string? AllowedRoot { get; init; }
}
