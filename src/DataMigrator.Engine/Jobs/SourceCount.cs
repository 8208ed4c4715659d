using DataMigrator.Databases;
using DataMigrator.Planning;

namespace DataMigrator.Jobs;

/// <summary>Counts what there was to read, in the snapshot that it was read in: an end that comes too early, or a place to go on
/// from that is not where reading stopped, would leave rows out without a word.</summary>
internal sealed class SourceCount(JobContext job, TableTransfer table, ReadRequest request)
{
    private long _asked;
    private long _whole;

    /// <summary>Asks the source, which is done with reading.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        Dialect dialect = job.Source.Dialect;
        _asked = await job.Source.ScalarAsync(dialect.Count(request), cancellationToken).ConfigureAwait(false) ?? 0;
        _whole = request.After.Count == 0 ? _asked
            : await job.Source.ScalarAsync(dialect.Count(request with { After = [] }), cancellationToken).ConfigureAwait(false) ?? 0;
    }

    /// <param name="rowsRead">Rows that this process read.</param>
    /// <param name="rowsInAll">Those and the rows that were read before, in an earlier snapshot.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED: rows were left out, or read twice.</exception>
    public void Check(long rowsRead, long rowsInAll)
    {
        if (rowsRead != _asked)
        {
            string what = $"Copying {table.Name}: {rowsRead} rows were read, but {job.Source.Address} counts {_asked} in the same snapshot.";
            if (job.Source.Dialect.WhyNoTransactions(table.Source) is not null)
            {
                job.Tracker.Warn($"{what} Its storage knows no snapshots, so another program may have changed it meanwhile. Copy it "
                    + "again when nothing writes to it.");
                return;
            }

            throw new MigrationException(ErrorCodes.MigrationFailed,
                $"{what} Check the source's table (an index that is damaged gives such answers), empty {table.Target.Name} in the target, "
                + "and start a new job.") { Target = table.Name };
        }

        if (rowsInAll != _whole)
        {
            job.Tracker.Warn($"{table.Name}: {rowsInAll} rows were read, in more than one snapshot, and the source holds {_whole} now. It was "
                + "changed while the job was broken off; compare both sides with verify.");
        }
    }
}
