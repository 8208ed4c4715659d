namespace DataMigrator.Databases;

/// <summary>What a failure of a driver means for the job.</summary>
internal enum FaultKind
{
    /// <summary>A row's data broke a rule of the target (constraint, range, encoding): find the row and set it aside.</summary>
    Row,

    /// <summary>A row refers to a row that is not there.</summary>
    ForeignKey,

    /// <summary>It may pass: connection lost, server restarting, deadlock, lock timeout, busy.</summary>
    Transient,

    /// <summary>The login was refused or a right is missing.</summary>
    Access,

    /// <summary>The server can't be reached.</summary>
    Connection,

    /// <summary>The target's disk is full.</summary>
    DiskFull,

    /// <summary>What a statement was to create is there already.</summary>
    AlreadyExists,

    /// <summary>Anything else: the job fails, resumable.</summary>
    Other,
}

/// <summary>A driver's exception in the engine's terms.</summary>
/// <param name="Kind">What it means for the job.</param>
/// <param name="Code">The database's own code: an SQLSTATE, a MySQL error number, an SQLite result code's name.</param>
/// <param name="SqlState">The SQLSTATE where there is one.</param>
/// <param name="Message">The database's message; it may quote data, never a secret.</param>
/// <param name="Column">The column at fault where the database tells it.</param>
internal sealed record DatabaseFault(FaultKind Kind, string Code, string? SqlState, string Message,
    string? Column = null)
{
    /// <summary>The character of the statement that the database points at, from 1; null where it does not.</summary>
    public int? Position { get; init; }
}

/// <summary>Thrown by a writer when it knows itself, without an exception of the driver, that a range of rows was not
/// taken as sent (LOAD DATA with warnings). The transaction is to be rolled back to the savepoint before the range.</summary>
internal sealed class RowsRefusedException(string message) : Exception(message);
