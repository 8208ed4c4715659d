namespace DataMigrator.Verification;

/// <summary>The comparison of two databases.</summary>
/// <param name="Equal">Every table holds the same rows with the same values.</param>
/// <param name="Tables">Each table.</param>
/// <param name="Source">As messages name it.</param>
/// <param name="Target">As messages name it.</param>
public sealed record VerificationResult(bool Equal, IReadOnlyList<TableVerification> Tables, string Source, string Target)
{
    /// <summary>In a few words.</summary>
    public override string ToString() => $"{Source} -> {Target}: " + (Equal ? $"equal, {Tables.Count} tables" : $"{Tables.Count(t => !t.Equal)} of {Tables.Count} tables differ");
}

/// <summary>The comparison of one table.</summary>
/// <param name="Table">The table's name in the source.</param>
/// <param name="Equal">Counts and digests agree.</param>
/// <param name="SourceRows">Rows of the source.</param>
/// <param name="TargetRows">Rows of the target.</param>
/// <param name="SourceDigest">The digest of all values of the source, 32 hex digits.</param>
/// <param name="TargetDigest">The digest of all values of the target.</param>
/// <param name="Differences">Up to a hundred examples.</param>
public sealed record TableVerification(string Table, bool Equal, long SourceRows, long TargetRows, string SourceDigest,
    string TargetDigest, IReadOnlyList<RowDifference> Differences)
{
    /// <summary>Why the table could not be compared, null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>In a few words.</summary>
    public override string ToString() => Table + (Error is not null ? ": not compared" : Equal ? $": equal, {SourceRows} rows" : $": different, {SourceRows} and {TargetRows} rows");
}

/// <summary>A row that differs.</summary>
/// <param name="Kind"><c>missing_in_target</c>, <c>missing_in_source</c> or <c>different</c>.</param>
/// <param name="Key">The row's key by column, or all its values where the table has no key.</param>
/// <param name="Columns">The columns that differ, with both values.</param>
public sealed record RowDifference(string Kind, IReadOnlyDictionary<string, string?> Key,
    IReadOnlyList<ColumnDifference> Columns)
{
    /// <summary>The kind and the key.</summary>
    public override string ToString() => $"{Kind} {string.Join(", ", Key.Select(k => $"{k.Key}={k.Value ?? "NULL"}"))}";
}

/// <summary>A value that differs, both in the canonical text form, shortened to 200 characters.</summary>
/// <param name="Column">The column's name in the source.</param>
/// <param name="SourceValue">The source's value, null for NULL.</param>
/// <param name="TargetValue">The target's value, null for NULL.</param>
public sealed record ColumnDifference(string Column, string? SourceValue, string? TargetValue)
{
    /// <summary>The column and both values.</summary>
    public override string ToString() => $"{Column}: {SourceValue ?? "NULL"} <> {TargetValue ?? "NULL"}";
}
