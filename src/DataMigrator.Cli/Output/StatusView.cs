using System.Globalization;
using DataMigrator.Jobs;

namespace DataMigrator.Cli.Output;

/// <summary>A job's status for a person.</summary>
internal static class StatusView
{
    public static void Write(JobStatus status, string resume)
    {
        TextWriter output = Console.Out;
        var table = new ResultTable("Table", "Status", ">Rows", ">Failed", ">Total", ">Seconds", ">Rows/s");
        foreach (TableStatus row in status.TablesStatus)
        {
            table.Add(row.Table, Name(row.Status), Count(row.RowsMigrated), Count(row.RowsFailed), Count(row.TotalRows),
                row.ElapsedSeconds.ToString("0.0", CultureInfo.InvariantCulture), Rate(row));
        }

        table.Write();
        output.WriteLine($"Job {status.JobId}: {Name(status.Status)}, {Count(status.RowsMigrated)} rows in {status.TablesCompleted} of {status.TablesTotal} tables"
            + (status.RowsFailed > 0 ? $", {Count(status.RowsFailed)} rows set aside" : "") + Progress(status) + Verified(status));
        foreach (FailedTable failed in status.FailedTables)
        {
            WriteNote($"{failed.Table}: {CommandLineWords.Tell(failed.Error)}{(failed.ErrorFile is null ? "" : $" ({failed.ErrorFile})")}");
        }

        foreach (string warning in status.Warnings)
        {
            WriteNote("Warning: " + CommandLineWords.Tell(warning));
        }

        if (status.ErrorMessage is not null)
        {
            WriteNote($"{CommandLineWords.Tell(status.ErrorMessage)}{(status.ErrorCode is null ? "" : $" [{status.ErrorCode}]")}");
        }

        if (status.Status is JobState.Failed or JobState.Stopped or JobState.Interrupted)
        {
            WriteNote("Resume with: " + resume);
        }
    }

    public static void WriteList(IReadOnlyList<JobStatus> jobs)
    {
        if (jobs.Count == 0)
        {
            Console.Out.WriteLine("There is no job in this folder; --home names another.");
            return;
        }

        var table = new ResultTable("Job", "Status", "Started", ">Tables", ">Rows", ">Failed", ">Percent");
        foreach (JobStatus job in jobs)
        {
            table.Add(job.JobId, Name(job.Status), job.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                $"{job.TablesCompleted}/{job.TablesTotal}", Count(job.RowsMigrated), Count(job.RowsFailed),
                job.ProgressPercent.ToString("0", CultureInfo.InvariantCulture));
        }

        table.Write();
    }

    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static void WriteNote(string text) => Console.Out.WriteLine(Printable.Lines(text));

    private static string Progress(JobStatus status) => status.Status != JobState.Running ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {status.ProgressPercent} %, {status.RowsPerSecond:N0} rows/s")
            + (status.EtaSeconds is { } eta ? $", {Duration(eta)} left" : "");

    private static string Verified(JobStatus status) => status.Verified switch
    {
        true => ", verified: both sides are equal",
        false => ", verified: the sides differ (dbmigrate verify shows where)",
        null => "",
    };

    internal static string Duration(double seconds) => seconds < 3600
        ? TimeSpan.FromSeconds(seconds).ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600}:{(long)seconds / 60 % 60:00}:{(long)seconds % 60:00}");

    private static string Rate(TableStatus row) =>
        row.ElapsedSeconds > 0 ? Count((long)(row.RowsMigrated / row.ElapsedSeconds)) : "";

    // As in the JSON form, with blanks: "in progress".
    private static string Name<T>(T state) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()).Replace('_', ' ');
}
