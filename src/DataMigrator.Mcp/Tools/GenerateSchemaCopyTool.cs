using System.Text.Json.Nodes;
using DataMigrator.Mcp.Resources;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Server;
using DataMigrator.SchemaCopy;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tools;

internal sealed class GenerateSchemaCopyTool : McpTool
{
    public override string Name => "generate-schema-copy";

    public override string Title => "Write the schema of a source for another database system";

    public override string Description =>
        "Use this when the target has no tables yet. Reads the schema of a source and writes it as SQL files for the target's system: "
        + "tables.sql, indexes.sql, foreign_keys.sql, triggers.sql, views.sql, and under skipped/ what could not be translated. Changes no "
        + "database. Returns the folder, counts, warnings and what was skipped with the reason. Next: read-schema-file to look at it, "
        + "write-schema-file to correct it, execute-sql to run tables.sql on the target, start-migration-job, then execute-sql with the rest.";

    public override ToolHints Hints { get; } = new(false, false, false, true);

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Shared.ProfileName with { Description = "The source's profile (list-profiles). Never a URL or a password." },
        Shared.DatabaseName,
        Parameter.Text("target_db_type", "The database system to write for.") with { Required = true, Choices = DatabaseNames.Names, Canonical = CanonicalName },
        Parameter.Text("output_dir", "Folder for the files, empty or new, in an allowed folder; absolute or relative to the home folder. Without it a new folder in .tmp/schema-copy."),
        Parameter.Texts("include_tables", "Only these tables: names or patterns with * and ?. Without it all."),
        Parameter.Texts("exclude_tables", "All but these tables: names or patterns."),
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Shared.NamesNoticeField,
        Field.Path("output_dir", "The folder."),
        Field.Integer("tables_generated", "CREATE TABLE statements."),
        Field.Integer("indexes_generated", "Indexes and unique keys."),
        Field.Integer("foreign_keys_generated", "Foreign keys."),
        Field.Integer("triggers_generated", "Triggers."),
        Field.Integer("views_generated", "Views."),
        Field.Objects("warnings", "What is different in the target.", Field.Text("type", "table, column, index, foreign_key, trigger, view, type, check or database."),
            Field.Text("name", "What it is about."), Field.Text("message", "What is different.")),
        Field.Objects("skipped_items", "What was not translated.", Field.Text("type", "trigger, view, stored_procedure, function, index, foreign_key or check."),
            Field.Text("name", "Its name in the source."), Field.Text("reason", "Why not."), Field.Text("file", "The file in output_dir that keeps the original text.")),
        Field.Text("summary", "All this in a sentence."),
        Field.Paths("files", "The files written."),
    ];

    public override IEnumerable<ResourceLinkBlock> Links(JsonObject result, string home) => ResourceLinks.OfSchema(result, home);

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("A whole database for PostgreSQL.", """{"profile_name":"prod","database_name":"shop","target_db_type":"postgres"}"""),
        new("Two tables for SQLite into a folder of one's own.", """{"profile_name":"prod","database_name":"shop","target_db_type":"sqlite","output_dir":"schema","include_tables":["orders","customers"]}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
    [
        new(ErrorCodes.SchemaCopyFailed, "Names clash in the target, or it can't hold a column.", "The message names them; leave those tables out (exclude_tables) or have the source changed."),
        new(ErrorCodes.SourceTableNotFound, "A table of the lists is not there.", "Take the name that the message suggests, or call list-tables."),
        new(ErrorCodes.AccessDenied, "output_dir leads out of the allowed folders.", "Leave it out, or choose a folder in the home folder."),
        new(ErrorCodes.InvalidParameter, "output_dir is not empty, or an argument is wrong.", "Choose another folder."),
        Shared.NoProfile, Shared.NoConnection,
    ];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string? folder = call.Arguments.Text("output_dir") is { } given ? call.Server.Folders.Resolve(given) : null;
        SchemaCopyResult done = await call.Service.CopySchemaAsync(new SchemaCopyRequest
        {
            SourceProfile = call.Arguments.Required("profile_name"),
            SourceDatabase = call.Arguments.Required("database_name"),
            TargetKind = Kind(call.Arguments.Required("target_db_type")),
            OutputDir = folder,
            IncludeTables = call.Arguments.Texts("include_tables"),
            ExcludeTables = call.Arguments.Texts("exclude_tables"),
        }, cancellationToken).ConfigureAwait(false);
        return new JsonObject
        {
            ["notice"] = Shared.NamesNotice,
            ["output_dir"] = done.OutputDir,
            ["tables_generated"] = done.TablesGenerated,
            ["indexes_generated"] = done.IndexesGenerated,
            ["foreign_keys_generated"] = done.ForeignKeysGenerated,
            ["triggers_generated"] = done.TriggersGenerated,
            ["views_generated"] = done.ViewsGenerated,
            ["warnings"] = Shared.Array(done.Warnings.Select(w => (JsonNode)new JsonObject { ["type"] = w.Type, ["name"] = w.Name, ["message"] = ToolWords.Tell(w.Message) })),
            ["skipped_items"] = Shared.Array(done.SkippedItems.Select(s => (JsonNode)new JsonObject
            {
                ["type"] = s.Type, ["name"] = s.Name, ["reason"] = s.Reason, ["file"] = s.File,
            })),
            ["summary"] = done.Summary.Replace(done.OutputDir, call.Server.Form.Relative(done.OutputDir), StringComparison.Ordinal),
            ["files"] = Shared.Array(SchemaFiles.List(done.OutputDir)),
        };
    }

    private static string CanonicalName(string given) => DatabaseNames.TryFind(given, out DatabaseName? database) ? database.Name : given;

    private static DatabaseKind Kind(string name) => DatabaseNames.All.First(d => d.Name == name).Kind;
}
