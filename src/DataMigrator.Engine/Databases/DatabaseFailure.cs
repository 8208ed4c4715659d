namespace DataMigrator.Databases;

/// <summary>An exception of a driver with what was being done, classified by the database that it came from.</summary>
internal sealed class DatabaseFailure(DatabaseFault fault, string doing, Exception inner)
    : Exception($"{doing}: {fault.Message}", inner)
{
    public DatabaseFault Fault { get; } = fault;

    /// <summary>It may pass: worth another try from the last commit.</summary>
    public bool IsTransient => Fault.Kind is FaultKind.Transient or FaultKind.Connection;

    /// <summary>It is about the whole database, not about one table.</summary>
    public bool IsFatal => IsTransient || Fault.Kind == FaultKind.DiskFull;

    /// <summary>Wraps a driver's exception; exceptions of the engine and cancellations pass as they are.</summary>
    public static Exception Wrap(DatabaseSession session, string doing, Exception exception) =>
        exception is MigrationException or DatabaseFailure or OperationCanceledException
            ? exception : new DatabaseFailure(session.Database.Classify(exception), doing, exception);

    /// <summary>A driver's exception from outside a job, in the engine's terms.</summary>
    public static Exception Translate(Exception e, DatabaseSession session, string doing) => Wrap(session, doing, e) switch
    {
        DatabaseFailure failure => new MigrationException(
            failure.IsTransient ? ErrorCodes.ConnectionFailed
            : failure.Fault.Kind == FaultKind.Access ? ErrorCodes.AccessDenied : ErrorCodes.MigrationFailed,
            $"{failure.Message} (code {failure.Fault.Code}). See that the databases can be reached and read, then try again.", e),
        Exception other => other,
    };

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
