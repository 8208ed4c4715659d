namespace DataMigrator.Planning;

/// <summary>What a migration would do, as <c>--plan</c> prints it: tables in order of work, each with the conversion of
/// every column pair, cycle groups, warnings, and every problem that stops it.</summary>
/// <param name="Source">As messages name it.</param>
/// <param name="Target">As messages name it.</param>
/// <param name="Tables">The tables in the order of work.</param>
/// <param name="Cycles">Groups of tables that refer to each other or to themselves.</param>
/// <param name="Warnings">What a user should know.</param>
/// <param name="Problems">What stops the migration; empty when it can start.</param>
public sealed record MigrationPlan(string Source, string Target, IReadOnlyList<PlannedTable> Tables,
    IReadOnlyList<IReadOnlyList<string>> Cycles, IReadOnlyList<string> Warnings, IReadOnlyList<PlanProblem> Problems)
{
    /// <summary>A digest of tables, columns, conversions and options: a job can be resumed with an equal one only.</summary>
    public required string Identity { get; init; }

    /// <summary>In a few words.</summary>
    public override string ToString() => $"{Source} -> {Target}: {Tables.Count} tables, {Problems.Count} problems";
}

/// <summary>A table of the plan.</summary>
/// <param name="SourceTable">Its name in the source.</param>
/// <param name="TargetTable">Its name in the target.</param>
/// <param name="RowEstimate">The source's guess of its rows, null for none.</param>
/// <param name="ReadOrder">The key that it is read by; empty for a table without a usable key.</param>
/// <param name="Restart">What resuming does in mid-table: <c>after_last_key</c>, <c>reload</c> or
/// <c>one_transaction</c>.</param>
/// <param name="Columns">The column pairs.</param>
public sealed record PlannedTable(string SourceTable, string TargetTable, long? RowEstimate,
    IReadOnlyList<string> ReadOrder, string Restart, IReadOnlyList<PlannedColumn> Columns)
{
    /// <summary>The table's names on both sides.</summary>
    public override string ToString() => $"{SourceTable} -> {TargetTable}";
}

/// <summary>A column pair of the plan.</summary>
/// <param name="Source">The source's column.</param>
/// <param name="SourceType">Its type as declared.</param>
/// <param name="Target">The target's column.</param>
/// <param name="TargetType">Its type as declared.</param>
/// <param name="Conversion">The rule by which values go over; <c>exact</c> where they go as they are.</param>
public sealed record PlannedColumn(string Source, string SourceType, string Target, string TargetType, string Conversion)
{
    /// <summary>The column's names and types on both sides, and the rule.</summary>
    public override string ToString() => $"{Source} {SourceType} -> {Target} {TargetType} ({Conversion})";
}
