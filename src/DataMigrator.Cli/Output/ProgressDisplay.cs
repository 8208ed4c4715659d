using System.Globalization;
using DataMigrator.Jobs;
using Spectre.Console;

namespace DataMigrator.Cli.Output;

/// <summary>Two bars on stderr while a job runs: the job and the table on its way, with rows, rate and time left.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static Task<JobStatus> ShowAsync(MigrationJob job) => Bars.ShowAsync((context, facts) => FollowAsync(job, context, facts));

    private static async Task<JobStatus> FollowAsync(MigrationJob job, ProgressContext context, FactsColumn facts)
    {
        ProgressTask whole = context.AddTask(Markup.Escape(job.JobId));
        ProgressTask part = context.AddTask("…");
        while (!job.Completion.IsCompleted)
        {
            Update(job.Status, whole, part, facts);
            await Task.WhenAny(job.Completion, Task.Delay(Interval)).ConfigureAwait(false);
        }

        JobStatus last = await job.Completion.ConfigureAwait(false);
        Update(last, whole, part, facts);
        return last;
    }

    private static void Update(JobStatus status, ProgressTask whole, ProgressTask part, FactsColumn facts)
    {
        whole.Value = status.ProgressPercent;
        facts.Set(whole, string.Create(CultureInfo.InvariantCulture,
            $"{status.RowsMigrated:N0} rows, {status.RowsPerSecond:N0}/s{(status.EtaSeconds is { } eta ? $", {StatusView.Duration(eta)} left" : "")}"));
        if (status.TablesStatus.FirstOrDefault(t => t.Table == status.CurrentTable) is not { } table)
        {
            return;
        }

        part.Description = Markup.Escape(Printable.Text(table.Table));
        part.Value = table.TotalRows > 0 ? Math.Min(100, 100.0 * (table.RowsMigrated + table.RowsFailed) / table.TotalRows) : 0;
        facts.Set(part, string.Create(CultureInfo.InvariantCulture,
            $"{table.RowsMigrated:N0} rows, table {status.TablesCompleted + 1} of {status.TablesTotal}{(status.RowsFailed > 0 ? $", {status.RowsFailed:N0} set aside" : "")}"));
    }
}
