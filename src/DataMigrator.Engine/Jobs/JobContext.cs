using DataMigrator.Databases;

namespace DataMigrator.Jobs;

/// <summary>What the work on a job shares: both sides, the options, the tracker, and the two ways to end it.</summary>
/// <param name="Source">The source, within its snapshot.</param>
/// <param name="Target">The target.</param>
/// <param name="Options">The job's options.</param>
/// <param name="Tracker">The checkpoint and status.</param>
/// <param name="FkViolations">The job's file of rows that refer to nothing.</param>
/// <param name="StopRequested">Asked to end at the next batch boundary.</param>
internal sealed record JobContext(DatabaseSession Source, DatabaseSession Target, CheckpointOptions Options,
    JobTracker Tracker, Pipeline.JsonLinesFile FkViolations, CancellationToken StopRequested)
{
    /// <summary>Which rows of a table are copied; null for all.</summary>
    public RowSample? Sample { get; init; }

    /// <summary>Commits what the target's transaction holds.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        FailPoint.Pass("commit.before");
        await Target.CommitAsync(cancellationToken).ConfigureAwait(false);
        FailPoint.Pass("commit.after");
    }

    /// <summary>Ends the work with <see cref="StopException"/> if a stop was asked for.</summary>
    public void ThrowIfStopRequested()
    {
        if (StopRequested.IsCancellationRequested)
        {
            throw new StopException();
        }
    }
}

/// <summary>The job ends because it was asked to.</summary>
internal sealed class StopException() : Exception("Stopped on request.");
