using DataMigrator.Jobs;

namespace DataMigrator.PowerShell.Output;

/// <summary>A migration job at one moment: what <c>Get-DbMigrationStatus</c> returns, and the last object of a job's
/// output.</summary>
public sealed class MigrationStatus : OutputObject
{
    internal MigrationStatus(JobStatus status, string homePath)
    {
        JobId = status.JobId;
        Status = ContractName.Of(status.Status);
        Mode = ContractName.Of(status.Mode);
        Source = status.Source;
        Target = status.Target;
        ProgressPercent = status.ProgressPercent;
        CurrentTable = status.CurrentTable;
        RowsMigrated = status.RowsMigrated;
        RowsFailed = status.RowsFailed;
        TotalRows = status.TotalRows;
        ErrorFile = status.ErrorFile;
        TablesCompleted = status.TablesCompleted;
        TablesTotal = status.TablesTotal;
        TablesStatus = TextList.Of(status.TablesStatus.Select(t => new MigrationTableStatus(t)));
        FailedTables = TextList.Of(status.FailedTables.Select(t => t with { Error = PowerShellText.Of(t.Error) }), "; ");
        StartedAt = status.StartedAt;
        CompletedAt = status.CompletedAt;
        ErrorCode = status.ErrorCode;
        ErrorMessage = status.ErrorMessage is null ? null : PowerShellText.Of(status.ErrorMessage);
        RowsPerSecond = status.RowsPerSecond;
        BytesMigrated = status.BytesMigrated;
        EtaSeconds = status.EtaSeconds;
        Warnings = TextList.OfMessages(status.Warnings);
        Verified = status.Verified;
        Checkpoint = status.Checkpoint;
        HomePath = homePath;
    }

    /// <summary>The job's id.</summary>
    public string JobId { get; }

    /// <summary><c>running</c>, <c>completed</c>, <c>completed_with_errors</c>, <c>failed</c>, <c>stopped</c> or
    /// <c>interrupted</c>.</summary>
    public string Status { get; }

    /// <summary><c>single_table</c> or <c>whole_database</c>.</summary>
    public string Mode { get; }

    /// <summary>The profile and database rows come from.</summary>
    public string? Source { get; }

    /// <summary>The profile and database rows go to.</summary>
    public string? Target { get; }

    /// <summary>0 to 100, of all rows of all tables; from estimates until a table has been read.</summary>
    public int ProgressPercent { get; }

    /// <summary>The table on its way, null when none is.</summary>
    public string? CurrentTable { get; }

    /// <summary>Rows committed to the target.</summary>
    public long RowsMigrated { get; }

    /// <summary>Rows set aside.</summary>
    public long RowsFailed { get; }

    /// <summary>Rows of all tables.</summary>
    public long TotalRows { get; }

    /// <summary>The reject file of the last table that has one.</summary>
    public string? ErrorFile { get; }

    /// <summary>Tables done.</summary>
    public int TablesCompleted { get; }

    /// <summary>Tables of the job.</summary>
    public int TablesTotal { get; }

    /// <summary>Each table, in the order of work.</summary>
    public IReadOnlyList<MigrationTableStatus> TablesStatus { get; }

    /// <summary>Tables that could not be copied or lost rows, with the reason.</summary>
    public IReadOnlyList<FailedTable> FailedTables { get; }

    /// <summary>When the job began (UTC).</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it ended (UTC), null while it has not.</summary>
    public DateTimeOffset? CompletedAt { get; }

    /// <summary>Why it failed, with what to do next.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The code of <see cref="ErrorMessage"/>.</summary>
    public string? ErrorCode { get; }

    /// <summary>Rows a second since the job began or was resumed.</summary>
    public double RowsPerSecond { get; }

    /// <summary>Bytes of data committed.</summary>
    public long BytesMigrated { get; }

    /// <summary>Seconds left at the present rate, null when it can't be told.</summary>
    public double? EtaSeconds { get; }

    /// <summary>What a user should know though nothing failed.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether both sides were found equal, null when that was not asked for.</summary>
    public bool? Verified { get; }

    /// <summary>The job's checkpoint file.</summary>
    public string? Checkpoint { get; }

    /// <summary>The home folder that the job is in, so that this object can be piped to the cmdlet that resumes it.</summary>
    public string HomePath { get; }

    /// <summary>The job's id.</summary>
    public override string ToString() => JobId;
}
