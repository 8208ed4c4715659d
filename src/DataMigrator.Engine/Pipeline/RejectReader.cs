using System.Runtime.CompilerServices;
using System.Text.Json;
using DataMigrator.Profiles;

namespace DataMigrator.Pipeline;

/// <summary>Reads a file of rows that were set aside, a row at a time, also while a job writes it.</summary>
internal static class RejectReader
{
    private static readonly JsonElement NoKey = JsonElement.Parse("{}");

    /// <summary>The rows in the order of the file. A last line that was not written to its end is left out, with a warning: a job
    /// that is running or resumed writes it anew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="textLimit">The most characters of a value's text; a longer one ends in an ellipsis and its length.</param>
    /// <param name="warn">Told of a torn line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED: another line can't be read, or the file can't.</exception>
    public static async IAsyncEnumerable<RejectedRow> ReadAsync(string path, int textLimit, Action<string> warn,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ShortenedLines? lines = Open(path, textLimit);
        long number = 0;
        long damaged = 0;
        while (lines is not null && await NextAsync(lines, path, cancellationToken).ConfigureAwait(false) is { } line)
        {
            number++;
            if (damaged > 0)
            {
                throw new MigrationException(ErrorCodes.MigrationFailed, $"Reading {path}: line {damaged} is no rejected row. "
                    + "Has the file been changed? Read it with an editor.") { Target = path };
            }

            if (line.Length == 0)
            {
                continue;
            }

            if (Parse(line) is { } row)
            {
                yield return row;
            }
            else
            {
                damaged = number;
            }
        }

        if (damaged > 0)
        {
            warn($"The last line of {path} (line {damaged}) was not written to its end and is left out. The job writes it anew when it goes on.");
        }
    }

    private static RejectedRow? Parse(string line)
    {
        try
        {
            JsonElement json = JsonElement.Parse(line);
            bool rejected = json.TryGetProperty("key", out JsonElement key);
            return new RejectedRow
            {
                Table = json.GetProperty("table").GetString()!,
                RowIndex = json.GetProperty("row_index") is { ValueKind: not JsonValueKind.Null } index ? index.GetInt64() : null,
                Key = rejected ? key : NoKey,
                Column = Text(json, "column"),
                Code = rejected ? Text(json, "code") : ErrorCodes.FkViolation,
                SqlState = Text(json, "sqlstate"),
                Error = Text(json, "error") ?? "",
                Value = json.TryGetProperty("value", out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null,
                References = Text(json, "references"),
                Row = json.GetProperty("row"),
                Line = line,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>The file, or null when it is not there: no row was set aside.</summary>
    private static ShortenedLines? Open(string path, int textLimit)
    {
        // Jobs write files: a link was put there by someone else, to have another file shown.
        if (PlainFile.IsLinked(path) || !PlainFile.IsFileOrFolder(path))
        {
            throw new MigrationException(ErrorCodes.AccessDenied, $"Reading {path}: it or its folder is a link, or it is no file, which no job "
                + "leaves behind. Look at it with another program.") { Target = path };
        }

        try
        {
            return new ShortenedLines(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), textLimit);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static async Task<string?> NextAsync(ShortenedLines lines, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Unreadable(path, e);
        }
    }

    private static MigrationException Unreadable(string path, Exception e) => new(ErrorCodes.MigrationFailed,
        $"Reading {path}: {e.Message} See that the file can be read, then try again.", e) { Target = path };
}
