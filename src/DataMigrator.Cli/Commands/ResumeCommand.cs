using System.CommandLine;
using DataMigrator.Jobs;

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
            (service, token) => ResumeAsync(service, parsed.GetRequiredValue(job), token)));
        return command;
    }

    private static async Task<MigrationJob> ResumeAsync(MigrationService service, string job, CancellationToken cancellationToken)
    {
        try
        {
            return await service.ResumeAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Code is ErrorCodes.ConnectionFailed or ErrorCodes.AccessDenied
            && GlobalOptions.MissingPasswords(service.GetStatus(job)) is { Length: > 0 } variables)
        {
            throw new MigrationException(e.Code,
                $"{e.Message} URLs are kept without their passwords: set {string.Join(" and ", variables)} and resume again.", e);
        }
    }
}
