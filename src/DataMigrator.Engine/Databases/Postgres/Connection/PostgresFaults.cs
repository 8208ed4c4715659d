using System.Net.Sockets;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Connection;

/// <summary>What exceptions of the driver mean, by SQLSTATE (appendix A of the manual).</summary>
internal static class PostgresFaults
{
    public static DatabaseFault Classify(Exception exception) => exception switch
    {
        PostgresException server => Server(server),
        RowsRefusedException refused => new DatabaseFault(FaultKind.Row, "rows_refused", null, refused.Message),
        MigrationException { InnerException: { } inner } => Classify(inner),
        AggregateException { InnerException: { } inner } => Classify(inner),
        _ => Client(exception),
    };

    private static DatabaseFault Server(PostgresException e)
    {
        string message = e.Detail is null ? e.MessageText : e.MessageText + ": " + e.Detail;
        return new DatabaseFault(Kind(e.SqlState), e.SqlState, e.SqlState, message, e.ColumnName ?? CopyColumn(e.Where))
        {
            Position = e.Position > 0 ? e.Position : null,
        };
    }

    private static FaultKind Kind(string state) => state switch
    {
        PostgresErrorCodes.ForeignKeyViolation => FaultKind.ForeignKey,
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => FaultKind.Access,
        PostgresErrorCodes.DiskFull => FaultKind.DiskFull,
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.DuplicateSchema
            or PostgresErrorCodes.DuplicateFunction => FaultKind.AlreadyExists,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections => FaultKind.Transient,
        // 54000: a value too large for the index over its column.
        PostgresErrorCodes.ProgramLimitExceeded or PostgresErrorCodes.WithCheckOptionViolation => FaultKind.Row,
        _ => state[..2] switch
        {
            "22" or "23" or "P0" => FaultKind.Row,
            "28" => FaultKind.Access,
            "08" => FaultKind.Transient,
            _ => FaultKind.Other,
        },
    };

    private static DatabaseFault Client(Exception e)
    {
        bool unreachable = false;
        bool broken = e is NpgsqlException { IsTransient: true };
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            unreachable |= inner is SocketException
            {
                SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable
                    or SocketError.NetworkUnreachable or SocketError.NoData or SocketError.TryAgain,
            };
            broken |= inner is IOException or SocketException or TimeoutException;
        }

        return unreachable ? new DatabaseFault(FaultKind.Connection, "connection", null, e.Message)
            : broken ? new DatabaseFault(FaultKind.Transient, "connection_lost", null, e.Message)
            : new DatabaseFault(FaultKind.Other, e.GetType().Name, null, e.Message);
    }

    // CONTEXT: COPY t, line 3, column amount: "x"
    private static string? CopyColumn(string? context)
    {
        const string mark = ", column ";
        int line = context is null || !context.StartsWith("COPY ", StringComparison.Ordinal)
            ? -1
            : context.IndexOf(", line ", StringComparison.Ordinal);
        int start = line < 0 ? -1 : context!.IndexOf(mark, line, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = context.AsSpan(start + mark.Length);
        int newline = rest.IndexOf('\n');
        rest = newline < 0 ? rest : rest[..newline];
        int end = rest.IndexOf(": ", StringComparison.Ordinal);
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
