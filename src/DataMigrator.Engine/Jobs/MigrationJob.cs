namespace DataMigrator.Jobs;

/// <summary>A migration at work in this process.</summary>
public sealed class MigrationJob
{
    private readonly Func<JobStatus> _status;
    private readonly Action _stop;
    private readonly Action _cancel;

    internal MigrationJob(string jobId, Task<JobStatus> completion, Func<JobStatus> status, Action stop, Action cancel)
    {
        JobId = jobId;
        Completion = completion;
        _status = status;
        _stop = stop;
        _cancel = cancel;
    }

    /// <summary>The job's id.</summary>
    public string JobId { get; }

    /// <summary>It had come to its end before it was asked to go on: nothing was done.</summary>
    public bool WasComplete { get; internal init; }

    /// <summary>Ends with the job's last status; a job that fails ends it with a status of <see cref="JobState.Failed"/>,
    /// not with an exception.</summary>
    public Task<JobStatus> Completion { get; }

    /// <summary>The job now: an immutable snapshot, cheap to take.</summary>
    public JobStatus Status => _status();

    /// <summary>Asks it to end at the next batch boundary; it can be resumed. Returns at once.</summary>
    public void RequestStop() => _stop();

    /// <summary>Ends it now: the batch on its way is rolled back, and the job can be resumed. Returns at once.</summary>
    public void Cancel() => _cancel();
}
