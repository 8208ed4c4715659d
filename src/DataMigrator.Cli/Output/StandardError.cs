using DataMigrator.Jobs;
using DataMigrator.Json;

namespace DataMigrator.Cli.Output;

/// <summary>Log lines on stderr: JSON objects, or words where a person looks at a terminal. Where stderr is closed or its disk
/// is full they are lost: that is no reason to end a job, whose checkpoint says the same.</summary>
internal static class StandardError
{
    private static readonly Lock Gate = new();

    /// <summary>Takes the lines while a progress display owns the terminal.</summary>
    public static Action<string>? Display { get; set; }

    public static void Write(LogEntry entry)
    {
        if (Console.IsErrorRedirected)
        {
            WriteLine(StatusJson.SerializeLine(entry, CommandLineWords.Instance));
        }
        else if (entry.Level != "info")
        {
            string line = Words(entry);
            if (Display is { } display)
            {
                display(line);
            }
            else
            {
                WriteLine(line);
            }
        }
    }

    private static void WriteLine(string line)
    {
        lock (Gate)
        {
            try
            {
                Console.Error.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // See above.
            }
        }
    }

    internal static string Words(LogEntry entry)
    {
        string level = entry.Level == "error" ? "error: " : entry.Level == "warn" ? "warning: " : "";
        string table = entry.Table is null ? "" : Printable.Text(entry.Table) + ": ";
        string detail = entry.Detail is null ? "" : ". " + CommandLineWords.Tell(entry.Detail);
        string code = entry.Code is null ? "" : $" [{entry.Code}]";
        return level + table + Printable.Lines(CommandLineWords.Tell(entry.Message).TrimEnd('.') + detail) + code;
    }
}
