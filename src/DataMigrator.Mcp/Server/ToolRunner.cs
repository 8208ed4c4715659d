using System.Text.Json;
using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Resources;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace DataMigrator.Mcp.Server;

/// <summary>Runs one call of a tool: arguments checked, progress passed on, errors turned into results that an agent can act
/// on.</summary>
internal sealed class ToolRunner(ServerContext context)
{
    public async ValueTask<CallToolResult> RunAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        string name = request.Params?.Name ?? "";
        McpTool tool = context.Tools.FirstOrDefault(t => t.Name == name)
            ?? throw new McpProtocolException(Unknown(name), McpErrorCode.InvalidParams);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.HungUp);
        try
        {
            Arguments arguments = Arguments.Parse(name, tool.Parameters, request.Params!.Arguments);
            JsonObject result = await tool.RunAsync(new ToolCall(context, arguments, Reporter(request, either.Token)), either.Token)
                .ConfigureAwait(false);
            context.Form.Apply(result, tool.Result);
            string text = ResultBound.Text(result, tool);
            IEnumerable<ContentBlock> links = ResourceLinks.AreKnown(request.Server.NegotiatedProtocolVersion) ? tool.Links(result, context.Service.HomePath) : [];
            return context.Structured
                ? new CallToolResult
                {
                    StructuredContent = JsonElement.Parse(text),
                    Content = [new TextContentBlock { Text = $"{tool.Title}: the result is the structured content." }, .. links],
                }
                : new CallToolResult { Content = [new TextContentBlock { Text = text }, .. links] };
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            throw;
        }
        catch (MigrationException e)
        {
            return Error(ErrorText.Of(e));
        }
        catch (Exception e)
        {
            context.Service.Options.Log?.Invoke(new LogEntry("error", "Tool failed") { Code = ErrorCodes.MigrationFailed, Detail = $"{name}: {e}" });
            return Error(ErrorText.Of(e, name));
        }
    }

    private string Unknown(string name) => ToolCatalog.All.Any(t => t.Name == name)
        ? $"The tool {name} writes, and this server was started read-only."
        : $"There is no tool \"{name}\". {ToolHelpTool.Nearest(name, context.Tools)}";

    private static CallToolResult Error(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = ResultBound.Message(text) }] };

    private static Func<double, double?, string, Task> Reporter(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.ProgressToken is not { } token)
        {
            return (_, _, _) => Task.CompletedTask;
        }

        float last = -1;
        return (done, total, message) =>
        {
            // The protocol wants it to grow with each notification, also while nothing moves.
            last = (float)done > last ? (float)done : MathF.BitIncrement(last);
            return request.Server.NotifyProgressAsync(token,
                new ProgressNotificationValue { Progress = last, Total = (float?)total, Message = message },
                cancellationToken: cancellationToken);
        };
    }
}
