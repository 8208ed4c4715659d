using System.CommandLine;
using DataMigrator.Cli.Commands;
using DataMigrator.Cli.Output;
using DataMigrator.Jobs;
using DataMigrator.Json;

namespace DataMigrator.Cli;

/// <summary>A job from its start to its result on stdout, with the log or a progress display on stderr, and signals
/// answered.</summary>
internal static class JobRun
{
    public static async Task<int> RunAsync(ParseResult parsed, bool json,
        Func<MigrationService, CancellationToken, Task<MigrationJob>> start, string? home = null)
    {
        using var stop = new StopSignals();
        var log = new JobLog();
        MigrationService service = GlobalOptions.CreateService(parsed, log.Write, home);
        MigrationJob job;
        try
        {
            job = await start(service, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            log.Release();
            throw;
        }

        log.Started(job.JobId);
        if (job.WasComplete && !Console.IsErrorRedirected)
        {
            // The log has said so.
            Console.Error.WriteLine($"The job {job.JobId} is complete: there is nothing to resume. Start a new job to migrate again.");
        }

        JobStatus status;
        using (stop.Token.Register(() => RequestStop(job)))
        {
            status = Console.IsErrorRedirected
                ? await job.Completion.ConfigureAwait(false)
                : await ProgressDisplay.ShowAsync(job).ConfigureAwait(false);
        }

        string resume = GlobalOptions.ResumeHint(parsed, status, home);
        if (json || Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            // On one terminal the result below says the same.
            WriteEnd(status, resume);
        }

        StandardOutput.Write(
            () =>
            {
                if (json)
                {
                    Console.Out.WriteLine(StatusJson.Serialize(status, CommandLineWords.Instance));
                }
                else
                {
                    StatusView.Write(status, resume);
                }
            },
            $"The job {job.JobId} itself has ended; the command status {job.JobId} shows how.");
        return ExitCode.Of(status);
    }

    private static void RequestStop(MigrationJob job)
    {
        job.RequestStop();
        StandardError.Write(new LogEntry("warn", "Stopping at the next batch boundary") { JobId = job.JobId, Detail = "A second Ctrl+C ends at once." });
    }

    private static void WriteEnd(JobStatus status, string resume)
    {
        if (status.Status is JobState.Stopped)
        {
            StandardError.Write(new LogEntry("warn", "Stopped; it can be resumed") { JobId = status.JobId, Detail = resume });
        }
        else if (ExitCode.Of(status) == ExitCode.Failed)
        {
            StandardError.Write(new LogEntry("error", status.ErrorMessage ?? "The job failed.")
            {
                JobId = status.JobId, Code = status.ErrorCode ?? ErrorCodes.MigrationFailed, Detail = "Resume with: " + resume,
            });
        }
    }
}
