namespace DataMigrator.Mcp.Server;

/// <summary>An error as an agent reads it: the code, what was wrong, the next step in the words of the tools. Never a
/// secret.</summary>
internal static class ErrorText
{
    public static string Of(MigrationException e) => $"{e.Code}: {ToolWords.Tell(e.Message)}";

    /// <summary>A fault of the program itself.</summary>
    public static string Of(Exception e, string tool) => $"{ErrorCodes.MigrationFailed}: Running {tool}: {ToolWords.Tell(e.Message)} "
        + "This is a fault of the server, not of the call; try again, and tell the user if it stays.";
}
