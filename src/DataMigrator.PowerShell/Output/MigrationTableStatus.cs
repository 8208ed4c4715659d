using DataMigrator.Jobs;

namespace DataMigrator.PowerShell.Output;

/// <summary>A table within a job's status.</summary>
public sealed class MigrationTableStatus : OutputObject
{
    internal MigrationTableStatus(TableStatus table)
    {
        Table = table.Table;
        TargetTable = table.TargetTable;
        Status = ContractName.Of(table.Status);
        RowsMigrated = table.RowsMigrated;
        RowsFailed = table.RowsFailed;
        TotalRows = table.TotalRows;
        BytesMigrated = table.BytesMigrated;
        Elapsed = TimeSpan.FromSeconds(table.ElapsedSeconds);
        ErrorFile = table.ErrorFile;
    }

    /// <summary>The table's name in the source.</summary>
    public string Table { get; }

    /// <summary>The table's name in the target.</summary>
    public string? TargetTable { get; }

    /// <summary><c>pending</c>, <c>in_progress</c>, <c>completed</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public string Status { get; }

    /// <summary>Rows committed.</summary>
    public long RowsMigrated { get; }

    /// <summary>Rows set aside.</summary>
    public long RowsFailed { get; }

    /// <summary>Rows of the table: an estimate until it is read.</summary>
    public long TotalRows { get; }

    /// <summary>Bytes of data committed.</summary>
    public long BytesMigrated { get; }

    /// <summary>Time of work on the table, over all runs of the job.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Its reject file, null when no row was set aside.</summary>
    public string? ErrorFile { get; }

    /// <summary>The table's name.</summary>
    public override string ToString() => Table;
}
