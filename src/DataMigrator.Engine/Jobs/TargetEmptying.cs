using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;

namespace DataMigrator.Jobs;

/// <summary>Empties the target's tables before the load, once in a job's life, where that was asked for.</summary>
internal static class TargetEmptying
{
    public static async Task RunAsync(JobContext job, TransferPlan plan, CancellationToken cancellationToken)
    {
        if (!job.Options.TruncateTarget || job.Tracker.Checkpoint.Truncated)
        {
            return;
        }

        // Children before parents: the reverse of the order of loading. A group that refers to itself in a cycle is
        // emptied with its foreign keys off.
        TransactionSql say = job.Target.Dialect.Transactions;
        foreach (TransferUnit unit in plan.Units.Reverse())
        {
            IReadOnlyList<CatalogTable> tables = [.. unit.Tables.Select(t => t.Target).Reverse()];
            bool inTransaction = false;
            IReadOnlyList<string> before = unit.IsCycle ? job.Target.Dialect.BeforeCycle(tables, out inTransaction) : [];
            IReadOnlyList<string> after = unit.IsCycle ? job.Target.Dialect.AfterCycle(tables) : [];
            IReadOnlyList<string> delete = job.Target.Dialect.DeleteAllRows(tables);
            IReadOnlyList<string> statements = inTransaction
                ? [say.Begin, .. before, .. delete, .. after, say.Commit]
                : [.. before, say.Begin, .. delete, say.Commit, .. after];
            foreach (string statement in statements)
            {
                FailPoint.Pass("truncate.statement");
                await job.Target.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
        }

        FailPoint.Pass("truncate.after");

        await job.Tracker.SaveAsync(c => c.Truncated = true, cancellationToken).ConfigureAwait(false);
    }
}
