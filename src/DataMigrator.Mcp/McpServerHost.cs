using DataMigrator.Jobs;
using DataMigrator.Json;
using DataMigrator.Mcp.Server;
using ModelContextProtocol.Server;

namespace DataMigrator.Mcp;

/// <summary>The one way to serve MCP: JSON-RPC over a pair of streams until the client hangs up.</summary>
public static class McpServerHost
{
    /// <summary>Serves until the input ends or the token is cancelled. Jobs that still run are then stopped at a batch
    /// boundary and waited for; they can be resumed.</summary>
    /// <param name="input">JSON-RPC messages, one a line (stdin).</param>
    /// <param name="output">JSON-RPC messages and nothing else (stdout).</param>
    /// <param name="options">What the host decides.</param>
    /// <param name="cancellationToken">Ends the server.</param>
    /// <exception cref="MigrationException">An option can't be right.</exception>
    public static async Task RunAsync(Stream input, Stream output, McpHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        Action<LogEntry> log = options.Engine.Log ?? WriteToStandardError;
        using var loggers = new LogLines(log);
        using var context = new ServerContext(options with { Engine = options.Engine with { AllowUrls = false, Log = log } });
        var transport = new StreamServerTransport(new InputStream(input, context.HangUp, context.HungUp), output, ServerSetup.Name, loggers);
        await using (transport.ConfigureAwait(false))
        {
            McpServer server = McpServer.Create(transport, ServerSetup.Create(context), loggers);
            await using (server.ConfigureAwait(false))
            {
                log(new LogEntry("info", "MCP server started") { Detail = context.Describe() });
                try
                {
                    // A read from stdin can't be cancelled: the wait for it can.
                    await server.RunAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // The host has had enough: the same end as when the client hangs up.
                }
                finally
                {
                    context.HangUp();
                    await context.Jobs.StopAllAsync().ConfigureAwait(false);
                    log(new LogEntry("info", "MCP server ended"));
                }
            }
        }
    }

    private static void WriteToStandardError(LogEntry entry) => Console.Error.WriteLine(StatusJson.SerializeLine(entry, ToolWords.Instance));
}
