using System.Text.Json.Nodes;
using DataMigrator.Mcp.Schema;
using DataMigrator.Profiles;

namespace DataMigrator.Mcp.Tools;

internal sealed class ListProfilesTool : McpTool
{
    public override string Name => "list-profiles";

    public override string Title => "List connection profiles";

    public override string Description =>
        "Use this first: it lists the connection profiles that all other tools take by name, with type, access and place, never a secret. "
        + "A migration needs a target whose access is read-write. Next: list-databases with a profile's name.";

    public override ToolHints Hints => ToolHints.Local;

    public override IReadOnlyList<Parameter> Parameters => [];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Objects("profiles", "The profiles by name.",
            Field.Text("name", "The name to give to other tools."),
            Field.Choice("type", "The database system.", [.. DatabaseNames.Names]),
            Field.Choice("access", "What may be done through it; the database enforces it.", "read-only", "read-write"),
            Field.Text("host", "Host name or address, null for SQLite.").OrNull(),
            Field.Integer("port", "Port, null for the usual one.").OrNull(),
            Field.Text("directory", "SQLite: the folder of the files, null otherwise.").OrNull()),
        Field.Text("message", "What to do when there is none."),
    ];

    public override IReadOnlyList<ToolExample> Examples => [new("See which databases can be reached.", "{}")];

    public override IReadOnlyList<ToolError> Errors { get; } =
        [new(ErrorCodes.InvalidParameter, "The profile file holds a mistake.", "Tell the user the message: it names the file, the key and what is allowed.")];

    public override Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        JsonNode[] profiles = [.. call.Service.ListProfiles().Select(p => (JsonNode)new JsonObject
        {
            ["name"] = p.Name,
            ["type"] = Shared.Name(p.Kind),
            ["access"] = p.Access == AccessMode.ReadWrite ? "read-write" : "read-only",
            ["host"] = p.Host,
            ["port"] = p.Port,
            ["directory"] = p.Directory,
        })];
        return Task.FromResult(new JsonObject
        {
            ["profiles"] = new JsonArray(profiles),
            ["message"] = profiles.Length > 0 ? $"{profiles.Length} profiles. Next: list-databases."
                : "There is no profile. Ask the user to write datamigrator.profiles.json in the server's current folder, or to start it with --profiles.",
        });
    }
}
