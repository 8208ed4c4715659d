using System.Collections.Concurrent;
using DataMigrator.Jobs;

namespace DataMigrator.Mcp.Jobs;

/// <summary>The jobs that this server has started. They outlive the call that started them, not the server.</summary>
internal sealed class JobRegistry
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, MigrationJob> _jobs = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Task, bool> _calls = new();

    private volatile bool _closed;

    public void Add(MigrationJob job)
    {
        _jobs[job.JobId] = job;
        if (_closed)
        {
            job.RequestStop();
        }
    }

    /// <summary>Keeps the server until the work of a call has ended, which tidies up when the call is cancelled.</summary>
    public void Await(Task work)
    {
        _calls[work] = true;
        _ = work.ContinueWith(_ => _calls.TryRemove(work, out bool _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public MigrationJob? Find(string jobId) => _jobs.GetValueOrDefault(jobId);

    /// <summary>Asks all to stop at a batch boundary and waits until they have; one whose batch takes long rolls it back.</summary>
    public async Task StopAllAsync()
    {
        _closed = true;
        foreach (MigrationJob job in _jobs.Values)
        {
            job.RequestStop();
        }

        Task ended = Task.WhenAll(_jobs.Values.Select(j => j.Completion));
        if (await Task.WhenAny(ended, Task.Delay(Patience)).ConfigureAwait(false) != ended)
        {
            foreach (MigrationJob job in _jobs.Values)
            {
                job.Cancel();
            }
        }

        await ended.ConfigureAwait(false);
        await Task.WhenAll(_calls.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
