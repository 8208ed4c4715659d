using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataMigrator.Jobs;
using DataMigrator.Pipeline;

namespace DataMigrator;

/// <content>Jobs of the home folder, of this process or any other.</content>
public sealed partial class MigrationService
{
    /// <summary>Jobs that this service has begun and that have not ended.</summary>
    private readonly ConcurrentDictionary<string, MigrationJob> _running = new(StringComparer.Ordinal);

    /// <summary>Asks a running job, of this process or any other, to end at its next batch boundary; it can be resumed. Returns at
    /// once: another process sees the request within a second.</summary>
    /// <returns>False: the job is not running, and nothing was asked.</returns>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND; ACCESS_DENIED: it runs as another
    /// user.</exception>
    public bool RequestStop(string jobId)
    {
        JobFolder folder = JobFolder.Open(_home, jobId);
        if (StatusOf(folder).Status != JobState.Running)
        {
            return false;
        }

        if (_running.TryGetValue(jobId, out MigrationJob? own))
        {
            own.RequestStop();
        }
        else
        {
            StopFile.Write(folder.StopFile);
        }

        return true;
    }

    /// <summary>Removes the files of a job that does not run: its checkpoint, so that it can't be resumed, and the files of rows
    /// that were set aside. No database is touched.</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND; MIGRATION_ALREADY_EXISTS: the job is running; ACCESS_DENIED: a
    /// file can't be removed.</exception>
    public Task RemoveJobAsync(string jobId, CancellationToken cancellationToken) =>
        JobRemoval.RunAsync(JobFolder.Open(_home, jobId), cancellationToken);

    private async Task<MigrationJob> KeepAsync(Task<MigrationJob> starting)
    {
        MigrationJob job = await starting.ConfigureAwait(false);
        _running[job.JobId] = job;
        _ = job.Completion.ContinueWith(_ => _running.TryRemove(new(job.JobId, job)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return job;
    }

    /// <summary>The rows that a job set aside, a row at a time: those that were rejected, in the order of the tables, then those
    /// that were taken out again because they refer to rows that are not there.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="table">A table as the status names it; null for all tables.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND; SOURCE_TABLE_NOT_FOUND: the job has no
    /// such table; MIGRATION_FAILED: a file can't be read.</exception>
    public IAsyncEnumerable<RejectedRow> ReadRejectsAsync(string jobId, string? table, CancellationToken cancellationToken) =>
        ReadRejectsAsync(jobId, table, int.MaxValue, cancellationToken);

    /// <summary>As above, with texts of at most so many characters: a longer one ends in an ellipsis and its length, and is never
    /// read into memory.</summary>
    /// <exception cref="MigrationException">As above.</exception>
    public IAsyncEnumerable<RejectedRow> ReadRejectsAsync(string jobId, string? table, int textLimit, CancellationToken cancellationToken) =>
        ReadAsync(RejectFiles(jobId, table), table, textLimit, cancellationToken);

    /// <summary>The rows that a job took out of the target again because they refer to rows that are not there.</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND; MIGRATION_FAILED: the file can't be read.</exception>
    public IAsyncEnumerable<RejectedRow> ReadForeignKeyViolationsAsync(string jobId, CancellationToken cancellationToken) =>
        ReadForeignKeyViolationsAsync(jobId, int.MaxValue, cancellationToken);

    /// <summary>As above, with texts of at most so many characters.</summary>
    /// <exception cref="MigrationException">As above.</exception>
    public IAsyncEnumerable<RejectedRow> ReadForeignKeyViolationsAsync(string jobId, int textLimit, CancellationToken cancellationToken) =>
        ReadAsync([JobFolder.Open(_home, jobId).FkViolationsFile], null, textLimit, cancellationToken);

    private string[] RejectFiles(string jobId, string? table)
    {
        IReadOnlyList<TableStatus> tables = GetStatus(jobId).TablesStatus;
        IEnumerable<TableStatus> chosen = table is null ? tables : [tables.FirstOrDefault(t => t.Table == table)
            ?? throw new MigrationException(ErrorCodes.SourceTableNotFound, $"Reading rejected rows: the job {jobId} has no table '{table}'. It has: "
                + string.Join(", ", tables.Take(50).Select(t => t.Table)) + ".") { Target = table }];
        JobFolder folder = JobFolder.Open(_home, jobId);
        return [.. chosen.Select(t => folder.RejectFile(t.Table, tables.Select(o => o.Table))), folder.FkViolationsFile];
    }

    private async IAsyncEnumerable<RejectedRow> ReadAsync(string[] files, string? table, int textLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string file in files)
        {
            await foreach (RejectedRow row in RejectReader.ReadAsync(file, textLimit, Warn, cancellationToken).ConfigureAwait(false))
            {
                if (table is null || row.Table == table)
                {
                    yield return row;
                }
            }
        }
    }

    private void Warn(string text) => Options.Log?.Invoke(new LogEntry("warn", "Warning") { Detail = text });
}
