namespace DataMigrator.Jobs;

/// <summary>The states of a job.</summary>
public enum JobState
{
    /// <summary>A live process is working on it.</summary>
    Running,

    /// <summary>Every row arrived.</summary>
    Completed,

    /// <summary>Done, but rows were set aside, orphans found, or a table failed.</summary>
    CompletedWithErrors,

    /// <summary>It could not go on; resumable.</summary>
    Failed,

    /// <summary>It was asked to stop and did so at a batch boundary; resumable.</summary>
    Stopped,

    /// <summary>Its process died; resumable.</summary>
    Interrupted,
}

/// <summary>What a job moves.</summary>
public enum JobMode
{
    /// <summary>One table.</summary>
    SingleTable,

    /// <summary>All tables, or those of a list.</summary>
    WholeDatabase,
}

/// <summary>The states of a table within a job.</summary>
public enum TableState
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Its rows are on their way.</summary>
    InProgress,

    /// <summary>Done; rows may have been set aside.</summary>
    Completed,

    /// <summary>It could not be copied.</summary>
    Failed,

    /// <summary>Left out because the job ended before it or a table that it needs failed.</summary>
    Skipped,
}

/// <summary>A job at one moment. The same shape is the MCP result, the <c>--json</c> output (names in snake_case) and the
/// PowerShell object. Counts are of committed rows.</summary>
public sealed record JobStatus
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>Its state.</summary>
    public required JobState Status { get; init; }

    /// <summary>One table or a whole database.</summary>
    public required JobMode Mode { get; init; }

    /// <summary>0 to 100, whole, of all rows of all tables; 100 only when the job is done; from estimates until a table has been read.</summary>
    public required int ProgressPercent { get; init; }

    /// <summary>The table on its way, null when none is.</summary>
    public string? CurrentTable { get; init; }

    /// <summary>Rows committed to the target.</summary>
    public required long RowsMigrated { get; init; }

    /// <summary>Rows set aside.</summary>
    public required long RowsFailed { get; init; }

    /// <summary>Rows of all tables: estimates made exact once a table is read.</summary>
    public required long TotalRows { get; init; }

    /// <summary>The reject file of the last table that has one, null when no row was set aside.</summary>
    public string? ErrorFile { get; init; }

    /// <summary>Tables done.</summary>
    public required int TablesCompleted { get; init; }

    /// <summary>Tables of the job.</summary>
    public required int TablesTotal { get; init; }

    /// <summary>Each table, in the order of work.</summary>
    public required IReadOnlyList<TableStatus> TablesStatus { get; init; }

    /// <summary>Tables that could not be copied or lost rows, with the reason.</summary>
    public required IReadOnlyList<FailedTable> FailedTables { get; init; }

    /// <summary>When the job began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, null while it has not.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why it failed, with what to do next.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The code of <see cref="ErrorMessage"/>, one of <see cref="ErrorCodes"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Rows a second since the job began or was resumed.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>Bytes of data committed.</summary>
    public long BytesMigrated { get; init; }

    /// <summary>Seconds left at the present rate, null when it can't be told.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>What a user should know though nothing failed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The verification's result where one was asked for.</summary>
    public bool? Verified { get; init; }

    /// <summary>The profile and database rows come from, as messages name it.</summary>
    public string? Source { get; init; }

    /// <summary>The profile and database rows go to, as messages name it.</summary>
    public string? Target { get; init; }

    /// <summary>The job's checkpoint file.</summary>
    public string? Checkpoint { get; init; }
}

/// <summary>A table within a job.</summary>
/// <param name="Table">The table's name in the source.</param>
/// <param name="Status">Its state.</param>
/// <param name="RowsMigrated">Rows committed.</param>
/// <param name="RowsFailed">Rows set aside.</param>
/// <param name="TotalRows">Rows of the table: an estimate until it is read.</param>
public sealed record TableStatus(string Table, TableState Status, long RowsMigrated, long RowsFailed, long TotalRows)
{
    /// <summary>Bytes of data committed.</summary>
    public long BytesMigrated { get; init; }

    /// <summary>Seconds of work on the table, over all runs of the job.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Its reject file, null when no row was set aside.</summary>
    public string? ErrorFile { get; init; }

    /// <summary>The table's name in the target.</summary>
    public string? TargetTable { get; init; }
}

/// <summary>A table that could not be copied or lost rows.</summary>
/// <param name="Table">The table's name in the source.</param>
/// <param name="Error">Why.</param>
/// <param name="RowsFailed">Rows set aside.</param>
/// <param name="ErrorFile">Its reject file, null when it has none.</param>
public sealed record FailedTable(string Table, string Error, long RowsFailed, string? ErrorFile)
{
    /// <summary>The table and why.</summary>
    public override string ToString() => $"{Table}: {Error}";
}
