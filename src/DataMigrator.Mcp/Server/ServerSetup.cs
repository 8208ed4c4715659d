using System.Reflection;
using System.Text.Json;
using DataMigrator.Mcp.Help;
using DataMigrator.Mcp.Prompts;
using DataMigrator.Mcp.Resources;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace DataMigrator.Mcp.Server;

/// <summary>Tells the protocol library what this server offers.</summary>
internal static class ServerSetup
{
    public const string Name = "datamigrator";

    public static McpServerOptions Create(ServerContext context)
    {
        var runner = new ToolRunner(context);
        var resources = new ResourceSet(context);
        var completions = new Completions(context);
        IList<Tool> tools = [.. context.Tools.Select(t => Describe(t, context.Structured))];
        return new McpServerOptions
        {
            ServerInfo = new Implementation { Name = Name, Title = "DataMigrator", Version = Version() },
            ServerInstructions = context.ReadOnly ? Workflow.ReadOnlyInstructions : Workflow.Instructions,
            Capabilities = new ServerCapabilities
            {
                Tools = new ToolsCapability(), Prompts = new PromptsCapability(), Resources = new ResourcesCapability(),
                Completions = new CompletionsCapability(),
            },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = tools }),
                CallToolHandler = runner.RunAsync,
                ListPromptsHandler = (_, _) => ValueTask.FromResult(new ListPromptsResult { Prompts = context.ReadOnly ? [] : PromptSet.All }),
                GetPromptHandler = (request, _) => ValueTask.FromResult(PromptSet.Get(request.Params?.Name ?? "", request.Params?.Arguments)),
                ListResourcesHandler = (request, _) => ValueTask.FromResult(resources.List(request.Params?.Cursor)),
                ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(new ListResourceTemplatesResult { ResourceTemplates = ResourceSet.Templates }),
                CompleteHandler = async (request, token) => await completions.CompleteAsync(request.Params, token).ConfigureAwait(false),
                SubscribeToResourcesHandler = (_, _) => throw NoSubscriptions(),
                UnsubscribeFromResourcesHandler = (_, _) => throw NoSubscriptions(),
                ReadResourceHandler = async (request, token) => await resources.ReadAsync(request.Params?.Uri ?? "", token).ConfigureAwait(false),
            },
        };
    }

    /// <summary>A tool as <c>tools/list</c> shows it. The schema of its result is as long as all the rest, and tells a reader
    /// little that the result does not; tool-help has it in words.</summary>
    public static Tool Describe(McpTool tool, bool structured) => new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = JsonSerializer.SerializeToElement(SchemaJson.Input(tool.Parameters)),
        OutputSchema = structured ? JsonSerializer.SerializeToElement(SchemaJson.Output([.. tool.Result, ResultBound.Cut])) : null,
        Annotations = new ToolAnnotations
        {
            Title = tool.Title,
            ReadOnlyHint = tool.Hints.ReadOnly,
            DestructiveHint = tool.Hints.Destructive,
            IdempotentHint = tool.Hints.Idempotent,
            OpenWorldHint = tool.Hints.OpenWorld,
        },
    };

    // Without this the protocol library agrees, and nothing is ever sent.
    private static McpProtocolException NoSubscriptions() => new("Resources can't be subscribed to: read them again, or call check-migration-status "
        + "with wait_seconds.", McpErrorCode.MethodNotFound);

    private static string Version() =>
        typeof(ServerSetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
