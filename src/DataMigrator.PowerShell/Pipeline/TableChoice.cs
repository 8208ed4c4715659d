namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Which tables a cmdlet was told to take.</summary>
/// <param name="One">One table by its name, null where there is another choice.</param>
/// <param name="Included">Names and patterns; empty for all tables.</param>
/// <param name="Excluded">Names and patterns of tables to leave out.</param>
internal sealed record TableChoice(string? One, string[] Included, string[] Excluded)
{
    public const string AllTables = "all tables";

    /// <summary>What is to be taken, as one list.</summary>
    public IEnumerable<string> All => One is null ? Included : [One];

    /// <summary>Reads the three parameters that say which tables.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: one is given but empty, or two say the same thing.</exception>
    public static TableChoice Read(Given given, string[]? sourceTable, string[]? includeTable, string[]? excludeTable, string source = "SourceTable")
    {
        string[]? tables = given.Names(source, sourceTable, AllTables);
        string[]? include = given.Names("IncludeTable", includeTable, AllTables);
        string[]? exclude = given.Names("ExcludeTable", excludeTable, "no exception");
        return tables is null || include is null ? Of(tables ?? include ?? [], exclude ?? [])
            : throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Reading the parameters: -{source} and -IncludeTable both say which tables. Give one of them.") { Target = "IncludeTable" };
    }

    /// <summary>The choice of these names and patterns.</summary>
    public static TableChoice Of(string[] included, string[] excluded) =>
        included.Length == 1 && excluded.Length == 0 && !NamePattern.Of(included[0], out _)
            ? new TableChoice(included[0], [], []) : new TableChoice(null, included, excluded);
}
