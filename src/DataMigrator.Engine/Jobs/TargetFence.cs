using System.Data.Common;
using System.Diagnostics;
using DataMigrator.Databases;

namespace DataMigrator.Jobs;

/// <summary>One session of a job writes to its target at a time. A server goes on with the COMMIT of a client that is dead, and
/// until that is over nobody can tell whether it was made: so each session takes the job's lock on the target before it looks,
/// and an earlier one that still holds it is waited for.</summary>
internal sealed class TargetFence(JobTracker tracker, TimeSpan longest)
{
    private const int LongestPauseMilliseconds = 1000;

    private DatabaseSession? _fenced;

    /// <summary>The session of this process that held the lock last.</summary>
    private long? _own;

    /// <param name="target">A session that has just been opened, or one that has the lock already.</param>
    /// <param name="throwIfStopped">Ends the waiting on request.</param>
    /// <param name="cancellationToken">Ends the waiting at once.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED: the earlier session does not end.</exception>
    public async Task TakeAsync(DatabaseSession target, Action throwIfStopped, CancellationToken cancellationToken)
    {
        if (target == _fenced)
        {
            return;
        }

        if (target.Dialect.Lock("datamigrator-job-" + tracker.Checkpoint.JobId) is { } fence
            && await IsKnownAsync(target, fence, cancellationToken).ConfigureAwait(false))
        {
            await WaitAsync(target, fence, throwIfStopped, cancellationToken).ConfigureAwait(false);
        }

        _fenced = target;
    }

    private async Task WaitAsync(DatabaseSession target, SessionLock fence, Action throwIfStopped, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        long? waitedFor = null;
        for (int pause = 20; ; pause = Math.Min(pause * 2, LongestPauseMilliseconds))
        {
            if (await target.ScalarAsync(fence.Take, cancellationToken).ConfigureAwait(false) == 1)
            {
                break;
            }

            throwIfStopped();
            long? holder = await target.ScalarAsync(fence.Holder, cancellationToken).ConfigureAwait(false);
            if (holder is { } session)
            {
                waitedFor = session;
                await EndOwnAsync(target, session, cancellationToken).ConfigureAwait(false);
                if (clock.Elapsed > longest)
                {
                    throw NotEnding(target, session);
                }

                // A session that is on its way out is gone in a moment, and not worth a word.
                if (clock.ElapsedMilliseconds > 500)
                {
                    tracker.Warn($"An earlier session of this job (number {session}) is still at work in {target.Address}, perhaps on "
                        + "its COMMIT. The job waits for it to end, and looks then what was committed.");
                }
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }

        _own = await target.ScalarAsync(fence.Holder, cancellationToken).ConfigureAwait(false);
        if (waitedFor is not null)
        {
            tracker.Log(new LogEntry("info", "The earlier session has ended") { Detail = $"number {waitedFor}" });
        }
    }

    /// <summary>A session that this process has closed and whose end the server has not noticed, as when a firewall drops the
    /// connection. Ending it undoes what it has not committed. A COMMIT is left to end by itself: the server may be
    /// waiting for a replica, whose word then counts.</summary>
    private async Task EndOwnAsync(DatabaseSession target, long session, CancellationToken cancellationToken)
    {
        if (session != _own
            || await target.ScalarAsync(target.Dialect.IsCommitting(session), cancellationToken).ConfigureAwait(false) != 0)
        {
            return;
        }

        try
        {
            await target.ExecuteAsync(target.Dialect.EndSession(session), cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e) when (target.Database.Classify(e).Kind is FaultKind.Other or FaultKind.Access)
        {
            // It has gone by itself meanwhile, or may not be ended by this user: it is waited for.
        }
    }

    /// <summary>Some clusters that speak a database's protocol have no such locks.</summary>
    private async Task<bool> IsKnownAsync(DatabaseSession target, SessionLock fence, CancellationToken cancellationToken)
    {
        try
        {
            await target.ScalarAsync(fence.Holder, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbException e) when (target.Database.Classify(e).Kind is FaultKind.Other)
        {
            tracker.Warn($"{target.Address} has no locks that a session holds ({e.Message}). If this job is killed, resume it only when "
                + "the server has ended its session: a COMMIT that is still being made would not be seen.");
            return false;
        }
    }

    private MigrationException NotEnding(DatabaseSession target, long session) => new(ErrorCodes.MigrationFailed,
        $"Waiting for an earlier session of this job in {target.Address}: session {session} does not end, and what it is still "
        + "committing can't be known before it has. See in the server's list of sessions what it waits for (often a replica that is "
        + $"away) and let it finish, or end it ({target.Dialect.EndSession(session)}). Then resume the job {tracker.Checkpoint.JobId}.");
}
