using DataMigrator.Databases;

namespace DataMigrator.Jobs;

/// <summary>A job from its first row to its last status: retries what may pass, and leaves a checkpoint that can be resumed
/// whatever happens.</summary>
internal sealed class JobRunner(JobTracker tracker, JobWork work, RetryPolicy retry, JobLock jobLock) : IAsyncDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private volatile bool _ended;

    /// <summary>Asks for an end at the next batch boundary; nothing happens when the job has ended.</summary>
    public void RequestStop()
    {
        if (!_ended)
        {
            work.RequestStop();
        }
    }

    /// <summary>Ends it without waiting for the batch on its way. Returns at once: cancelling may block.</summary>
    public void Cancel() => _ = _cancelled.CancelAsync();

    /// <summary>Runs to the end and returns the last status; the job's own failures are in it, not thrown.</summary>
    public async Task<JobStatus> RunAsync()
    {
        var stopFile = new StopFile(tracker.Folder.StopFile, RequestStop);
        try
        {
            await RunWithRetriesAsync(_cancelled.Token).ConfigureAwait(false);
            bool errors = tracker.Checkpoint.Tables.Any(t => t.RowsFailed > 0 || t.Status != TableState.Completed)
                || tracker.Checkpoint.Verified == false || tracker.Checkpoint.SchemaErrors.Count > 0;
            await EndAsync(errors ? JobState.CompletedWithErrors : JobState.Completed, null).ConfigureAwait(false);
        }
        catch (StopException)
        {
            await EndAsync(JobState.Stopped, null).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(JobState.Stopped, null).ConfigureAwait(false);
        }
        catch (DatabaseFailure e)
        {
            await EndAsync(JobState.Failed, e.ToMigrationException(tracker.Checkpoint.JobId)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await EndAsync(JobState.Failed, e as MigrationException ?? new MigrationException(ErrorCodes.MigrationFailed,
                $"Running the job {tracker.Checkpoint.JobId}: {e.Message} Resume it; if it fails again, please report it.", e))
                .ConfigureAwait(false);
        }
        finally
        {
            stopFile.Dispose();
            await DisposeAsync().ConfigureAwait(false);
        }

        return tracker.Status();
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        await work.DisposeAsync().ConfigureAwait(false);
        tracker.Dispose();
        jobLock.Dispose();
    }

    private async Task RunWithRetriesAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        long committed = -1;
        while (true)
        {
            try
            {
                await work.RunAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (MayPass(e))
            {
                failures = tracker.CommittedRows > committed ? 1 : failures + 1;
                committed = tracker.CommittedRows;
                if (failures > retry.Delays.Count)
                {
                    throw;
                }

                TimeSpan delay = retry.Delays[failures - 1];
                tracker.Log(new LogEntry("warn", "Retrying")
                {
                    Detail = $"{e.Message} Trying again in {delay.TotalSeconds:0.#} s from the last commit ({failures} of {retry.Delays.Count}).",
                });
                await work.CloseAsync().ConfigureAwait(false);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, work.StopRequested);
                await Task.Delay(delay, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                work.ThrowIfStopped();
                work.WarnOfNewSnapshot();
            }
        }
    }

    /// <summary>The server may come back; a wrong password may not.</summary>
    private static bool MayPass(Exception e) =>
        e is DatabaseFailure { IsTransient: true } or MigrationException { Code: ErrorCodes.ConnectionFailed };

    private async Task EndAsync(JobState state, MigrationException? error)
    {
        try
        {
            await tracker.SaveAsync(c =>
            {
                c.Status = state;
                c.CompletedAt = DateTimeOffset.UtcNow;
                c.ErrorCode = error?.Code;
                c.ErrorMessage = error?.Message;
                foreach (TableCheckpoint table in c.Tables.Where(t => error is not null && t.Status == TableState.InProgress))
                {
                    table.Status = TableState.Failed;
                    table.Error = error!.Message;
                }
            }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MigrationException e)
        {
            // The checkpoint can't be written, as on a full disk: the last one holds, and the job shows as interrupted.
            tracker.Log(new LogEntry("error", "Checkpoint not written") { Code = e.Code, Detail = e.Message });
        }

        JobStatus status = tracker.Status();
        tracker.Log(new LogEntry(error is null ? "info" : "error", "Migration " + state switch
        {
            JobState.CompletedWithErrors => "completed with errors",
            _ => state.ToString().ToLowerInvariant(),
        })
        {
            Rows = status.RowsMigrated, RowsFailed = status.RowsFailed, Percent = status.ProgressPercent, Code = error?.Code,
            Detail = error?.Message,
        });
    }
}
