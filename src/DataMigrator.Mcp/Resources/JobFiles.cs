using DataMigrator.Jobs;

namespace DataMigrator.Mcp.Resources;

/// <summary>The files that a job leaves beside its checkpoint.</summary>
internal static class JobFiles
{
    // What one answer holds at most.
    private const int MostCharacters = 200_000;

    /// <summary>The reject file of a table, null when no row of it was rejected.</summary>
    /// <exception cref="MigrationException">SOURCE_TABLE_NOT_FOUND.</exception>
    public static string? Rejects(JobStatus status, string table) =>
        (status.TablesStatus.FirstOrDefault(t => t.Table == table)
            ?? throw new MigrationException(ErrorCodes.SourceTableNotFound, $"Reading rejected rows: the job {status.JobId} has no table '{table}'. It has: "
                + string.Join(", ", status.TablesStatus.Take(50).Select(t => t.Table)) + ".") { Target = table }).ErrorFile;

    /// <summary>The file of foreign key violations, null when there is none.</summary>
    public static string? Violations(JobStatus status)
    {
        string? folder = Path.GetDirectoryName(status.Checkpoint);
        string file = Path.Combine(folder ?? "", "fk_violations.jsonl");
        return folder is not null && File.Exists(file) ? file : null;
    }

    /// <summary>Whole lines of a file, up to a number of lines and a size.</summary>
    public static async Task<(IReadOnlyList<string> Lines, bool More)> ReadAsync(string? file, int skip, int most, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (file is null || !File.Exists(file))
        {
            return (lines, false);
        }

        int number = 0;
        long characters = 0;
        await foreach (string line in File.ReadLinesAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (number++ < skip || line.Length == 0)
            {
                continue;
            }

            characters += line.Length;
            if (lines.Count == most || (characters > MostCharacters && lines.Count > 0))
            {
                return (lines, true);
            }

            lines.Add(line);
        }

        return (lines, false);
    }
}
