using System.Text.Json.Nodes;
using DataMigrator.Exploration;
using DataMigrator.Mcp.Schema;

namespace DataMigrator.Mcp.Tools;

internal sealed class ListDatabasesTool : McpTool
{
    private const int Usual = 500;

    public override string Name => "list-databases";

    public override string Title => "List the databases of a profile";

    public override string Description =>
        "Use this to find the name of a database, and to test that a profile can connect. Returns the databases that its login may enter, "
        + "or the files of an SQLite profile's folder, and the server's version. Next: list-tables.";

    public override ToolHints Hints => ToolHints.Reading;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Shared.ProfileName, Shared.Limit(Usual), Shared.Offset];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Text("server", "The system that answered, with its version."),
        Field.Integer("databases_count", "How many there are, whatever limit and offset."),
        Field.Objects("databases", "The databases by name.",
            Field.Text("name", "The name to give to other tools."),
            Field.Integer("size_bytes", "Size of an SQLite file, null for others.").OrNull()),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } = [new("List the databases of the profile prod.", """{"profile_name":"prod"}""")];

    public override IReadOnlyList<ToolError> Errors { get; } = [Shared.NoProfile, Shared.NoConnection];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string profile = call.Arguments.Required("profile_name");
        ProfileTest test = await call.Service.TestProfileAsync(profile, null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DatabaseInfo> databases = await call.Service.ListDatabasesAsync(profile, cancellationToken).ConfigureAwait(false);
        return new JsonObject
        {
            ["server"] = $"{Shared.Name(test.Kind)} {test.ServerVersion}",
            ["databases_count"] = databases.Count,
            ["databases"] = Shared.Array(Shared.Page(call, databases, Usual).Select(d => (JsonNode)new JsonObject { ["name"] = d.Name, ["size_bytes"] = d.SizeBytes })),
        };
    }
}
