using System.CommandLine;
using DataMigrator.Cli.Commands;
using DataMigrator.Cli.Output;
using DataMigrator.Jobs;

namespace DataMigrator.Cli;

/// <summary>The commands of <c>dbmigrate</c>, and how each ends.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Build().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            UsageError.Write(parsed);
            return ExitCode.WrongUsage;
        }

        try
        {
            // No termination time-out: the commands answer signals themselves.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            StandardError.Write(new LogEntry("warn", "Stopped before anything was written"));
            return ExitCode.Stopped;
        }
        catch (Exception e)
        {
            ErrorReport.Write(e);
            return ExitCode.Failed;
        }
    }

    /// <summary>The whole grammar: a command is a file under Commands and a line here.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("Moves data between SQLite, PostgreSQL, MySQL and MariaDB: exactly, resumably, verified.")
        {
            MigrateCommand.Create(),
            ResumeCommand.Create(),
            StatusCommand.Create(),
            SchemaCopyCommand.Create(),
            VerifyCommand.Create(),
            McpCommand.Create(),
            DemoCommand.Create(),
        };
        root.Add(GlobalOptions.Profiles);
        root.Add(GlobalOptions.Home);
        GivenText.MustNotBeEmpty(root);
        return root;
    }
}
