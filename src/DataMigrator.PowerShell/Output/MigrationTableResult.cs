using DataMigrator.Jobs;

namespace DataMigrator.PowerShell.Output;

/// <summary>A table that a job is done with: one for each in the job's output, as it finishes.</summary>
public sealed class MigrationTableResult : OutputObject
{
    internal MigrationTableResult(JobStatus job, TableStatus table, string homePath)
    {
        JobId = job.JobId;
        HomePath = homePath;
        Source = job.Source;
        Target = job.Target;
        SourceTable = table.Table;
        TargetTable = table.TargetTable;
        Status = ContractName.Of(table.Status);
        RowsMigrated = table.RowsMigrated;
        RowsFailed = table.RowsFailed;
        BytesMigrated = table.BytesMigrated;
        Elapsed = TimeSpan.FromSeconds(table.ElapsedSeconds);
        RowsPerSecond = table.ElapsedSeconds > 0 ? Math.Round(table.RowsMigrated / table.ElapsedSeconds, 1) : null;
        ErrorFile = table.ErrorFile;
        ErrorMessage = job.FailedTables.FirstOrDefault(t => t.Table == table.Table) is { } failed ? PowerShellText.Of(failed.Error) : null;
    }

    /// <summary>The job's id.</summary>
    public string JobId { get; }

    /// <summary>The profile and database rows came from.</summary>
    public string? Source { get; }

    /// <summary>The profile and database rows went to.</summary>
    public string? Target { get; }

    /// <summary>The table's name in the source.</summary>
    public string SourceTable { get; }

    /// <summary>The table's name in the target.</summary>
    public string? TargetTable { get; }

    /// <summary><c>completed</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public string Status { get; }

    /// <summary>Rows committed.</summary>
    public long RowsMigrated { get; }

    /// <summary>Rows set aside.</summary>
    public long RowsFailed { get; }

    /// <summary>Bytes of data committed.</summary>
    public long BytesMigrated { get; }

    /// <summary>Time of work on the table, over all runs of the job.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Rows committed a second, null for a table that took no time.</summary>
    public double? RowsPerSecond { get; }

    /// <summary>The file of rows set aside, null when there are none.</summary>
    public string? ErrorFile { get; }

    /// <summary>Why the table failed or lost rows.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The home folder that the job is in, so that this object can be piped to the cmdlet that reads its rows.</summary>
    public string HomePath { get; }

    /// <summary>The table's name.</summary>
    public override string ToString() => SourceTable;
}
