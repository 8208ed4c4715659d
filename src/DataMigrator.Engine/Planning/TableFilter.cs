namespace DataMigrator.Planning;

/// <summary>Which tables are asked for: names, or patterns with <c>*</c> and <c>?</c>.</summary>
/// <param name="Table">These alone; null for all or the list.</param>
/// <param name="Include">Only these; null for all.</param>
/// <param name="Exclude">All but these; null for none.</param>
internal sealed record TableFilter(string? Table, IReadOnlyList<string>? Include, IReadOnlyList<string>? Exclude)
{
    public bool IsAll => Table is null && Include is null && Exclude is null;

    private IEnumerable<string> Names => [.. Table is null ? (string[])[] : [Table], .. Include ?? [], .. Exclude ?? []];

    public static TableFilter Of(MigrationRequest request) => new(request.SourceTable, request.IncludeTables, request.ExcludeTables);

    /// <summary>Refuses what is given and empty, as from a variable that is not set: taken for "not given" it would mean every
    /// table.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER.</exception>
    public void Check()
    {
        RefuseEmpty(HostTerm.SourceTable, Table is null ? null : [Table]);
        RefuseEmpty(HostTerm.IncludeTables, Include);
        RefuseEmpty(HostTerm.ExcludeTables, Exclude);
        if (Table is not null && (Include is not null || Exclude is not null))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Reading the request: {HostTerm.SourceTable.Mark()} and {(Include is null ? HostTerm.ExcludeTables : HostTerm.IncludeTables).Mark()} exclude each other. Give one of them.");
        }
    }

    /// <summary>The request with the tables that a pattern fitted when the job began: one that is made later is no part of
    /// it. Names alone are kept as they were given.</summary>
    /// <param name="request">The request.</param>
    /// <param name="chosen">The tables chosen, as messages name them.</param>
    public static MigrationRequest Resolved(MigrationRequest request, IReadOnlyList<string> chosen) =>
        !Of(request).Names.Any(n => !chosen.Contains(n) && NameMatching.IsPattern(n)) ? request : request with
        {
            SourceTable = request.SourceTable is not null && chosen.Count == 1 ? chosen[0] : null,
            IncludeTables = request.SourceTable is not null && chosen.Count == 1 ? null : chosen,
            ExcludeTables = null,
        };

    private static void RefuseEmpty(HostTerm option, IReadOnlyList<string>? names)
    {
        if (names is not null && (names.Count == 0 || names.Any(string.IsNullOrWhiteSpace)))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading the request: {option.Mark()} is given and "
                + (names.Count == 0 ? "holds no name." : "holds an empty name.") + " Is a variable not set? Name the tables, or leave it out.");
        }
    }
}
