namespace DataMigrator.Mcp;

/// <summary>What the program that hosts the MCP server decides; a client can't change any of it.</summary>
public sealed record McpHostOptions
{
    /// <summary>Profiles, home folder and log. URLs are never taken, whatever this says; without a log, lines go to
    /// stderr as JSON.</summary>
    public MigrationServiceOptions Engine { get; init; } = new();

    /// <summary>Leave the tools out that write to a database or a file.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Also give results as structured content with its schemas. Without it results are JSON texts alone, which
    /// every client reads, and nothing is sent twice.</summary>
    public bool Structured { get; init; }

    /// <summary>Folders for generated schema files beside those of the home folder.</summary>
    public IReadOnlyList<string> AllowedFolders { get; init; } = [];
}
