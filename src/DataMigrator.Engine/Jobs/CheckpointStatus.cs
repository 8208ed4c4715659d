namespace DataMigrator.Jobs;

/// <summary>What a checkpoint says to those who ask for a job's status.</summary>
internal static class CheckpointStatus
{
    /// <summary>The status that a checkpoint tells, of a job in this process or any other.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="state">The state that holds (a dead process leaves <c>running</c> behind).</param>
    /// <param name="rate">Rows a second now; null to take the average of the tables' own time.</param>
    public static JobStatus Of(Checkpoint checkpoint, JobFolder folder, JobState state, double? rate)
    {
        string[] names = [.. checkpoint.Tables.Select(t => t.Table)];
        List<TableStatus> tables = [.. checkpoint.Tables.Select(t => new TableStatus(t.Table, t.Status, t.RowsMigrated,
            t.RowsFailed, t.TotalRows)
        {
            BytesMigrated = t.BytesMigrated,
            ElapsedSeconds = t.ElapsedSeconds,
            ErrorFile = ErrorFile(t),
            TargetTable = t.TargetTable,
        })];
        long migrated = tables.Sum(t => t.RowsMigrated), failed = tables.Sum(t => t.RowsFailed);
        long total = tables.Sum(t => t.TotalRows);
        double elapsed = tables.Sum(t => t.ElapsedSeconds);
        double rowsPerSecond = rate ?? (elapsed > 0 ? migrated / elapsed : 0);
        bool done = state is JobState.Completed or JobState.CompletedWithErrors;
        return new JobStatus
        {
            JobId = checkpoint.JobId,
            Status = state,
            Mode = checkpoint.Mode,
            ProgressPercent = done ? 100 : total > 0 ? (int)Math.Min(99, 100.0 * (migrated + failed) / total) : 0,
            CurrentTable = state == JobState.Running ? checkpoint.CurrentTable : null,
            RowsMigrated = migrated,
            RowsFailed = failed,
            TotalRows = total,
            ErrorFile = tables.LastOrDefault(t => t.ErrorFile is not null)?.ErrorFile,
            TablesCompleted = tables.Count(t => t.Status == TableState.Completed),
            TablesTotal = tables.Count > 0 ? tables.Count : checkpoint.TablesToMake.Count,
            TablesStatus = tables,
            FailedTables = [.. checkpoint.Tables.Where(t => t.Status == TableState.Failed || t.RowsFailed > 0 || t.Error is not null)
                .Select(t => new FailedTable(t.Table, t.Error ?? $"{t.RowsFailed} rows were set aside", t.RowsFailed, ErrorFile(t)))],
            StartedAt = checkpoint.StartedAt,
            CompletedAt = checkpoint.CompletedAt,
            ErrorCode = checkpoint.ErrorCode,
            ErrorMessage = checkpoint.ErrorMessage,
            RowsPerSecond = Math.Round(rowsPerSecond, 1),
            BytesMigrated = tables.Sum(t => t.BytesMigrated),
            EtaSeconds = state == JobState.Running && rowsPerSecond > 0
                ? Math.Round(Math.Max(0, total - migrated - failed) / rowsPerSecond, 1) : null,
            Warnings = [.. checkpoint.Warnings],
            Verified = checkpoint.Verified,
            Source = checkpoint.Source,
            Target = checkpoint.Target,
            Checkpoint = folder.CheckpointFile,
        };

        string? ErrorFile(TableCheckpoint table)
        {
            if (table.RowsFailed == 0 && table.Error is null)
            {
                return null;
            }

            string rejects = folder.RejectFile(table.Table, names);
            return File.Exists(rejects) ? rejects : File.Exists(folder.FkViolationsFile) ? folder.FkViolationsFile : null;
        }
    }
}
