namespace DataMigrator.Databases;

/// <summary>A failure of one side's database while a job was at work, classified by that side.</summary>
internal sealed class JobFault(DatabaseFault fault, string doing, Exception inner)
    : Exception($"{doing}: {fault.Message}", inner)
{
    public DatabaseFault Fault { get; } = fault;

    /// <summary>It may pass: worth another try from the last commit.</summary>
    public bool IsTransient => Fault.Kind is FaultKind.Transient or FaultKind.Connection;

    /// <summary>It is about the whole database, not about one table.</summary>
    public bool IsFatal => IsTransient || Fault.Kind == FaultKind.DiskFull;

    /// <summary>Wraps a driver's exception; exceptions of the engine and cancellations pass as they are.</summary>
    public static Exception Wrap(DatabaseSession session, string doing, Exception exception) =>
        exception is MigrationException or JobFault or OperationCanceledException
            ? exception : new JobFault(session.Database.Classify(exception), doing, exception);

    public MigrationException ToMigrationException(string jobId) => new(
        Fault.Kind switch
        {
            FaultKind.Access => ErrorCodes.AccessDenied,
            FaultKind.Connection or FaultKind.Transient => ErrorCodes.ConnectionFailed,
            FaultKind.ForeignKey => ErrorCodes.FkViolation,
            _ => ErrorCodes.MigrationFailed,
        },
        $"{Message} (code {Fault.Code}). {Advice()} Then resume the job {jobId}.", this);

    private string Advice() => Fault.Kind switch
    {
        FaultKind.DiskFull => "Make room on the target's disk.",
        FaultKind.Access => "Grant the right that is missing.",
        FaultKind.Connection or FaultKind.Transient => "See that the server is up and can be reached.",
        _ => "See the database's log for the cause.",
    };
}
