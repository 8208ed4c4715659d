using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Pipeline;
using EngineState = DataMigrator.Jobs.JobState;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>What starting and resuming share: a background job, or with <see cref="Wait"/> the same output here.</summary>
public abstract class JobCmdlet : ProfileCmdlet
{
    // What can be known at once is an error of the cmdlet. Looking at the data of a large database takes longer, and goes
    // on within the job.
    private static readonly TimeSpan PlanningPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private protected JobCmdlet()
    {
    }

    /// <summary>The name of the PowerShell job, by which Get-Job finds it; DbMigration with a number when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The login to the source, in place of the profile's or the URL's. It is kept nowhere: give it again to resume.</summary>
    [Parameter]
    [Credential]
    public PSCredential? SourceCredential { get; set; }

    /// <summary>The login to the target, in place of the profile's or the URL's. It is kept nowhere: give it again to
    /// resume.</summary>
    [Parameter]
    [Alias("DestinationCredential")]
    [Credential]
    public PSCredential? TargetCredential { get; set; }

    /// <summary>Runs the migration in the foreground and returns what Receive-Job would: a result for each table, then the
    /// last status. Ctrl+C stops it at a batch boundary and says how to go on; a script run by pwsh -File then ends with the exit
    /// code 130.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override PSCredential? GivenSourceCredential => SourceCredential;

    private protected override PSCredential? GivenTargetCredential => TargetCredential;

    /// <summary>Starts a job and writes it, or with -Wait all that it says.</summary>
    /// <exception cref="MigrationException">It could not start.</exception>
    private protected void Launch(Func<MigrationService, CancellationToken, Task<MigrationJob>> start, JobStatus? before)
    {
        if (Wait)
        {
            RunHere(start, before);
        }
        else
        {
            RunInBackground(start, before);
        }
    }

    private void RunInBackground(Func<MigrationService, CancellationToken, Task<MigrationJob>> start, JobStatus? before)
    {
        var planning = new CancellationTokenSource();
        var job = new DbMigrationJob(JobCommandText.Of(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters), Name, Home, planning);
        MigrationService service = CreateService(entry => Route(job, entry));
        Task<MigrationJob> starting = Task.Run(() => start(service, planning.Token), CancellationToken.None);
        using (StopToken.Register(planning.Cancel))
        {
            try
            {
                if (RunUntil(starting, PlanningPatience))
                {
                    Result(starting);
                }

                if (StopToken.IsCancellationRequested)
                {
                    throw new PipelineStoppedException();
                }
            }
            catch (Exception e) when (e is not MigrationException)
            {
                // Nobody will hold the job: one that started in the same moment ends again.
                _ = starting.ContinueWith(static s => s.Result.RequestStop(), CancellationToken.None,
                    TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
                throw;
            }
        }

        JobRepository.Add(job);
        job.Begin(starting, before);
        WriteObject(job);
    }

    private void RunHere(Func<MigrationService, CancellationToken, Task<MigrationJob>> start, JobStatus? before)
    {
        var streams = new CmdletStreams(Pump, this, Write);
        string home = Home;
        MigrationService service = CreateService(entry => Route(streams, entry));
        Task<JobStatus> running = Task.Run(async () =>
        {
            MigrationJob job = await start(service, StopToken).ConfigureAwait(false);
            using (StopToken.Register(job.RequestStop))
            {
                return await new JobFollower(job, home, before, streams).FollowAsync().ConfigureAwait(false);
            }
        }, CancellationToken.None);
        try
        {
            RunUntil(running, Timeout.InfiniteTimeSpan);
            Result(running);
        }
        catch (Exception e) when (e is not MigrationException)
        {
            // The pipeline is at its end: the job ends at its batch boundary before the prompt comes back.
            running.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(StopPatience);
            if (StopToken.IsCancellationRequested)
            {
                SayHowToGoOn(running, home);
            }

            throw;
        }
    }

    // A stopping pipeline takes no warning any more, so it goes to the host.
    private void SayHowToGoOn(Task<JobStatus> running, string home)
    {
        if (running.IsCompletedSuccessfully && running.Result is { Status: not (EngineState.Completed or EngineState.CompletedWithErrors) } status)
        {
            Host.UI.WriteWarningLine(JobFollower.Stopped(status, home));
        }

        if (HostProcess.RunsAScriptFile)
        {
            Host.SetShouldExit(HostProcess.StoppedExitCode);
        }
    }

    private static void Route(IJobStreams streams, LogEntry entry)
    {
        if (LogRouting.Of(entry) is { } record)
        {
            streams.Record(record);
        }
    }
}
