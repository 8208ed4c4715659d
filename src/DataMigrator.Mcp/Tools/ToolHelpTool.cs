using System.Text.Json.Nodes;
using DataMigrator.Mcp.Help;
using DataMigrator.Mcp.Schema;
using DataMigrator.Profiles;

namespace DataMigrator.Mcp.Tools;

internal sealed class ToolHelpTool : McpTool
{
    public override string Name => "tool-help";

    public override string Title => "Explain a tool";

    public override string Description =>
        "Use this when a call was refused or before using a tool for the first time: returns its parameters, examples of calls and its common "
        + "errors with what to do. Without tool_name it returns the workflow of a migration and all tools.";

    public override ToolHints Hints => ToolHints.Local;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Text("tool_name", "Name of the tool. Without it an overview.")];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Text("tool", "The tool, null for the overview.").OrNull(),
        Field.Text("description", "When to use it, what comes back, what next."),
        Field.Objects("parameters", "Its parameters.", Field.Text("name", "The name."),
            Field.Choice("type", "The type.", "string", "integer", "boolean", "array of strings"), Field.Flag("required", "It must be given."),
            Field.Text("description", "What it means.")),
        Field.Objects("results", "Members of its result.", Field.Text("name", "The name."), Field.Text("description", "What it says.")),
        Field.Objects("examples", "Examples of calls.", Field.Text("purpose", "What it is for."), Field.Text("arguments", "The arguments as JSON.")),
        Field.Objects("errors", "Common errors.", Field.Text("code", "The first word of the message."), Field.Text("cause", "When it comes."), Field.Text("next", "What to do.")),
        Field.Texts("workflow", "The steps of a migration; empty for a tool."),
        Field.Objects("tools", "All tools; empty for a tool.", Field.Text("name", "The name."), Field.Text("title", "What it does.")),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
        [new("The workflow.", "{}"), new("One tool.", """{"tool_name":"start-migration-job"}""")];

    public override IReadOnlyList<ToolError> Errors { get; } =
        [new(ErrorCodes.InvalidParameter, "There is no tool of that name.", "Take the name that the message suggests.")];

    public override Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<McpTool> tools = call.Server.Tools;
        if (call.Arguments.Text("tool_name") is not { } name)
        {
            return Task.FromResult(Page(null, "Moves data between SQLite, PostgreSQL, MySQL and MariaDB.", [], [], [], [], Workflow.Steps, tools));
        }

        McpTool tool = tools.FirstOrDefault(t => t.Name == name) ?? throw new MigrationException(ErrorCodes.InvalidParameter,
            $"Explaining a tool: there is no tool \"{name}\" here. {Nearest(name, tools)}") { Target = name };
        return Task.FromResult(Page(tool.Name, tool.Description, tool.Parameters, tool.Result, tool.Examples, tool.Errors, [], []));
    }

    /// <summary>The name that was meant, or all there are.</summary>
    public static string Nearest(string name, IReadOnlyList<McpTool> tools) =>
        NearestName.Find(name.Replace('_', '-'), tools.Select(t => t.Name)) is { } near ? $"Did you mean \"{near}\"?"
            : "There are: " + string.Join(", ", tools.Select(t => t.Name)) + ".";

    private static JsonObject Page(string? tool, string description, IReadOnlyList<Parameter> parameters, IReadOnlyList<Field> results, IReadOnlyList<ToolExample> examples,
        IReadOnlyList<ToolError> errors, IReadOnlyList<string> workflow, IReadOnlyList<McpTool> tools) => new()
        {
            ["tool"] = tool,
            ["description"] = description,
            ["parameters"] = Shared.Array(parameters.Select(p => (JsonNode)new JsonObject
            {
                ["name"] = p.Name,
                ["type"] = p.Type switch
                {
                    ParameterType.Integer => "integer", ParameterType.Flag => "boolean", ParameterType.Texts => "array of strings", _ => "string",
                },
                ["required"] = p.Required,
                ["description"] = p.Choices.Count > 0 ? $"{p.Description} One of {string.Join(", ", p.Choices)}." : p.Description,
            })),
            ["results"] = Shared.Array(results.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["description"] = f.Description })),
            ["examples"] = Shared.Array(examples.Select(e => (JsonNode)new JsonObject { ["purpose"] = e.Purpose, ["arguments"] = e.Arguments })),
            ["errors"] = Shared.Array(errors.Select(e => (JsonNode)new JsonObject { ["code"] = e.Code, ["cause"] = e.Cause, ["next"] = e.Next })),
            ["workflow"] = Shared.Array(workflow),
            ["tools"] = Shared.Array(tools.Select(t => (JsonNode)new JsonObject { ["name"] = t.Name, ["title"] = t.Title })),
        };
}
