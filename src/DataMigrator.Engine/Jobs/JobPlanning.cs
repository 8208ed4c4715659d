namespace DataMigrator.Jobs;

/// <summary>The time while a job's plan is made. Where it takes long the job is announced beforehand: it has its id, its folder
/// and a checkpoint without tables, can be looked at and stopped from any process, and what refuses the plan is the job's
/// failure. A plan that is made quickly, or refused quickly, leaves nothing of this behind.</summary>
/// <param name="home">The home folder.</param>
/// <param name="log">Where lines go.</param>
#pragma warning disable CA1001 // What it holds ends with the job, which nobody needs to wait for.
internal sealed class JobPlanning(string home, Action<LogEntry>? log)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _gate = new(1);
    private JobFolder? _folder;
    private JobLock? _lock;
    private JobTracker? _announced;
    private StopFile? _stopFile;
    private MigrationJob? _job;
    private JobStatus? _last;

    /// <summary>Cancelled when the job is to stop before it has begun.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>The job has its id, and others may have seen it: its folder stays.</summary>
    public bool IsAnnounced => _announced is not null;

    /// <summary>Waits for a job that starts; one that takes longer is announced and goes on by itself.</summary>
    /// <param name="starting">The plan, then the start; it takes its folder from <see cref="TakeAsync"/>.</param>
    /// <param name="first">The checkpoint without tables.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends it, until the job is announced.</param>
    public async Task<MigrationJob> WaitAsync(Task<MigrationJob> starting, Func<JobFolder, Checkpoint> first, TimeSpan patience, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(_ => _stop.Cancel(), null))
        {
            if (await Task.WhenAny(starting, Task.Delay(patience, CancellationToken.None)).ConfigureAwait(false) == starting && !IsAnnounced)
            {
                return await starting.ConfigureAwait(false);
            }

            await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                if (_folder is null)
                {
                    JobFolder folder = JobFolder.Create(home);
                    JobLock jobLock = await JobAdmission.LockAsync(folder, CancellationToken.None).ConfigureAwait(false);
                    await AnnounceAsync(folder, jobLock, first(folder)).ConfigureAwait(false);
                }
            }
            catch
            {
                await _stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
            finally
            {
                _gate.Release();
            }

            // The plan may have been made at this very moment.
            return IsAnnounced ? await FollowAsync(starting).ConfigureAwait(false) : await starting.ConfigureAwait(false);
        }
    }

    /// <summary>Makes the job known with a checkpoint that says it is running.</summary>
    public async Task AnnounceAsync(JobFolder folder, JobLock jobLock, Checkpoint checkpoint)
    {
        (_folder, _lock) = (folder, jobLock);
        StopFile.Remove(folder.StopFile);
        _announced = new JobTracker(checkpoint, folder, log);
        await _announced.SaveAsync(c =>
        {
            c.Status = JobState.Running;
            c.CompletedAt = null;
            c.ErrorCode = c.ErrorMessage = null;
        }, CancellationToken.None).ConfigureAwait(false);
        _stopFile = new StopFile(folder.StopFile, Stop);
        _announced.Log(new LogEntry("info", "Migration planning") { Detail = $"{checkpoint.Source} to {checkpoint.Target}" });
    }

    /// <summary>The folder of a job whose plan is made, and its lock.</summary>
    public async Task<(JobFolder Folder, JobLock Lock)> TakeAsync()
    {
        await _gate.WaitAsync(Stopped).ConfigureAwait(false);
        try
        {
            if (_folder is null)
            {
                _folder = JobFolder.Create(home);
                _lock = await JobAdmission.LockAsync(_folder, Stopped).ConfigureAwait(false);
            }
            else if (_announced is not null)
            {
                if (File.Exists(_folder.StopFile))
                {
                    Stop();
                }

                Stopped.ThrowIfCancellationRequested();
                _stopFile?.Dispose();
                _announced.Dispose();
            }

            return (_folder, _lock!);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What a checkpoint with the plan takes over from the one without.</summary>
    public void Continue(Checkpoint checkpoint)
    {
        if (_announced is { Checkpoint: var earlier })
        {
            checkpoint.Sequence = earlier.Sequence;
            checkpoint.StartedAt = earlier.StartedAt;
        }
    }

    private async Task<MigrationJob> FollowAsync(Task<MigrationJob> starting)
    {
        Task<JobStatus> completion = CompleteAsync(starting);
        if (starting.IsFaulted)
        {
            await completion.ConfigureAwait(false);
            await starting.ConfigureAwait(false);
        }

        return new MigrationJob(_folder!.JobId, completion, () => _last ?? _job?.Status ?? _announced!.Status(), Stop, Stop);
    }

    private async Task<JobStatus> CompleteAsync(Task<MigrationJob> starting)
    {
        try
        {
            _job = await starting.ConfigureAwait(false);
            if (Stopped.IsCancellationRequested)
            {
                _job.RequestStop();
            }
        }
        catch (Exception e)
        {
            using (_lock)
            {
                return _last = await EndAsync(e).ConfigureAwait(false);
            }
        }

        return await _job.Completion.ConfigureAwait(false);
    }

    private async Task<JobStatus> EndAsync(Exception e)
    {
        _stopFile?.Dispose();
        _announced!.Dispose();

        // A driver that is cancelled fails in its own words.
        MigrationException? error = Stopped.IsCancellationRequested || e is OperationCanceledException ? null : e as MigrationException ?? new MigrationException(
            ErrorCodes.MigrationFailed, $"Planning the job {_folder!.JobId}: {e.Message} Resume it; if it fails again, please report it.", e);

        // What was written last counts, also where the plan had been made.
        using var tracker = new JobTracker(new CheckpointStore(_folder!).Read(), _folder!, log);
        await tracker.SaveAsync(c =>
        {
            c.Status = error is null ? JobState.Stopped : JobState.Failed;
            c.CompletedAt = DateTimeOffset.UtcNow;
            c.ErrorCode = error?.Code;
            c.ErrorMessage = error?.Message;
        }, CancellationToken.None).ConfigureAwait(false);
        tracker.Log(new LogEntry(error is null ? "info" : "error", error is null ? "Migration stopped" : "Migration failed") { Code = error?.Code, Detail = error?.Message });
        return tracker.Status();
    }

    private void Stop()
    {
        _ = _stop.CancelAsync();
        _job?.RequestStop();
    }
}
