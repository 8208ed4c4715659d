using System.Text.Json.Nodes;
using DataMigrator.Json;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Server;
using DataMigrator.Rehearsals;

namespace DataMigrator.Mcp.Tools;

internal sealed class RehearseMigrationTool : McpTool
{
    public override string Name => "rehearse-migration";

    public override string Title => "Rehearse a migration";

    public override string Description =>
        "Use this before the target is changed: tries the files of output_dir and some rows in a scratch database that is dropped again. "
        + "Returns statements that fail (file, line) and rows that would be rejected. Next: write-schema-file, and rehearse again until passed.";

    public override ToolHints Hints { get; } = new(false, false, true, true);

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. ((Parameter[])[MigrationArguments.IncludeTables, MigrationArguments.SourceProfile, MigrationArguments.SourceDatabase,
            MigrationArguments.TargetProfile, MigrationArguments.TargetDatabase]).Select(p => p with
            {
                Required = p.Name is "source_profile" or "source_database" or "target_profile", Description = "As for plan-migration.",
            }),
        Parameter.Text("output_dir", "Folder of generate-schema-copy. Without it the target's structure."),
        Parameter.Flag("create_schema", "In place of output_dir: the schema that a job would create."),
        Parameter.Integer("sample_rows", 0, 10_000, "Rows of a table. Without it 100."),
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Text("source", "Where rows come from."),
        Field.Text("target", "Where rows would go."),
        Field.Flag("passed", "Nothing failed and no row was rejected."),
        Field.Choice("schema", "Where the schema came from.", "files", "generated", "target"),
        Field.Integer("sample_rows", "The most rows of a table that were tried."),
        Field.Integer("statements_run", "Statements that were run."),
        Field.Integer("statements_failed", "Statements that failed."),
        Field.Integer("rows_tried", "Rows that were tried, of all tables."),
        Field.Integer("rows_rejected", "Rows of those that were rejected."),
        Field.Integer("problems_total", "All problems, also those that are not named."),
        Field.Objects("problems", $"What failed, in order: the first {Rehearsal.MostProblems}.", Field.Text("code", "An error code."),
            Field.Text("file", "The file of the statement.").OrNull(), Field.Integer("line", "Its line.").OrNull(),
            Field.Text("table", "The table.").OrNull(), Field.Text("column", "The column.").OrNull(),
            Field.Text("statement", "The statement's beginning.").OrNull(), Field.Text("database_code", "The database's own code.").OrNull(),
            Field.Text("message", "What the database says."), Field.Text("next", "What to do.")),
        Field.Objects("rejects", $"Rows that would be rejected: the first {Rehearsal.MostRowsOfTable} of a table.", Field.Text("table", "The table."),
            Field.Text("key", "Its key's values, as JSON."), Field.Text("column", "The column to blame.").OrNull(),
            Field.Text("code", "The database's code.").OrNull(), Field.Text("error", "Why.")),
        Field.Objects("tables", "Tables with rejected rows.", Field.Text("table", "The table."), Field.Integer("rows_tried", "Rows tried."),
            Field.Integer("rows_rejected", "Rows rejected.")),
        Field.Texts("warnings", "What to know."),
        Field.Number("elapsed_seconds", "How long it took."),
        Field.Text("notice", "What the values are.").OrNull(),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("The edited files of a schema copy.",
            """{"source_profile":"prod","source_database":"shop","target_profile":"dev","target_database":"shop","output_dir":".tmp/schema-copy/20260101-120000"}"""),
        new("The schema alone, as a job with create_schema would make it.",
            """{"source_profile":"prod","source_database":"shop","target_profile":"dev","target_database":"shop","create_schema":true,"sample_rows":0}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
    [
        new(ErrorCodes.AccessDenied, "The target's profile is read-only, its login may not create databases, or output_dir leads out of the allowed folders.",
            "The message says which; have the right granted, or choose another profile or folder."),
        new(ErrorCodes.InvalidParameter, "output_dir holds no schema files, or is given together with create_schema.", "Give the output_dir of generate-schema-copy."),
        new(ErrorCodes.SchemaCopyFailed, "The schema can't be generated.", "The message names what stands against it; leave those tables out."),
        Shared.NoProfile, Shared.NoConnection,
    ];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        Task<Rehearsal> rehearsal = call.Service.RehearseAsync(new RehearsalRequest
        {
            Migration = MigrationArguments.Request(call.Arguments, Name),
            OutputDir = call.Arguments.Text("output_dir") is { } folder ? call.Server.Folders.Resolve(folder) : null,
            SampleRows = call.Arguments.Integer("sample_rows", 100),
        }, cancellationToken);
        call.Server.Jobs.Await(rehearsal);
        for (int seconds = 1; await Task.WhenAny(rehearsal, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None)).ConfigureAwait(false) != rehearsal; seconds++)
        {
            await call.Report(seconds, null, "rehearsing").ConfigureAwait(false);
        }

        Rehearsal found = await rehearsal.ConfigureAwait(false);
        var json = (JsonObject)JsonNode.Parse(StatusJson.Serialize(found with { Tables = [.. found.Tables.Where(t => t.RowsRejected > 0)] }, ToolWords.Instance))!;
        json["notice"] = found.Rejects.Count > 0 ? Shared.DataNotice : found.Problems.Count > 0 ? Shared.NamesNotice : null;
        return json;
    }
}
