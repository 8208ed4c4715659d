using DataMigrator.Jobs;

namespace DataMigrator.Cli.Output;

/// <summary>The log of a job that is about to start: lines that come before its id is known wait, so that the first line
/// names the job.</summary>
internal sealed class JobLog
{
    private readonly Lock _gate = new();
    private List<LogEntry>? _waiting = [];

    public void Write(LogEntry entry)
    {
        lock (_gate)
        {
            if (_waiting is null)
            {
                StandardError.Write(entry);
            }
            else if (entry.JobId is null)
            {
                _waiting.Add(entry);
            }
            else
            {
                StandardError.Write(entry);
                ReleaseWaiting(entry.JobId);
            }
        }
    }

    /// <summary>The job has its id; it is told now if no line has done so.</summary>
    public void Started(string jobId)
    {
        lock (_gate)
        {
            if (_waiting is not null)
            {
                StandardError.Write(new LogEntry("info", "Migration started") { JobId = jobId });
                ReleaseWaiting(jobId);
            }
        }
    }

    /// <summary>There will be no job: what waits is written as it is.</summary>
    public void Release()
    {
        lock (_gate)
        {
            ReleaseWaiting(null);
        }
    }

    private void ReleaseWaiting(string? jobId)
    {
        foreach (LogEntry entry in _waiting ?? [])
        {
            StandardError.Write(entry with { JobId = jobId });
        }

        _waiting = null;
    }
}
