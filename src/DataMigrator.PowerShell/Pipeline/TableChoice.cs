namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Which tables a cmdlet was told to take.</summary>
/// <param name="One">One table by its name, null where there is another choice.</param>
/// <param name="Included">Names and patterns; null for all tables.</param>
/// <param name="Excluded">Names and patterns of tables to leave out; null for none.</param>
internal sealed record TableChoice(string? One, string[]? Included, string[]? Excluded)
{
    public const string AllTables = "all tables";

    /// <summary>What is to be taken, as one list; null for all tables.</summary>
    public string[]? All => One is null ? Included : [One];

    /// <summary>Reads the three parameters that say which tables.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: one is given but empty, or two say the same thing.</exception>
    public static TableChoice Read(Given given, string[]? sourceTable, string[]? includeTable, string[]? excludeTable, string source = "SourceTable")
    {
        string[]? tables = given.Names(source, sourceTable, AllTables);
        string[]? include = given.Names("IncludeTable", includeTable, AllTables);
        string[]? exclude = given.Names("ExcludeTable", excludeTable, "no exception");
        return tables is null || include is null ? Of(tables ?? include, exclude)
            : throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Reading the parameters: -{source} and -IncludeTable both say which tables. Give one of them.") { Target = "IncludeTable" };
    }

    /// <summary>What objects of the pipeline name together.</summary>
    public static TableChoice Of(IEnumerable<TableChoice> choices)
    {
        TableChoice[] all = [.. choices];
        return Of(all.Any(c => c.All is null) ? null : [.. all.SelectMany(c => c.All!).Distinct()], all[0].Excluded);
    }

    private static TableChoice Of(string[]? included, string[]? excluded) =>
        included is [var one] && excluded is null && !NamePattern.Of(one, out _)
            ? new TableChoice(one, null, null) : new TableChoice(null, included, excluded);
}
