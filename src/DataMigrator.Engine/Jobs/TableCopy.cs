using System.Diagnostics;
using DataMigrator.Databases;
using DataMigrator.Pipeline;
using DataMigrator.Planning;
using DataMigrator.Values;

namespace DataMigrator.Jobs;

/// <summary>Copies the rows of one table: reads ahead, converts, writes, and hands each batch's outcome to a commit of the
/// caller's kind (a transaction a batch, or one for all).</summary>
internal sealed class TableCopy(JobContext job, TableTransfer table)
{
    private readonly TableCheckpoint _state = job.Tracker.Table(table.Name);

    /// <summary>How far the copy is, committed or not.</summary>
    public TableProgress Progress { get; private set; } = new("", 0, 0, 0, 0, null, 0);

    /// <summary>The target's key of the last row written, where the table has a key.</summary>
    public IReadOnlyList<string>? LastWrittenKey { get; private set; }

    /// <summary>Copies from where the checkpoint stands to the end.</summary>
    /// <param name="batchTransactions">Each batch is a transaction of its own.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    public async Task RunAsync(bool batchTransactions, CancellationToken cancellationToken)
    {
        Progress = new TableProgress(table.Name, _state.RowsRead, _state.RowsMigrated, _state.RowsFailed, _state.BytesMigrated,
            _state.LastKey, _state.RejectBytes)
        {
            RowsAfterKey = _state.RowsAfterKey,
        };
        var clock = Stopwatch.StartNew();
        double elapsedBefore = _state.ElapsedSeconds;
        using var rejects = new JsonLinesFile(job.Tracker.RejectFile(table.Name),
            p => JobFolder.OpenPrivate(p, FileMode.OpenOrCreate));
        rejects.TruncateTo(_state.RejectBytes);
        var rejectWriter = new RejectWriter(table, job.Source.Database, rejects, job.FkViolations);
        await using IRowWriter writer = job.Target.Database.OpenWriter(job.Target, new WriteRequest(table.Target,
            [.. table.Columns.Select(c => new WriteColumn(c.Target, c.WriteWire))]));
        var isolation = new RowIsolation(job.Target, writer, alone: batchTransactions);
        ReadRequest request = Request();
        request = job.Sample is null ? request : await job.Sample.OfAsync(job.Source, request, cancellationToken).ConfigureAwait(false);
        var count = new SourceCount(job, table, request);
        await using var pump = new BatchPump(job.Source.Database.OpenReader(job.Source, request),
            [.. table.Columns.Select(c => c.ReadWire)], job.Options.BatchSize, job.Options.MemoryLimitMb * 1024L * 1024,
            cancellationToken, _state.RowsAfterKey, count.AskAsync);

        await using IAsyncEnumerator<RowBatch> batches = pump.BatchesAsync(cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        FailPoint.Pass("table.before");
        while (await NextAsync(batches).ConfigureAwait(false))
        {
            job.ThrowIfStopRequested();
            RowBatch batch = batches.Current;
            batch.FirstRowIndex = Progress.RowsRead + 1;
            RowBatch converted = Convert(batch);
            try
            {
                if (batchTransactions)
                {
                    await job.Target.BeginAsync(cancellationToken).ConfigureAwait(false);
                }

                int written = await isolation.WriteAsync(converted, cancellationToken).ConfigureAwait(false);
                FailPoint.Pass("batch.written");
                Advance(batch, converted, written, rejectWriter, rejects);
                FailPoint.Pass("rejects.written");
                _state.ElapsedSeconds = elapsedBefore + clock.Elapsed.TotalSeconds;
                if (batchTransactions)
                {
                    await CommitAsync(written, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e)
            {
                throw DatabaseFailure.Wrap(job.Target, $"Writing {table.Target.Name} to {job.Target.Address}", e);
            }

            job.Tracker.LogProgress(table.Name, Progress.RowsMigrated, Progress.RowsFailed, always: false);
        }

        if (Progress.RowsRead != Progress.RowsMigrated + Progress.RowsFailed)
        {
            throw new MigrationException(ErrorCodes.MigrationFailed,
                $"Copying {table.Name}: {Progress.RowsRead} rows were read, but {Progress.RowsMigrated} written and "
                + $"{Progress.RowsFailed} set aside. This should not happen; please report it.");
        }

        count.Check(pump.RowsRead, Progress.RowsRead);
    }

    private ReadRequest Request()
    {
        IReadOnlyList<ReadColumn> columns = [.. table.Columns.Select(c => new ReadColumn(c.Source, c.ReadWire))];
        IReadOnlyList<ReadColumn> key = [.. table.Key.Select(k => columns[k])];
        return new ReadRequest(table.Source, columns)
        {
            OrderBy = key,
            After = _state.LastKey is { } last
                ? KeyText.Literals(job.Source.Dialect, [.. key.Select(k => k.Wire)], last) : [],
        };
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<RowBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw DatabaseFailure.Wrap(job.Source, $"Reading {table.Source.Name} from {job.Source.Address}", e);
        }
    }

    /// <summary>The batch in the target's wires; it shares the rows set aside with the batch that was read.</summary>
    private RowBatch Convert(RowBatch batch)
    {
        var columns = new ColumnVector[batch.Columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnTransfer column = table.Columns[i];
            columns[i] = column.Conversion.Apply(batch.Columns[i], batch, column.Source.Name);
        }

        return batch.WithColumns(columns);
    }

    private void Advance(RowBatch batch, RowBatch converted, int written, RejectWriter rejectWriter, JsonLinesFile rejects)
    {
        int failed = rejectWriter.Write(batch);
        if (failed > 0 && !job.Options.ContinueOnRowError)
        {
            (int row, RowReject reject) = batch.Rejects.First();
            throw new MigrationException(
                reject.ForeignKey ? ErrorCodes.FkViolation : ErrorCodes.MigrationFailed,
                $"Writing {table.Target.Name}: row {batch.FirstRowIndex + row}{KeyOf(batch, row)} was refused: {reject.Error} "
                + $"(code {reject.Code}{(reject.Column is null ? "" : ", column " + reject.Column)}). The row is in "
                + $"{(reject.ForeignKey ? job.FkViolations.Path : rejects.Path)}. Repair it and resume, or let bad rows be set aside "
                + $"({HostTerm.SetRowsAside.Mark()}).") { Target = table.Name };
        }

        IReadOnlyList<string>? lastKey = Progress.LastKey;
        long afterKey = table.Key.Count > 0 ? Progress.RowsAfterKey + batch.RowCount : 0;
        for (int row = batch.RowCount - 1; row >= 0 && table.Key.Count > 0; row--)
        {
            if (KeyText.Of(table.Key.Select(k => batch.Columns[k]), row) is { } key)
            {
                lastKey = key;
                afterKey = batch.RowCount - 1 - row;
                break;
            }
        }

        for (int row = batch.RowCount - 1; row >= 0 && table.Key.Count > 0; row--)
        {
            if (!batch.IsRejected(row))
            {
                LastWrittenKey = KeyText.Of(table.Key.Select(k => converted.Columns[k]), row);
                break;
            }
        }

        Progress = new TableProgress(table.Name, Progress.RowsRead + batch.RowCount, Progress.RowsMigrated + written,
            Progress.RowsFailed + failed, Progress.BytesMigrated + batch.ByteCount, lastKey, rejects.Length)
        {
            RowsAfterKey = afterKey,
        };
    }

    private string KeyOf(RowBatch batch, int row) =>
        KeyText.Of(table.Key.Select(k => batch.Columns[k]), row) is { Count: > 0 } key ? $" (key {string.Join(", ", key)})" : "";

    /// <summary>Intent on disk, commit, outcome on disk: a crash at any point is settled by the probe key, or by the number of
    /// rows where another row might answer to the key.</summary>
    private async Task CommitAsync(int written, CancellationToken cancellationToken)
    {
        bool probe = written > 0 && table.Restart(_state.TargetWasEmpty == true) == RestartMode.AfterLastKey;
        bool byKey = probe && table.KeyFindsOneRow;
        var intent = new CommitIntent([Progress], probe ? table.Name : null, byKey ? LastWrittenKey : null,
            probe && !byKey ? _state.TargetRowsBefore + Progress.RowsMigrated : null, job.FkViolations.Length);
        if (probe)
        {
            await job.Tracker.IntendAsync(intent, cancellationToken).ConfigureAwait(false);
        }

        await job.CommitAsync(cancellationToken).ConfigureAwait(false);
        await job.Tracker.ApplyAsync(intent, cancellationToken).ConfigureAwait(false);
    }
}
