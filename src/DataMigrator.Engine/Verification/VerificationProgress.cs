namespace DataMigrator.Verification;

/// <summary>How far a comparison has come.</summary>
/// <param name="Table">The table on its way, by its name in the source.</param>
/// <param name="TablesCompleted">Tables that have been compared.</param>
/// <param name="TablesTotal">All tables.</param>
/// <param name="RowsCompared">Rows of the table that both sides have read.</param>
/// <param name="TotalRows">Rows of the table in the source: its guess, or counted where it has none.</param>
public sealed record VerificationProgress(string Table, int TablesCompleted, int TablesTotal, long RowsCompared, long TotalRows);
