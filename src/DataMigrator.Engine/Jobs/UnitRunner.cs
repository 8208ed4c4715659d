using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;

namespace DataMigrator.Jobs;

/// <summary>Loads one unit of the plan: a table, or a group of tables that refer to each other, whose foreign keys can't be
/// checked while it is loaded and are made good after it.</summary>
internal sealed class UnitRunner(JobContext job, TransferUnit unit)
{
    /// <summary>Tables that an earlier try, in this process or another, had begun.</summary>
    private readonly HashSet<string> _reentered = [];

    private Dialect Dialect => job.Target.Dialect;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (TableTransfer table in unit.Tables)
        {
            await EnterAsync(table, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<CatalogTable> targets = [.. unit.Tables.Select(t => t.Target)];
        bool groupTransaction = false;
        IReadOnlyList<string> before = unit.IsCycle ? Dialect.BeforeCycle(targets, out groupTransaction) : [];
        if (unit.IsCycle)
        {
            await RefuseOrphansBeforeAsync(cancellationToken).ConfigureAwait(false);
        }

        bool oneTransaction = groupTransaction
            || (unit.Tables.Count == 1 && Restart(unit.Tables[0]) == RestartMode.OneTransaction);
        if (oneTransaction)
        {
            await job.Target.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAllAsync(before, cancellationToken).ConfigureAwait(false);
        FailPoint.Pass("unit.prepared");
        var copies = new List<TableCopy>();
        foreach (TableTransfer table in unit.Tables.Where(t => !job.Tracker.Table(t.Name).Loaded))
        {
            copies.Add(await CopyAsync(table, oneTransaction, cancellationToken).ConfigureAwait(false));
        }

        if (oneTransaction)
        {
            await CommitGroupAsync(copies, targets, cancellationToken).ConfigureAwait(false);
        }
        else if (unit.IsCycle)
        {
            await RemoveOrphansAsync(cancellationToken).ConfigureAwait(false);
            FailPoint.Pass("orphans.removed");
            await ExecuteAllAsync(Dialect.AfterCycle(targets), cancellationToken).ConfigureAwait(false);
        }

        FailPoint.Pass("sequence.before");
        foreach (TableTransfer table in unit.Tables)
        {
            await ExecuteAllAsync(Dialect.AdvanceIdentity(table.Target, table.NextValues), cancellationToken).ConfigureAwait(false);
        }

        FailPoint.Pass("sequence.after");
        await job.Tracker.NoteAsync(unit.Tables.Select(t => t.Name), c =>
        {
            c.CurrentTable = null;
            foreach (TableTransfer table in unit.Tables)
            {
                TableCheckpoint state = job.Tracker.Table(table.Name);
                state.Status = TableState.Completed;
                state.TotalRows = state.RowsRead;
            }
        }, onDisk: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TableCopy> CopyAsync(TableTransfer table, bool inGroupTransaction, CancellationToken cancellationToken)
    {
        if (job.Tracker.Checkpoint.CurrentTable != table.Name)
        {
            await job.Tracker.NoteAsync([], c => c.CurrentTable = table.Name, onDisk: false, cancellationToken).ConfigureAwait(false);
        }

        bool alone = !inGroupTransaction && Restart(table) == RestartMode.OneTransaction;
        if (alone)
        {
            await job.Target.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!inGroupTransaction && _reentered.Contains(table.Name) && Restart(table) == RestartMode.Reload)
        {
            await EmptyAsync(table, cancellationToken).ConfigureAwait(false);
        }

        var copy = new TableCopy(job, table);
        await copy.RunAsync(batchTransactions: !inGroupTransaction && !alone, cancellationToken).ConfigureAwait(false);
        if (alone)
        {
            await CommitOneAsync([copy], [table], cancellationToken).ConfigureAwait(false);
        }
        else if (unit.IsCycle && !inGroupTransaction)
        {
            await job.Tracker.NoteAsync([table.Name], _ => job.Tracker.Table(table.Name).Loaded = true, onDisk: false, cancellationToken)
                .ConfigureAwait(false);
        }

        job.Tracker.LogProgress(table.Name, copy.Progress.RowsMigrated, copy.Progress.RowsFailed, always: true);
        return copy;
    }

    /// <summary>A table without a key that was empty before the job: what an earlier try left in it, and said of its
    /// rows, is removed.</summary>
    private async Task EmptyAsync(TableTransfer table, CancellationToken cancellationToken)
    {
        await job.Target.BeginAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAllAsync(Dialect.DeleteAllRows([table.Target]), cancellationToken).ConfigureAwait(false);
        await job.CommitAsync(cancellationToken).ConfigureAwait(false);
        job.FkViolations.RemoveLinesOf(table.Name);
        // On disk before the file grows again past the length that held before.
        await job.Tracker.ApplyAsync(new CommitIntent([new TableProgress(table.Name, 0, 0, 0, 0, null, 0)], null, null, null,
            job.FkViolations.Length), cancellationToken, onDisk: true).ConfigureAwait(false);
    }

    private RestartMode Restart(TableTransfer table) =>
        table.Restart(job.Tracker.Table(table.Name).TargetWasEmpty == true);

    /// <summary>First contact with a table: how many rows there are on both sides, which decides how it can be
    /// resumed.</summary>
    private async Task EnterAsync(TableTransfer table, CancellationToken cancellationToken)
    {
        TableCheckpoint state = job.Tracker.Table(table.Name);
        if (state.TargetWasEmpty is null)
        {
            string target = Dialect.From(table.Target);
            bool empty = await job.Target.ScalarAsync(Dialect.Limit("SELECT 1 FROM " + target, 1), cancellationToken)
                .ConfigureAwait(false) is null;
            state.TargetRowsBefore = empty ? 0
                : await job.Target.ScalarAsync($"SELECT COUNT(*) FROM {target}", cancellationToken).ConfigureAwait(false) ?? 0;
            state.TotalRows = table.Source.RowEstimate ?? await job.Source.ScalarAsync(
                "SELECT COUNT(*) FROM " + job.Source.Dialect.From(table.Source), cancellationToken).ConfigureAwait(false) ?? 0;
            state.TargetWasEmpty = empty;
        }
        else
        {
            _reentered.Add(table.Name);
        }

        state.Status = TableState.InProgress;
        state.Error = null;

        // What the table held must be known before the first commit. Where that has an intent, it is on disk with it.
        await job.Tracker.NoteAsync([table.Name], c => c.CurrentTable = table.Name,
            onDisk: unit.IsCycle || Restart(table) != RestartMode.AfterLastKey, cancellationToken).ConfigureAwait(false);
    }

    private async Task CommitGroupAsync(List<TableCopy> copies, IReadOnlyList<CatalogTable> targets,
        CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, long> removed = new Dictionary<string, long>();
        if (unit.IsCycle)
        {
            removed = await new OrphanRemoval(job, unit).RunAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAllAsync(Dialect.AfterCycle(targets), cancellationToken).ConfigureAwait(false);
        }

        await CommitOneAsync(copies, unit.Tables, cancellationToken, removed).ConfigureAwait(false);
    }

    /// <summary>Commits a transaction that holds whole tables. Afterwards the number of rows tells whether it was
    /// committed: what the table held before, or what it holds now.</summary>
    private async Task CommitOneAsync(IReadOnlyList<TableCopy> copies, IReadOnlyList<TableTransfer> tables,
        CancellationToken cancellationToken, IReadOnlyDictionary<string, long>? removed = null)
    {
        List<TableProgress> after = [.. copies.Select(c => Without(c.Progress, removed))];
        TableProgress? probe = after.Find(p => p.RowsMigrated > 0);
        CommitIntent intent = new(after, probe?.Table, null, probe is null ? null
            : await job.Target.ScalarAsync("SELECT COUNT(*) FROM "
                + Dialect.From(tables.First(t => t.Name == probe.Table).Target), cancellationToken).ConfigureAwait(false),
            job.FkViolations.Length);
        await job.Tracker.IntendAsync(intent, cancellationToken).ConfigureAwait(false);
        await job.CommitAsync(cancellationToken).ConfigureAwait(false);
        await job.Tracker.ApplyAsync(intent, cancellationToken).ConfigureAwait(false);
    }

    private static TableProgress Without(TableProgress progress, IReadOnlyDictionary<string, long>? removed)
    {
        long orphans = removed?.GetValueOrDefault(progress.Table) ?? 0;
        return progress with
        {
            RowsMigrated = progress.RowsMigrated - orphans, RowsFailed = progress.RowsFailed + orphans, Loaded = true,
        };
    }

    /// <summary>Takes orphans out in a transaction of its own. Whether an earlier try was committed shows in the target: then
    /// no orphan is left, and the lines that it wrote hold.</summary>
    private async Task RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        var removal = new OrphanRemoval(job, unit);
        job.FkViolations.TruncateTo(job.Tracker.Checkpoint.FkBytes);
        await job.Target.BeginAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, long> removed = await removal.RunAsync(cancellationToken).ConfigureAwait(false);
        List<TableProgress> after = [.. unit.Tables.Select(t => job.Tracker.Table(t.Name)).Select(t => Without(new TableProgress(
            t.Table, t.RowsRead, t.RowsMigrated, t.RowsFailed, t.BytesMigrated, t.LastKey, t.RejectBytes)
            {
                RowsAfterKey = t.RowsAfterKey,
            }, removed))];
        var intent = new CommitIntent(after, null, null, removed.Values.Sum(), job.FkViolations.Length);
        await job.Tracker.IntendAsync(intent, cancellationToken).ConfigureAwait(false);
        await job.CommitAsync(cancellationToken).ConfigureAwait(false);
        await job.Tracker.ApplyAsync(intent, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rows that refer to nothing and were there before the job can't be told from the job's own afterwards, and
    /// are not to be touched: so the job does not begin on them. Once it has begun, they are its own.</summary>
    private async Task RefuseOrphansBeforeAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableCheckpoint> states = [.. unit.Tables.Select(t => job.Tracker.Table(t.Name))];
        if (states.All(s => s.TargetWasEmpty == true) || states.Any(s => s.RowsRead > 0))
        {
            return;
        }

        long orphans = await new OrphanRemoval(job, unit).CountAsync(cancellationToken).ConfigureAwait(false);
        if (orphans > 0)
        {
            throw new MigrationException(ErrorCodes.FkViolation,
                $"Loading {string.Join(", ", unit.Tables.Select(t => t.Target.Name))}: the target already holds {orphans} rows that refer "
                + $"to rows that are not there. Repair or remove them, or start a job with {HostTerm.Truncate.Mark()}; then resume the job "
                + $"{job.Tracker.Checkpoint.JobId}.");
        }
    }

    private async Task ExecuteAllAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        foreach (string statement in statements)
        {
            try
            {
                await job.Target.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                throw DatabaseFailure.Wrap(job.Target, $"Preparing {string.Join(", ", unit.Tables.Select(t => t.Target.Name))} "
                    + $"({statement})", e);
            }
        }
    }
}
