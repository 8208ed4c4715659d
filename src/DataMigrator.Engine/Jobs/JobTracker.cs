using System.Diagnostics;
using System.Text.Json;

namespace DataMigrator.Jobs;

/// <summary>The job's checkpoint in memory, its file, and the status that others see. The runner alone changes it; any
/// thread may ask for the status.</summary>
internal sealed class JobTracker(Checkpoint checkpoint, JobFolder folder, Action<LogEntry>? log) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CheckpointStore _store = new(folder);
    private readonly Dictionary<string, TableCheckpoint> _tables = checkpoint.Tables.ToDictionary(t => t.Table);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _rowsAtStart = checkpoint.Tables.Sum(t => t.RowsMigrated);
    private long _lastProgress;

    /// <summary>Since the whole checkpoint was written; null where the next to be written must be the whole.</summary>
    private Stopwatch? _sinceWhole;

    public Checkpoint Checkpoint { get; } = checkpoint;

    public JobFolder Folder { get; } = folder;

    /// <summary>How far <c>checkpoint.json</c>, for those who read the file itself, may be behind its journal.</summary>
    public TimeSpan WriteWholeEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rows committed since the process took the job up, to tell progress from standstill.</summary>
    public long CommittedRows { get; private set; }

    public TableCheckpoint Table(string name) => _tables[name];

    public void SetTables(IEnumerable<TableCheckpoint> tables)
    {
        lock (_gate)
        {
            Checkpoint.Tables = [.. tables];
            _tables.Clear();
            foreach (TableCheckpoint table in Checkpoint.Tables)
            {
                _tables.Add(table.Table, table);
            }

            _rowsAtStart = Checkpoint.Tables.Sum(t => t.RowsMigrated);
        }
    }

    public string RejectFile(string table) => Folder.RejectFile(table, _tables.Keys);

    /// <summary>Changes the checkpoint and puts the whole of it on disk.</summary>
    public async Task SaveAsync(Action<Checkpoint> change, CancellationToken cancellationToken)
    {
        byte[] json;
        lock (_gate)
        {
            change(Checkpoint);
            Checkpoint.Sequence++;
            Checkpoint.UpdatedAt = DateTimeOffset.UtcNow;
            Checkpoint.CompletedTables = [.. Checkpoint.Tables.Where(t => t.Status == TableState.Completed).Select(t => t.Table)];
            Checkpoint.TablesRemaining = [.. Checkpoint.Tables.Where(t => t.Status == TableState.Pending).Select(t => t.Table)];
            Checkpoint.CurrentTableStatus = Checkpoint.CurrentTable is { } current
                && _tables.TryGetValue(current, out TableCheckpoint? table) ? table.Status : null;
            // Within the lock: a warning may come from another thread.
            json = Checksum.Seal(JsonSerializer.SerializeToUtf8Bytes(Checkpoint, CheckpointJson.Default.Checkpoint));
        }

        _sinceWhole = null;
        await _store.WriteAsync(json, Checkpoint.Sequence, cancellationToken).ConfigureAwait(false);
        _sinceWhole = Stopwatch.StartNew();
    }

    /// <summary>Changes what a <see cref="CheckpointChange"/> holds, of a few tables, and writes that. Other processes see it
    /// at once.</summary>
    /// <param name="tables">The tables that are changed.</param>
    /// <param name="change">The change.</param>
    /// <param name="onDisk">A power cut must not undo it: what follows in the target can't be understood without it. Else it is
    /// on disk with the next that must be.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task NoteAsync(IEnumerable<string> tables, Action<Checkpoint> change, bool onDisk, CancellationToken cancellationToken)
    {
        if (_sinceWhole is null || _sinceWhole.Elapsed > WriteWholeEvery)
        {
            await SaveAsync(change, cancellationToken).ConfigureAwait(false);
            return;
        }

        byte[] line;
        lock (_gate)
        {
            change(Checkpoint);
            Checkpoint.Sequence++;
            Checkpoint.UpdatedAt = DateTimeOffset.UtcNow;
            line = CheckpointChange.Of(Checkpoint, tables.Select(Table)).ToLine();
        }

        Stopwatch whole = _sinceWhole;
        _sinceWhole = null;
        await _store.AppendAsync(line, Checkpoint.Sequence, onDisk, cancellationToken).ConfigureAwait(false);
        _sinceWhole = whole;
    }

    /// <summary>Says what a commit that is about to be made will have made true: on disk before the commit is made.</summary>
    public Task IntendAsync(CommitIntent intent, CancellationToken cancellationToken) =>
        NoteAsync([], c => c.Intent = intent, onDisk: true, cancellationToken);

    /// <summary>Takes over what a commit made true. If a power cut undoes that, the intent is there, and is settled.</summary>
    public Task ApplyAsync(CommitIntent intent, CancellationToken cancellationToken, bool onDisk = false) => NoteAsync(intent.Tables.Select(t => t.Table), c =>
    {
        foreach (TableProgress after in intent.Tables)
        {
            TableCheckpoint table = _tables[after.Table];
            CommittedRows += after.RowsMigrated + after.RowsFailed - table.RowsMigrated - table.RowsFailed;
            table.RowsRead = after.RowsRead;
            table.RowsMigrated = after.RowsMigrated;
            table.RowsFailed = after.RowsFailed;
            table.BytesMigrated = after.BytesMigrated;
            table.LastKey = after.LastKey;
            table.RowsAfterKey = after.RowsAfterKey;
            table.RejectBytes = after.RejectBytes;
            table.Loaded = after.Loaded;
            table.TotalRows = Math.Max(table.TotalRows, after.RowsRead);
        }

        c.FkBytes = intent.FkBytes;
        c.Intent = null;
    }, onDisk, cancellationToken);

    /// <summary>Lets go of the files.</summary>
    public void Dispose() => _store.Dispose();

    public void Warn(string text)
    {
        lock (_gate)
        {
            if (Checkpoint.Warnings.Contains(text))
            {
                return;
            }

            Checkpoint.Warnings.Add(text);
        }

        Log(new LogEntry("warn", "Warning") { Detail = text });
    }

    /// <summary>A progress line, at most one a second unless <paramref name="always"/>.</summary>
    public void LogProgress(string table, long rows, long failed, bool always)
    {
        long now = _clock.ElapsedMilliseconds;
        if (!always && now - _lastProgress < 1000)
        {
            return;
        }

        _lastProgress = now;
        long total = _tables[table].TotalRows;
        Log(new LogEntry("info", "Migration progress")
        {
            Table = table,
            Rows = rows,
            RowsFailed = failed > 0 ? failed : null,
            Percent = total > 0 ? Math.Round(Math.Min(100.0, 100.0 * (rows + failed) / total), 1) : always ? 100 : 0,
        });
    }

    public void Log(LogEntry entry) => log?.Invoke(entry with { JobId = Checkpoint.JobId });

    public JobStatus Status()
    {
        lock (_gate)
        {
            double seconds = _clock.Elapsed.TotalSeconds;
            long rows = Checkpoint.Tables.Sum(t => t.RowsMigrated) - _rowsAtStart;
            return CheckpointStatus.Of(Checkpoint, Folder, Checkpoint.Status, Checkpoint.Status == JobState.Running && seconds > 0
                ? rows / seconds : null);
        }
    }
}
