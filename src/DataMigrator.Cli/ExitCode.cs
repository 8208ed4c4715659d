using DataMigrator.Jobs;

namespace DataMigrator.Cli;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCode
{
    public const int Completed = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int CompletedWithErrors = 3;
    public const int Stopped = 130;

    /// <summary>The code for a job that has come to its end in this process.</summary>
    public static int Of(JobStatus status) => status.Status switch
    {
        JobState.Completed => status.Verified == false ? CompletedWithErrors : Completed,
        JobState.CompletedWithErrors => CompletedWithErrors,
        JobState.Stopped => Stopped,
        _ => Failed,
    };
}
