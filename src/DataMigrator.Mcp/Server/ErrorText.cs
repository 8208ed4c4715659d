using DataMigrator.Profiles;

namespace DataMigrator.Mcp.Server;

/// <summary>An error as an agent reads it: the code, what was wrong, the next step in the words of the tools. Never a
/// secret.</summary>
internal static class ErrorText
{
    private static readonly (string CommandLine, string Tools)[] Words =
    [
        ("the first log line of a job names it", "list-migration-jobs lists them"),
        ("the home folder (--home, DATAMIGRATOR_HOME)", "the home folder that the server was started with"),
        ("(--home, DATAMIGRATOR_HOME)", "(the server's --home)"),
        ("(--create-schema, or schema-copy and a review)", "(create_schema true, or generate-schema-copy and a review)"),
        ("(--overwrite, -Force)", "(after a look at them, by the user)"),
        ("or name one with --profiles", "or let the user start the server with --profiles"),
    ];

    public static string Of(MigrationException e) => $"{e.Code}: {InToolWords(Redactor.Redact(e.Message))}";

    /// <summary>A fault of the program itself.</summary>
    public static string Of(Exception e, string tool) => $"{ErrorCodes.MigrationFailed}: Running {tool}: {Redactor.Redact(e.Message)} "
        + "This is a fault of the server, not of the call; try again, and tell the user if it stays.";

    private static string InToolWords(string text)
    {
        foreach ((string commandLine, string tools) in Words)
        {
            text = text.Replace(commandLine, tools, StringComparison.Ordinal);
        }

        return text;
    }
}
