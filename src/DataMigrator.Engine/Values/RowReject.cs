namespace DataMigrator.Values;

/// <summary>Why a row is not in the target.</summary>
/// <param name="Column">The column at fault, where it is known.</param>
/// <param name="Code">The database's own code, or a word of the conversion ("out_of_range", "zero_date").</param>
/// <param name="SqlState">The SQLSTATE, where the database gave one.</param>
/// <param name="Error">What is wrong, in words.</param>
/// <param name="ForeignKey">The row refers to a row that is not there.</param>
internal sealed record RowReject(string? Column, string Code, string? SqlState, string Error, bool ForeignKey = false);
