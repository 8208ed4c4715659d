using System.CommandLine;
using DataMigrator.Cli.Output;
using DataMigrator.Jobs;
using DataMigrator.Profiles;

namespace DataMigrator.Cli;

/// <summary>Tells a user what is wrong with the command line, and what may have been meant.</summary>
internal static class UsageError
{
    public static void Write(ParseResult parsed)
    {
        foreach (string message in Messages(parsed))
        {
            StandardError.Write(new LogEntry("error", message) { Code = ErrorCodes.InvalidParameter });
        }

        if (!Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"See: {Path(parsed)} --help");
        }
    }

    internal static IReadOnlyList<string> Messages(ParseResult parsed)
    {
        // A mistyped option makes its value and the option that is then missing look wrong as well: the cause alone helps.
        string[] unknown = [.. parsed.UnmatchedTokens.Where(t => t.StartsWith('-') && t.Length > 1)];
        if (unknown.Length > 0)
        {
            string[] options = [.. Options(parsed)];
            return [.. unknown.Select(t => t.Split('=')[0]).Select(t => $"Unknown option {Redactor.Redact(t)} of {Path(parsed)}."
                + (NearestName.Find(t, options) is { } near ? $" Did you mean {near}?" : $" Known are: {string.Join(", ", options)}."))];
        }

        if (parsed.CommandResult.Command is RootCommand root)
        {
            string[] commands = [.. root.Subcommands.Select(c => c.Name)];
            string? given = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
            string list = $"Commands are: {string.Join(", ", commands)}. See dbmigrate --help.";
            return [given is null ? "Which command? " + list
                : $"There is no command \"{Redactor.Redact(given)}\"." + (NearestName.Find(given, commands) is { } near ? $" Did you mean {near}?" : " " + list)];
        }

        return [.. parsed.Errors.Select(e => Redactor.Redact(e.Message)).Distinct()];
    }

    private static IEnumerable<string> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive))
            .Where(o => !o.Hidden && o.Name.StartsWith("--", StringComparison.Ordinal)).Select(o => o.Name).Distinct();

    private static string Path(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "dbmigrate" : "dbmigrate " + parsed.CommandResult.Command.Name;
}
