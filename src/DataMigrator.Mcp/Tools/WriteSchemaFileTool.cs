using System.Text.Json.Nodes;
using DataMigrator.Mcp.Schema;

namespace DataMigrator.Mcp.Tools;

internal sealed class WriteSchemaFileTool : McpTool
{
    public override string Name => "write-schema-file";

    public override string Title => "Change a generated SQL file";

    public override string Description =>
        "Use this to correct a generated .sql file before running it, or to write one of your own in an allowed folder. Give either "
        + "old_text and new_text, to replace the one place where old_text stands, or content, to write the whole file. Changes no "
        + "database. Returns the file's path and size. Next: execute-sql with that file.";

    public override ToolHints Hints { get; } = new(false, true, true, false);

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Text("path", "A .sql file in an allowed folder; absolute or relative to the home folder.") with { Required = true },
        Parameter.Text("old_text", "The text to replace, exactly as in the file; it must stand there once. Needs new_text."),
        Parameter.Text("new_text", "What to put in the place of old_text; empty to take it out.") with { MayBeEmpty = true },
        Parameter.Text("content", "The whole content of the file, which is made or overwritten. Excludes old_text and new_text.") with { MayBeEmpty = true },
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Path("path", "The file."),
        Field.Flag("created", "The file was not there before."),
        Field.Integer("line", "The line where the change begins."),
        Field.Integer("total_lines", "Lines of the file now."),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("Repair one column.", """{"path":".tmp/schema-copy/20260101-120000/tables.sql","old_text":"\"amount\" numerc(10,2)","new_text":"\"amount\" numeric(10,2)"}"""),
        new("Write a file of one's own.", """{"path":".tmp/schema-copy/fix.sql","content":"ALTER TABLE orders ADD COLUMN note text;"}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
    [
        new(ErrorCodes.InvalidParameter, "old_text is not in the file, or more than once.", "Read the lines again and give more of the text around it."),
        new(ErrorCodes.AccessDenied, "The path leads out of the allowed folders, or is no .sql file.", "Take output_dir from generate-schema-copy."),
    ];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string given = call.Arguments.Required("path");
        string path = SchemaFiles.Resolve(call.Server.Folders, given);
        string? content = call.Arguments.Text("content");
        string? oldText = call.Arguments.Text("old_text");
        string? newText = call.Arguments.Text("new_text");
        if (content is not null ? oldText is not null || newText is not null : string.IsNullOrEmpty(oldText) || newText is null)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Changing {given}: give either content, or old_text (not empty) and new_text.") { Target = given };
        }

        bool created = !File.Exists(path);
        int at = 0;
        if (content is null)
        {
            string text = await SchemaFiles.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            at = text.IndexOf(oldText!, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf(oldText!, at + 1, StringComparison.Ordinal) >= 0)
            {
                throw new MigrationException(ErrorCodes.InvalidParameter, $"Changing {given}: old_text "
                    + (at < 0 ? "is not in it. Read the file and give the text exactly as it stands there, with its spaces and line breaks."
                        : "stands in it more than once. Give more of the text around the place.")) { Target = given };
            }

            content = text[..at] + newText + text[(at + oldText!.Length)..];
        }

        await WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
        return new JsonObject
        {
            ["path"] = path,
            ["created"] = created,
            ["line"] = 1 + content.AsSpan(0, at).Count('\n'),
            ["total_lines"] = 1 + content.AsSpan().Count('\n'),
        };
    }

    // Beside the file and in its place: a reader sees the old text or the new one.
    private static async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():n}.new");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A name that nobody can foresee, and only a file that is not there: no link is followed, nothing overwritten.
            await using (var writer = new StreamWriter(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)))
            {
                await writer.WriteAsync(content.AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw new MigrationException(ErrorCodes.AccessDenied, $"Writing {path}: {e.Message} Choose a folder that can be written.", e) { Target = path };
        }
    }
}
