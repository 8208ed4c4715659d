using System.Text.Json.Nodes;
using DataMigrator.Mcp.Schema;

namespace DataMigrator.Mcp.Tools;

internal sealed class ReadSchemaFileTool : McpTool
{
    public override string Name => "read-schema-file";

    public override string Title => "Read a generated SQL file";

    public override string Description =>
        "Use this to read what generate-schema-copy wrote. Given a folder it lists the .sql files in it; given a .sql file it returns "
        + "numbered access to its lines (first_line, lines). Only files in allowed folders. Next: write-schema-file to change it, "
        + "execute-sql to run it.";

    public override ToolHints Hints => ToolHints.Local;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Text("path", "A .sql file, or a folder such as the output_dir of generate-schema-copy; absolute or relative to the home folder.") with { Required = true },
        Parameter.Integer("first_line", 1, 10_000_000, "The first line to return. Without it 1."),
        Parameter.Integer("lines", 1, 5000, "How many lines to return. Without it 500."),
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Text("path", "The file or folder, absolute."),
        Field.Texts("files", "The .sql files of a folder, absolute; empty for a file."),
        Field.Text("text", "The lines of a file; empty for a folder."),
        Field.Integer("first_line", "The first line returned, 0 for a folder."),
        Field.Integer("total_lines", "Lines of the file, 0 for a folder."),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("List the generated files.", """{"path":".tmp/schema-copy/20260101-120000"}"""),
        new("Read around line 88.", """{"path":".tmp/schema-copy/20260101-120000/tables.sql","first_line":80,"lines":20}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
    [
        new(ErrorCodes.AccessDenied, "The path leads out of the allowed folders, or is no .sql file.", "Take output_dir from generate-schema-copy."),
        new(ErrorCodes.InvalidParameter, "There is no such file.", "List the folder first."),
    ];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string path = call.Server.Folders.Resolve(call.Arguments.Required("path"));
        if (Directory.Exists(path))
        {
            return Result(path, SchemaFiles.List(path), "", 0, 0);
        }

        string[] lines = (await SchemaFiles.ReadAsync(SchemaFiles.Resolve(call.Server.Folders, path), cancellationToken).ConfigureAwait(false)).Split('\n');
        int first = call.Arguments.Integer("first_line", 1);
        string text = string.Join('\n', lines.Skip(first - 1).Take(call.Arguments.Integer("lines", 500)));
        return text.Length <= SchemaFiles.MostCharacters ? Result(path, [], text, first, lines.Length)
            : throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading {path}: these lines hold {text.Length} characters, over "
                + $"{SchemaFiles.MostCharacters}. Ask for fewer lines.") { Target = path };

        static JsonObject Result(string path, IReadOnlyList<string> files, string text, int first, int total) => new()
        {
            ["path"] = path,
            ["files"] = Shared.Array(files),
            ["text"] = text,
            ["first_line"] = first,
            ["total_lines"] = total,
        };
    }
}
