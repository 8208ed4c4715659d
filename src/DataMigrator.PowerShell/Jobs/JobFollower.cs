using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using JobState = DataMigrator.Jobs.JobState;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>Turns a running job's snapshots into objects, progress and errors: one object for each table as it finishes,
/// one for the whole job at its end.</summary>
/// <param name="job">The job.</param>
/// <param name="homePath">The home folder that it is in.</param>
/// <param name="before">The job's status before it was resumed, null for a new one: tables that were done stay told.</param>
/// <param name="streams">Where it goes.</param>
internal sealed class JobFollower(MigrationJob job, string homePath, JobStatus? before, IJobStreams streams)
{
    // Also the rate of progress records: a console shows no more.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _told =
        [.. before?.TablesStatus.Where(t => t.Status == TableState.Completed).Select(t => t.Table) ?? []];

    /// <summary>Follows the job to its end and returns its last status.</summary>
    public async Task<JobStatus> FollowAsync()
    {
        var progress = new JobProgress(streams.Progress);
        while (!job.Completion.IsCompleted)
        {
            JobStatus now = job.Status;
            TellTables(now, ended: false);
            progress.Show(new MigrationStatus(now, homePath));
            await Task.WhenAny(job.Completion, Task.Delay(Interval)).ConfigureAwait(false);
        }

        JobStatus last = await job.Completion.ConfigureAwait(false);
        TellTables(last, ended: true);
        progress.Complete();
        streams.Output(new MigrationStatus(last, homePath));
        if (last.Status == JobState.Failed)
        {
            streams.Record(ErrorRecords.Of(last.ErrorCode ?? ErrorCodes.MigrationFailed,
                $"{last.ErrorMessage ?? "The job failed."}{ResumeHint(last, homePath)}", last.JobId));
        }
        else if (last.Status == JobState.Stopped)
        {
            streams.Record(new WarningRecord(Stopped(last, homePath)));
        }

        return last;
    }

    /// <summary>What a job that was stopped leaves to do.</summary>
    public static string Stopped(JobStatus status, string homePath) =>
        $"The job {status.JobId} was stopped at a batch boundary; {status.RowsMigrated} rows are committed.{ResumeHint(status, homePath)}";

    private static string ResumeHint(JobStatus status, string homePath) =>
        $" Go on with: Resume-DbMigrationJob -JobId {status.JobId} -HomePath '{homePath.Replace("'", "''", StringComparison.Ordinal)}'";

    private void TellTables(JobStatus status, bool ended)
    {
        foreach (TableStatus table in status.TablesStatus)
        {
            // A failed table may be tried again within the job: only its last word counts.
            bool done = table.Status == TableState.Completed || (ended && table.Status is TableState.Failed or TableState.Skipped);
            if (done && _told.Add(table.Table))
            {
                streams.Output(new MigrationTableResult(status, table, homePath));
                if (table.RowsFailed > 0)
                {
                    streams.Record(new WarningRecord(
                        $"{table.Table}: {table.RowsFailed} rows were set aside in {table.ErrorFile}; each line there says why."));
                }
            }
        }
    }
}
