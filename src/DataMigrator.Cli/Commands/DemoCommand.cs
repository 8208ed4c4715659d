using System.CommandLine;
using DataMigrator.Cli.Output;
using DataMigrator.Demo;
using DataMigrator.Planning;
using DataMigrator.Verification;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate demo</c>: builds a sample database, copies it, compares the copy. Needs nothing but itself.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var directory = new Option<string?>("--dir")
        {
            Description = "The folder for the two databases, made where it is missing; otherwise a new one for temporary files. Databases of an earlier demo are replaced, other files never.",
            HelpName = "folder",
        };
        Option<bool> json = GlobalOptions.Json();
        var command = new Command("demo", "Build a sample SQLite database, copy it and verify the copy.") { directory, json };
        command.SetAction(async (ParseResult parsed, CancellationToken _) =>
        {
            string folder = parsed.GetValue(directory) is { } given
                ? Path.GetFullPath(given) : Directory.CreateTempSubdirectory("datamigrator-demo-").FullName;
            string source = Path.Combine(folder, "shop.db");
            string target = Path.Combine(folder, "copy.db");
            DemoDatabase.Create(source);
            DemoDatabase.CreateEmpty(target);
            return await RunAsync(parsed, parsed.GetValue(json), folder, "sqlite:" + source, "sqlite:" + target).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool json, string folder, string source, string target)
    {
        // In JSON there is one document: the job's, which then says itself whether both sides are equal.
        var request = new MigrationRequest { SourceProfile = source, TargetProfile = target, Verify = json };
        string home = parsed.GetValue(GlobalOptions.Home) ?? folder;
        int code = await JobRun.RunAsync(parsed, json, (service, token) => service.StartAsync(request, token), home)
            .ConfigureAwait(false);
        if (code != ExitCode.Completed || json)
        {
            return code;
        }

        using var stop = new StopSignals();
        var checker = new MigrationService(new MigrationServiceOptions { HomePath = home, Log = StandardError.Write });
        VerificationResult result = await checker.VerifyAsync(request, stop.Token).ConfigureAwait(false);
        Console.Out.WriteLine();
        VerificationView.Write(result);
        string copy = $"{Invocation.Command} migrate --source {Invocation.Quote(source)} --target";
        Console.Out.WriteLine($"""

            The two databases are in {folder}. What to try next:
              {copy} {Invocation.Quote(target)} --truncate --plan
              {copy} {Invocation.Quote(target)} --truncate --verify
              {copy} 'postgres://user:password@host/database' --create-schema --verify
              {Invocation.Command} status --home {Invocation.Quote(home)}
            """);
        return result.Equal ? ExitCode.Completed : ExitCode.CompletedWithErrors;
    }
}
