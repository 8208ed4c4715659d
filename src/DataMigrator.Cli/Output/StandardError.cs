using DataMigrator.Jobs;
using DataMigrator.Profiles;

namespace DataMigrator.Cli.Output;

/// <summary>Log lines on stderr: JSON objects, or words where a person looks at a terminal.</summary>
internal static class StandardError
{
    private static readonly Lock Gate = new();

    /// <summary>Takes the lines while a progress display owns the terminal.</summary>
    public static Action<string>? Display { get; set; }

    public static void Write(LogEntry entry)
    {
        if (Console.IsErrorRedirected)
        {
            string line = StatusJson.SerializeLine(entry);
            lock (Gate)
            {
                Console.Error.WriteLine(line);
            }
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
                lock (Gate)
                {
                    Console.Error.WriteLine(line);
                }
            }
        }
    }

    internal static string Words(LogEntry entry)
    {
        string level = entry.Level == "error" ? "error: " : entry.Level == "warn" ? "warning: " : "";
        string table = entry.Table is null ? "" : Printable.Text(entry.Table) + ": ";
        string detail = entry.Detail is null ? "" : ". " + Redactor.Redact(entry.Detail);
        string code = entry.Code is null ? "" : $" [{entry.Code}]";
        return level + table + Printable.Lines(Redactor.Redact(entry.Message).TrimEnd('.') + detail) + code;
    }
}
