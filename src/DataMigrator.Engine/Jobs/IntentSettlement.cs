using DataMigrator.Databases;
using DataMigrator.Pipeline;
using DataMigrator.Planning;

namespace DataMigrator.Jobs;

/// <summary>Finds out whether a commit that was about to be made, when the job or its connection died, was made.</summary>
internal static class IntentSettlement
{
    public static async Task SettleAsync(JobContext job, TransferPlan plan, CancellationToken cancellationToken)
    {
        if (job.Tracker.Checkpoint.Intent is not { } intent)
        {
            return;
        }

        if (await WasCommittedAsync(job, plan, intent, cancellationToken).ConfigureAwait(false))
        {
            await job.Tracker.ApplyAsync(intent, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await job.Tracker.NoteAsync([], c => c.Intent = null, onDisk: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> WasCommittedAsync(JobContext job, TransferPlan plan, CommitIntent intent,
        CancellationToken cancellationToken)
    {
        if (intent.ProbeTable is null)
        {
            return await OrphansAreGoneAsync(job, plan, intent, cancellationToken).ConfigureAwait(false);
        }

        Dialect dialect = job.Target.Dialect;
        TableTransfer table = plan.Tables.First(t => t.Name == intent.ProbeTable);
        string target = dialect.From(table.Target);
        if (intent.ProbeKey is { } key)
        {
            IReadOnlyList<ColumnTransfer> columns = [.. table.Key.Select(k => table.Columns[k])];
            IReadOnlyList<string> literals = KeyText.Literals(dialect, [.. columns.Select(c => c.WriteWire)], key);
            string condition = string.Join(" AND ", columns.Zip(literals, (c, l) => dialect.Quote(c.Target.Name) + " = " + l));
            return await job.Target.ScalarAsync($"SELECT 1 FROM {target} WHERE {condition}", cancellationToken)
                .ConfigureAwait(false) is not null;
        }

        long rows = await job.Target.ScalarAsync($"SELECT COUNT(*) FROM {target}", cancellationToken).ConfigureAwait(false) ?? 0;
        TableCheckpoint state = job.Tracker.Table(table.Name);
        long before = state.TargetRowsBefore + state.RowsMigrated;
        return rows == intent.ExpectedRows ? true
            : rows == before ? false
            : throw new MigrationException(ErrorCodes.MigrationFailed,
                $"Resuming {table.Name}: the target's table held {before} rows before the last commit and would hold "
                + $"{intent.ExpectedRows} after it, but holds {rows}, so another program changed it and it can't be told whether the "
                + "rows arrived. Put the table back as it was before the job, then start a new one.");
    }

    /// <summary>An intent without a probe is the removal of orphans, or nothing that resuming needs to know.</summary>
    private static async Task<bool> OrphansAreGoneAsync(JobContext job, TransferPlan plan, CommitIntent intent,
        CancellationToken cancellationToken)
    {
        if (intent.ExpectedRows is null or 0)
        {
            return false;
        }

        TransferUnit unit = plan.Units.First(u => u.Tables.Any(t => t.Name == intent.Tables[0].Table));
        return await new OrphanRemoval(job, unit).CountAsync(cancellationToken).ConfigureAwait(false) == 0;
    }
}
