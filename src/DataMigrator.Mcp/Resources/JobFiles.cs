using DataMigrator.Jobs;
using DataMigrator.Pipeline;

namespace DataMigrator.Mcp.Resources;

/// <summary>The files that a job leaves beside its checkpoint.</summary>
internal static class JobFiles
{
    // The most characters of a value, where few are long and where many are. Rows of any size are read in little memory.
    private const int LongText = 20_000;
    private const int ShortText = 900;

    // What one answer holds at most.
    private const int MostCharacters = 55_000;

    /// <summary>The reject file of a table, null when no row of it was rejected.</summary>
    public static string? Rejects(JobStatus status, string table) => status.TablesStatus.FirstOrDefault(t => t.Table == table)?.ErrorFile;

    /// <summary>The file of foreign key violations, null when there is none.</summary>
    public static string? Violations(JobStatus status)
    {
        string? folder = Path.GetDirectoryName(status.Checkpoint);
        string file = Path.Combine(folder ?? "", "fk_violations.jsonl");
        return folder is not null && File.Exists(file) ? file : null;
    }

    /// <summary>Rows as lines, up to a number and a size; long values are shortened more where they would fill it.</summary>
    /// <param name="read">The rows with texts of at most so many characters.</param>
    /// <param name="skip">Rows to leave out before the first.</param>
    /// <param name="most">The most rows.</param>
    public static async Task<(IReadOnlyList<string> Lines, bool More)> TakeAsync(Func<int, IAsyncEnumerable<RejectedRow>> read, int skip, int most)
    {
        (List<string> lines, bool more, bool full) = await TakeAsync(read(LongText), skip, most).ConfigureAwait(false);
        if (full)
        {
            (lines, more, _) = await TakeAsync(read(ShortText), skip, most).ConfigureAwait(false);
        }

        return (lines, more);
    }

    private static async Task<(List<string> Lines, bool More, bool Full)> TakeAsync(IAsyncEnumerable<RejectedRow> rows, int skip, int most)
    {
        var lines = new List<string>();
        long characters = 0;
        await foreach (RejectedRow row in rows.ConfigureAwait(false))
        {
            if (skip-- > 0)
            {
                continue;
            }

            characters += row.Line.Length;
            bool full = characters > MostCharacters;
            if (lines.Count == most || (full && lines.Count > 0))
            {
                return (lines, true, full && lines.Count < most);
            }

            lines.Add(row.Line);
        }

        return (lines, false, characters > MostCharacters);
    }
}
