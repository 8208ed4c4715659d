namespace DataMigrator.Cli.Output;

/// <summary>Results on stdout. One that can't be written, on a full disk or where stdout is closed, is a failure of its own:
/// what was done is done.</summary>
internal static class StandardOutput
{
    /// <param name="write">Writes the result.</param>
    /// <param name="next">A sentence that says what holds, and what to do.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED.</exception>
    public static void Write(Action write, string next = "Make room or choose another place for it, then run the command again.")
    {
        try
        {
            write();
            Console.Out.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.MigrationFailed, $"Writing the result to stdout: {e.Message} {next}", e);
        }
    }
}
