using DataMigrator.Jobs;
using DataMigrator.Json;
using DataMigrator.Mcp.Server;
using ModelContextProtocol.Server;

namespace DataMigrator.Mcp;

/// <summary>The one way to serve MCP: JSON-RPC over a pair of streams until the client hangs up.</summary>
public static class McpServerHost
{
    // Calls and jobs have a second and a half to end well; the process is to be gone within two.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Serves until the input ends or the token is cancelled, and returns within two seconds of that, whatever calls are
    /// under way. Jobs that still run are asked to stop at a batch boundary; a batch that takes more than a second is rolled
    /// back. They can be resumed. What has not ended by then ends with the process.</summary>
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
        Action<LogEntry> write = options.Engine.Log ?? WriteToStandardError;
        McpServer? server = null;

        // Each has a queue of its own: neither keeps the other waiting.
        var toClient = new LogQueue(line => ClientLog.Send(server!, line));
        var log = new LogQueue(line =>
        {
            if (ClientLog.IsWanted(server))
            {
                toClient.Write(line);
            }

            write(line);
        });
        var context = new ServerContext(options with { Engine = options.Engine with { AllowUrls = false, Log = log.Write } });
        var loggers = new LogLines(log.Write);
        var transport = new StreamServerTransport(new InputStream(input, context.HangUp, TooLong, context.HungUp), output, ServerSetup.Name, loggers);
        server = McpServer.Create(transport, ServerSetup.Create(context), loggers);
        log.Write(new LogEntry("info", "MCP server started") { Detail = context.Describe() });
        Task serving = server.RunAsync(cancellationToken);
        using (cancellationToken.UnsafeRegister(_ => context.HangUp(), null))
        {
            await Task.WhenAny(serving, Task.Delay(Timeout.Infinite, context.HungUp)).ConfigureAwait(false);
            context.HangUp();
            Task ending = Task.Run(() => EndAsync(server, transport, serving, context), CancellationToken.None);
            bool ended = await Task.WhenAny(ending, Task.Delay(Patience, CancellationToken.None)).ConfigureAwait(false) == ending;
            log.Write(new LogEntry("info", "MCP server ended") { Detail = ended ? null : "Calls were still under way, or the client did not read." });
            await log.EndAsync().ConfigureAwait(false);
            await toClient.EndAsync().ConfigureAwait(false);
            if (ended)
            {
                await ending.ConfigureAwait(false);
                context.Dispose();
            }
        }

        void TooLong() => log.Write(new LogEntry("error", $"A message of over {InputStream.LongestMessage} bytes: the server ends."));
    }

    private static async Task EndAsync(McpServer server, StreamServerTransport transport, Task serving, ServerContext context)
    {
        await context.Jobs.StopAllAsync().ConfigureAwait(false);
        try
        {
            await serving.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.HungUp.IsCancellationRequested)
        {
            // The host has had enough: the same end as when the client hangs up.
        }

        await server.DisposeAsync().ConfigureAwait(false);
        await transport.DisposeAsync().ConfigureAwait(false);
    }

    private static void WriteToStandardError(LogEntry entry) => Console.Error.WriteLine(StatusJson.SerializeLine(entry, ToolWords.Instance));
}
