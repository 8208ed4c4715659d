using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using EngineState = DataMigrator.Jobs.JobState;
using JobState = System.Management.Automation.JobState;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>A migration as a PowerShell job: Get-Job lists it, and Wait-Job, Receive-Job, Stop-Job and Remove-Job do with it
/// what they do with others. It lives as long as its session; the checkpoint outlives it.</summary>
public sealed class DbMigrationJob : Job, IJobStreams
{
    // A batch ends within seconds; a server that answers nothing is not waited for longer.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    // Kept records replay at every Receive-Job, and the base class never lets go of one.
    private const int MostProgressRecords = 50;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _workerEnded = new();
    private readonly CancellationTokenSource _planning;
    private MigrationJob? _job;
    private bool _stopAsked;
    private int _workerThread;
    private MigrationStatus? _last;

    internal DbMigrationJob(string command, string? name, string homePath, CancellationTokenSource planning)
        : base(command, name)
    {
        HomePath = homePath;
        PSJobTypeName = "DbMigration";
        Name = name ?? "DbMigration" + Id;
        _planning = planning;
    }

    /// <summary>The migration's id, by which any process finds it; null while it is being planned.</summary>
    public string? JobId => _job?.JobId;

    /// <summary>The home folder that the migration keeps its files in.</summary>
    public string HomePath { get; }

    /// <summary>The migration now, null while it is being planned.</summary>
    public MigrationStatus? Status => _last ?? (_job is { } job ? new MigrationStatus(job.Status, HomePath) : null);

    /// <inheritdoc/>
    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0 || Warning.Count > 0 || Verbose.Count > 0
        || Debug.Count > 0 || Progress.Count > 0 || Information.Count > 0;

    /// <inheritdoc/>
    public override string Location => "localhost";

    /// <inheritdoc/>
    public override string StatusMessage => Status is { } status
        ? $"{status.Status}, {status.ProgressPercent} %, {status.TablesCompleted} of {status.TablesTotal} tables" : "planning";

    /// <summary>The job's name.</summary>
    public override string ToString() => Name;

    /// <summary>Asks the migration to end at the next batch boundary and waits until it has; it can be resumed.</summary>
    public override void StopJob()
    {
        MigrationJob? job;
        lock (_gate)
        {
            _stopAsked = true;
            job = _job;
        }

        _planning.Cancel();
        job?.RequestStop();

        // A handler of the job's own events runs on the worker, which can't wait for itself. The state changes there alone:
        // the base class would let "stopping" take the place of an end that comes at the same moment.
        if (_workerThread != Environment.CurrentManagedThreadId)
        {
            _workerEnded.Wait(StopPatience);
        }
    }

    internal void Begin(Task<MigrationJob> start, JobStatus? before)
    {
        if (start.IsCompletedSuccessfully)
        {
            _job = start.Result;
        }

        SetJobState(JobState.Running);
        _ = Task.Run(() => WorkAsync(start, before), CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // -AutoRemoveJob disposes from within the last change of state, on the worker itself: nothing may wait here.
        if (disposing)
        {
            _planning.Cancel();
            _job?.RequestStop();
        }

        base.Dispose(disposing);
    }

    void IJobStreams.Output(object value) => Add(() => Output.Add(PSObject.AsPSObject(value)));

    void IJobStreams.Record(object record) => Add(() =>
    {
        switch (record)
        {
            case ErrorRecord error:
                Error.Add(error);
                break;
            case WarningRecord warning:
                Warning.Add(warning);
                break;
            case VerboseRecord verbose:
                Verbose.Add(verbose);
                break;
        }
    });

    void IJobStreams.Progress(ProgressRecord record) => Add(() =>
    {
        while (Progress.Count >= MostProgressRecords)
        {
            Progress.RemoveAt(0);
        }

        Progress.Add(record);
    });

    private async Task WorkAsync(Task<MigrationJob> start, JobStatus? before)
    {
        JobState end;
        try
        {
            MigrationJob job = await start.ConfigureAwait(false);
            lock (_gate)
            {
                _job = job;
                if (_stopAsked)
                {
                    job.RequestStop();
                }
            }

            JobStatus last = await new JobFollower(job, HomePath, before, this).FollowAsync().ConfigureAwait(false);
            _last = new MigrationStatus(last, HomePath);
            end = last.Status switch
            {
                EngineState.Failed => JobState.Failed,
                EngineState.Stopped => JobState.Stopped,
                _ => JobState.Completed,
            };
        }
        catch (OperationCanceledException) when (_stopAsked)
        {
            end = JobState.Stopped;
        }
        catch (Exception e)
        {
            ((IJobStreams)this).Record(ErrorRecords.Of(e));
            end = JobState.Failed;
        }

        _workerThread = Environment.CurrentManagedThreadId;
        try
        {
            SetJobState(end);
        }
        finally
        {
            _workerThread = 0;
            _workerEnded.Set();
        }
    }

    // The streams close when the job ends or is removed; what comes late, such as a log line, has no reader.
    private static void Add(Action add)
    {
        try
        {
            add();
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            return;
        }
    }
}
