using System.Text.Json.Nodes;
using DataMigrator.Exploration;
using DataMigrator.Mcp.Schema;
using DataMigrator.Profiles;

namespace DataMigrator.Mcp.Tools;

internal sealed class ListProfilesTool : McpTool
{
    // A server that does not answer at once is found out by the tools that need it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public override string Name => "list-profiles";

    public override string Title => "List connection profiles";

    public override string Description =>
        "Use this first: it lists the connection profiles that all other tools take by name, with type, access and place, never a secret. "
        + "warnings tell where a login may do more than its profile says. A migration needs a target whose access is read-write. Next: list-databases with a profile's name.";

    public override ToolHints Hints => ToolHints.Reading;

    public override IReadOnlyList<Parameter> Parameters => [];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Objects("profiles", "The profiles by name.",
            Field.Text("name", "The name to give to other tools."),
            Field.Choice("type", "The database system.", [.. DatabaseNames.Names]),
            Field.Choice("access", "What may be done through it; the database enforces it.", "read-only", "read-write"),
            Field.Text("host", "Host name or address, null for SQLite.").OrNull(),
            Field.Integer("port", "Port, null for the usual one.").OrNull(),
            Field.Text("directory", "SQLite: the folder of the files, null otherwise.").OrNull(),
            Field.Texts("warnings", "Where its login may do more than it needs, with the grants to make instead: tell the user. Empty where the server is not reached.")),
        Field.Text("home_path", "The home folder: paths in results are relative to it."),
        Field.Text("message", "What to do when there is none."),
    ];

    public override IReadOnlyList<ToolExample> Examples => [new("See which databases can be reached.", "{}")];

    public override IReadOnlyList<ToolError> Errors { get; } =
        [new(ErrorCodes.InvalidParameter, "The profile file holds a mistake.", "Tell the user the message: it names the file, the key and what is allowed.")];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<ProfileInfo> found = call.Service.ListProfiles();
        IReadOnlyList<string>[] warnings = await Task.WhenAll(found.Select(p => WarningsAsync(call, p, cancellationToken))).ConfigureAwait(false);
        JsonNode[] profiles = [.. found.Select((p, i) => (JsonNode)new JsonObject
        {
            ["name"] = p.Name,
            ["type"] = Shared.Name(p.Kind),
            ["access"] = p.Access == AccessMode.ReadWrite ? "read-write" : "read-only",
            ["host"] = p.Host,
            ["port"] = p.Port,
            ["directory"] = p.Directory,
            ["warnings"] = Shared.Array(warnings[i]),
        })];
        return new JsonObject
        {
            ["profiles"] = new JsonArray(profiles),
            ["home_path"] = call.Service.HomePath,
            ["message"] = profiles.Length > 0 ? $"{profiles.Length} profiles. Next: list-databases."
                : "There is no profile. Ask the user to write datamigrator.profiles.json in the server's current folder, or to start it with --profiles.",
        };
    }

    private static async Task<IReadOnlyList<string>> WarningsAsync(ToolCall call, ProfileInfo profile, CancellationToken cancellationToken)
    {
        if (DatabaseNames.Of(profile.Kind).IsFile)
        {
            return [];
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return (await call.Service.TestProfileAsync(profile.Name, null, limit.Token).WaitAsync(Patience, cancellationToken).ConfigureAwait(false)).Warnings;
        }
        catch (Exception e) when (e is MigrationException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }
}
