using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace DataMigrator.Mcp.Server;

/// <summary>The log for a client that has asked for it (<c>logging/setLevel</c>), line by line as stderr has it; without that
/// nothing is sent.</summary>
internal static class ClientLog
{
    // The newest version of the protocol has no logs any more; clients of those before ask for them.
#pragma warning disable MCP9005
    public static bool IsWanted(McpServer? server) => server?.LoggingLevel is not null;

    public static void Send(McpServer server, LogEntry entry)
    {
        LoggingLevel level = entry.Level switch { "error" => LoggingLevel.Error, "warn" => LoggingLevel.Warning, _ => LoggingLevel.Info };
        if (server.LoggingLevel is not { } least || level < least)
        {
            return;
        }

        var line = new LoggingMessageNotificationParams
        {
            Level = level, Logger = ServerSetup.Name, Data = JsonElement.Parse(StatusJson.SerializeLine(entry, ToolWords.Instance)),
        };
        try
        {
            server.SendNotificationAsync(NotificationMethods.LoggingMessageNotification, line).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The client is gone.
        }
    }
#pragma warning restore MCP9005
}
