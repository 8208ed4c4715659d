using DataMigrator.Jobs;

namespace DataMigrator.Cli.Output;

/// <summary>Failures on stderr: a code and a message, never a stack trace.</summary>
internal static class ErrorReport
{
    public static void Write(Exception exception)
    {
        if (exception is MigrationException { Problems.Count: > 0 } several)
        {
            Write(several.Problems);
            return;
        }

        string code = (exception as MigrationException)?.Code ?? ErrorCodes.MigrationFailed;
        StandardError.Write(new LogEntry("error", exception.Message) { Code = code });
    }

    public static void Write(IReadOnlyList<PlanProblem> problems)
    {
        foreach (PlanProblem problem in problems)
        {
            StandardError.Write(new LogEntry("error", problem.Message) { Code = problem.Code, Table = problem.Table });
        }
    }
}
