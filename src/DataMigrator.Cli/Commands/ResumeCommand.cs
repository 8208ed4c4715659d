using System.CommandLine;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate resume</c>: goes on with a job that was stopped, failed or interrupted.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var job = new Argument<string>("job") { Description = "The job's id." };
        Option<bool> json = GlobalOptions.Json();
        var command = new Command("resume", "Go on with a job that was stopped, failed or interrupted.") { job, json };
        command.SetAction((ParseResult parsed, CancellationToken _) => JobRun.RunAsync(parsed, parsed.GetValue(json),
            (service, token) => service.ResumeAsync(parsed.GetRequiredValue(job), token)));
        return command;
    }
}
