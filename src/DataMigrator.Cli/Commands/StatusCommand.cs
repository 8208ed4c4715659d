using System.CommandLine;
using DataMigrator.Cli.Output;
using DataMigrator.Jobs;
using DataMigrator.Json;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate status</c>: a job of this or any other process, or all jobs of the home folder. Ends with 0 whatever
/// the job's state: the question was answered.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var job = new Argument<string?>("job") { Description = "The job's id; without one, all jobs are listed.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = GlobalOptions.Json();
        var command = new Command("status", "Show a job, or all jobs of the home folder.") { job, json };
        command.SetAction(parsed =>
        {
            MigrationService service = GlobalOptions.CreateService(parsed, StandardError.Write);
            if (parsed.GetValue(job) is { } id)
            {
                JobStatus status = service.GetStatus(id);
                Show(status, s => StatusJson.Serialize(s, CommandLineWords.Instance), s => StatusView.Write(s, GlobalOptions.ResumeHint(parsed, s)), parsed.GetValue(json));
            }
            else
            {
                Show(service.ListJobs(), jobs => StatusJson.Serialize(jobs, CommandLineWords.Instance), StatusView.WriteList, parsed.GetValue(json));
            }

            return ExitCode.Completed;
        });
        return command;
    }

    private static void Show<T>(T result, Func<T, string> toJson, Action<T> write, bool json) => StandardOutput.Write(() =>
    {
        if (json)
        {
            Console.Out.WriteLine(toJson(result));
        }
        else
        {
            write(result);
        }
    });
}
