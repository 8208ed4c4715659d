using System.Globalization;
using System.Management.Automation;
using DataMigrator.PowerShell.Output;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>A bar for the migration and one for the table on its way.</summary>
/// <param name="write">Takes the records.</param>
internal sealed class JobProgress(Action<ProgressRecord> write)
{
    // Ids are the process's, so that jobs side by side keep their bars apart.
    private static int _lastActivity = 5_000;

    private readonly int _activity = Interlocked.Increment(ref _lastActivity);
    private string? _job;
    private string? _table;
    private int _tableActivity;

    public void Show(MigrationStatus status)
    {
        _job = $"Migration {status.JobId}";
        write(new ProgressRecord(_activity, _job, string.Create(CultureInfo.InvariantCulture,
            $"{status.TablesCompleted} of {status.TablesTotal} tables, {status.RowsMigrated:N0} rows, {status.RowsPerSecond:N0} rows/s"))
        {
            PercentComplete = status.ProgressPercent,
            SecondsRemaining = status.EtaSeconds is { } eta ? (int)Math.Min(int.MaxValue, eta) : -1,
        });
        if (status.CurrentTable != _table)
        {
            CompleteTable();
            _table = status.CurrentTable;
            _tableActivity = Interlocked.Increment(ref _lastActivity);
        }

        if (status.TablesStatus.FirstOrDefault(t => t.Table == _table) is { } table)
        {
            write(TableRecord(table));
        }
    }

    public void Complete()
    {
        CompleteTable();
        if (_job is not null)
        {
            write(Completed(_activity, _job));
        }
    }

    private ProgressRecord TableRecord(MigrationTableStatus table)
    {
        long done = table.RowsMigrated + table.RowsFailed;
        string text = string.Create(CultureInfo.InvariantCulture, $"{done:N0} rows");
        if (table.TotalRows > 0)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {table.TotalRows:N0} rows");
        }

        if (table.RowsFailed > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {table.RowsFailed:N0} set aside");
        }

        return new ProgressRecord(_tableActivity, table.Table, text)
        {
            ParentActivityId = _activity,
            PercentComplete = table.TotalRows > 0 ? (int)Math.Min(100, 100.0 * done / table.TotalRows) : -1,
        };
    }

    private void CompleteTable()
    {
        if (_table is not null)
        {
            write(Completed(_tableActivity, _table));
            _table = null;
        }
    }

    private static ProgressRecord Completed(int activity, string name) =>
        new(activity, name, "Completed") { RecordType = ProgressRecordType.Completed };
}
