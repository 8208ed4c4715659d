using System.CommandLine;
using DataMigrator.Jobs;

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

    /// <summary>The command that goes on with a job, with the options it needs.</summary>
    public static string ResumeHint(ParseResult parsed, string jobId, string? home = null)
    {
        string Given(string name, string? value) =>
            value is null ? "" : $" {name} {(value.Contains(' ') ? $"'{value}'" : value)}";
        return $"dbmigrate resume {jobId}{Given("--home", home ?? parsed.GetValue(Home))}{Given("--profiles", parsed.GetValue(Profiles))}";
    }
}
