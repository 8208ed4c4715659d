using System.Globalization;
using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Output;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>The stream that a log line belongs to.</summary>
internal static class LogRouting
{
    /// <summary>A record of the error, warning or verbose stream; null for a line that says what the job's last object says
    /// too.</summary>
    public static object? Of(LogEntry entry) => entry switch
    {
        { Level: "error", Message: "Migration failed" } => null,
        { Level: "error", Code: { } code } => ErrorRecords.Of(code, entry.Detail ?? entry.Message, entry.Table ?? entry.JobId),
        { Level: "error" } or { Level: "warn" } => new WarningRecord(PowerShellText.Of(Line(entry))),
        _ => new VerboseRecord(PowerShellText.Of(Line(entry))),
    };

    private static string Line(LogEntry entry) => entry switch
    {
        { Message: "Warning", Detail: { } detail } => detail,
        { Detail: { } detail } => $"{entry.Message}: {detail}",
        { Table: { } table } => string.Create(CultureInfo.InvariantCulture, $"{entry.Message}: {table}, {entry.Rows:N0} rows, {entry.Percent} %"),
        { Rows: { } rows } => string.Create(CultureInfo.InvariantCulture, $"{entry.Message}: {rows:N0} rows"),
        _ => entry.Message,
    };
}
