using System.CommandLine;
using DataMigrator.Jobs;
using DataMigrator.Profiles;

namespace DataMigrator.Cli.Commands;

/// <summary>The options of every command, and the engine they set up.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Profiles = new("--profiles")
    {
        Description = "The profile file; otherwise DATAMIGRATOR_PROFILES, ./datamigrator.profiles.json, or the user's.",
        HelpName = "file",
        Recursive = true,
    };

    public static readonly Option<string?> Home = new("--home")
    {
        Description = "The folder under which jobs keep their files (.tmp/migrations); otherwise DATAMIGRATOR_HOME, or the current one.",
        HelpName = "folder",
        Recursive = true,
    };

    /// <summary>The option of every command that has a result.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON document." };

    public static MigrationService CreateService(ParseResult parsed, Action<LogEntry> log, string? home = null) => new(new MigrationServiceOptions
    {
        ProfilePath = parsed.GetValue(Profiles),
        HomePath = home ?? parsed.GetValue(Home),
        Log = log,
    });

    /// <summary>The command that goes on with a job, with the options and variables that it needs.</summary>
    public static string ResumeHint(ParseResult parsed, JobStatus status, string? home = null)
    {
        string Given(string name, string? value) =>
            value is null ? "" : $" {name} {Invocation.Quote(value)}";
        string command = $"{Invocation.Command} resume {status.JobId}{Given("--home", home ?? parsed.GetValue(Home))}{Given("--profiles", parsed.GetValue(Profiles))}";
        string[] variables = MissingPasswords(status);
        return variables.Length == 0 ? command
            : $"{command} (URLs are kept without their passwords: set {string.Join(" and ", variables)})";
    }

    /// <summary>The environment variables that may hold the passwords of a job's URLs, and do not.</summary>
    public static string[] MissingPasswords(JobStatus status) =>
        [.. new[] { DatabaseUrl.MissingPasswordVariable(status.Source, "source"), DatabaseUrl.MissingPasswordVariable(status.Target, "target") }.OfType<string>()];
}
