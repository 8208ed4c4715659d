using DataMigrator.Jobs;
using DataMigrator.Pipeline;

namespace DataMigrator.Mcp.Resources;

/// <summary>The files that a job leaves beside its checkpoint.</summary>
internal static class JobFiles
{
    // What one answer holds at most.
    private const int MostCharacters = 200_000;

    /// <summary>The reject file of a table, null when no row of it was rejected.</summary>
    public static string? Rejects(JobStatus status, string table) => status.TablesStatus.FirstOrDefault(t => t.Table == table)?.ErrorFile;

    /// <summary>The file of foreign key violations, null when there is none.</summary>
    public static string? Violations(JobStatus status)
    {
        string? folder = Path.GetDirectoryName(status.Checkpoint);
        string file = Path.Combine(folder ?? "", "fk_violations.jsonl");
        return folder is not null && File.Exists(file) ? file : null;
    }

    /// <summary>Rows as lines, up to a number and a size.</summary>
    public static async Task<(IReadOnlyList<string> Lines, bool More)> TakeAsync(IAsyncEnumerable<RejectedRow> rows, int skip, int most)
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
            if (lines.Count == most || (characters > MostCharacters && lines.Count > 0))
            {
                return (lines, true);
            }

            lines.Add(row.Line);
        }

        return (lines, false);
    }
}
