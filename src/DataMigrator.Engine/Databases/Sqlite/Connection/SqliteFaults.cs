using DataMigrator.Databases.Sqlite.Rows;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite.Connection;

/// <summary>SQLite's result codes in the engine's terms (https://sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private static readonly Dictionary<int, (FaultKind Kind, string Name)> ByCode = new()
    {
        [raw.SQLITE_ERROR] = (FaultKind.Other, "SQLITE_ERROR"),
        [raw.SQLITE_INTERNAL] = (FaultKind.Other, "SQLITE_INTERNAL"),
        [raw.SQLITE_PERM] = (FaultKind.Access, "SQLITE_PERM"),
        [raw.SQLITE_ABORT] = (FaultKind.Other, "SQLITE_ABORT"),
        [raw.SQLITE_BUSY] = (FaultKind.Transient, "SQLITE_BUSY"),
        [raw.SQLITE_LOCKED] = (FaultKind.Transient, "SQLITE_LOCKED"),
        [raw.SQLITE_NOMEM] = (FaultKind.Transient, "SQLITE_NOMEM"),
        [raw.SQLITE_READONLY] = (FaultKind.Access, "SQLITE_READONLY"),
        [raw.SQLITE_INTERRUPT] = (FaultKind.Other, "SQLITE_INTERRUPT"),
        [raw.SQLITE_IOERR] = (FaultKind.Other, "SQLITE_IOERR"),
        [raw.SQLITE_CORRUPT] = (FaultKind.Other, "SQLITE_CORRUPT"),
        [raw.SQLITE_NOTFOUND] = (FaultKind.Other, "SQLITE_NOTFOUND"),
        [raw.SQLITE_FULL] = (FaultKind.DiskFull, "SQLITE_FULL"),
        [raw.SQLITE_CANTOPEN] = (FaultKind.Connection, "SQLITE_CANTOPEN"),
        [raw.SQLITE_PROTOCOL] = (FaultKind.Transient, "SQLITE_PROTOCOL"),
        [raw.SQLITE_SCHEMA] = (FaultKind.Transient, "SQLITE_SCHEMA"),
        [raw.SQLITE_TOOBIG] = (FaultKind.Row, "SQLITE_TOOBIG"),
        [raw.SQLITE_CONSTRAINT] = (FaultKind.Row, "SQLITE_CONSTRAINT"),
        [raw.SQLITE_MISMATCH] = (FaultKind.Row, "SQLITE_MISMATCH"),
        [raw.SQLITE_MISUSE] = (FaultKind.Other, "SQLITE_MISUSE"),
        [raw.SQLITE_AUTH] = (FaultKind.Access, "SQLITE_AUTH"),
        [raw.SQLITE_RANGE] = (FaultKind.Other, "SQLITE_RANGE"),
        [raw.SQLITE_NOTADB] = (FaultKind.Connection, "SQLITE_NOTADB"),
        [raw.SQLITE_CONSTRAINT_CHECK] = (FaultKind.Row, "SQLITE_CONSTRAINT_CHECK"),
        [raw.SQLITE_CONSTRAINT_COMMITHOOK] = (FaultKind.Row, "SQLITE_CONSTRAINT_COMMITHOOK"),
        [raw.SQLITE_CONSTRAINT_FOREIGNKEY] = (FaultKind.ForeignKey, "SQLITE_CONSTRAINT_FOREIGNKEY"),
        [raw.SQLITE_CONSTRAINT_FUNCTION] = (FaultKind.Row, "SQLITE_CONSTRAINT_FUNCTION"),
        [raw.SQLITE_CONSTRAINT_NOTNULL] = (FaultKind.Row, "SQLITE_CONSTRAINT_NOTNULL"),
        [raw.SQLITE_CONSTRAINT_PRIMARYKEY] = (FaultKind.Row, "SQLITE_CONSTRAINT_PRIMARYKEY"),
        [raw.SQLITE_CONSTRAINT_TRIGGER] = (FaultKind.Row, "SQLITE_CONSTRAINT_TRIGGER"),
        [raw.SQLITE_CONSTRAINT_UNIQUE] = (FaultKind.Row, "SQLITE_CONSTRAINT_UNIQUE"),
        [raw.SQLITE_CONSTRAINT_VTAB] = (FaultKind.Row, "SQLITE_CONSTRAINT_VTAB"),
        [raw.SQLITE_CONSTRAINT_ROWID] = (FaultKind.Row, "SQLITE_CONSTRAINT_ROWID"),
        [ConstraintDataType] = (FaultKind.Row, "SQLITE_CONSTRAINT_DATATYPE"),
    };

    // Value for a column of a STRICT table; newer than SQLitePCL's list of constants.
    private const int ConstraintDataType = 3091;

    public static DatabaseFault Classify(Exception exception) => exception switch
    {
        SqliteException e => OfSqlite(e),
        SqliteRefusal e => new DatabaseFault(FaultKind.Row, e.Code, null, e.Message, e.Column),
        RowsRefusedException e => new DatabaseFault(FaultKind.Row, "rows_refused", null, e.Message),
        AggregateException { InnerException: { } inner } => Classify(inner),
        _ => new DatabaseFault(FaultKind.Other, exception.GetType().Name, null, exception.Message),
    };

    private static DatabaseFault OfSqlite(SqliteException e)
    {
        if (!ByCode.TryGetValue(e.SqliteExtendedErrorCode, out (FaultKind Kind, string Name) fault)
            && !ByCode.TryGetValue(e.SqliteErrorCode, out fault))
        {
            fault = (FaultKind.Other, "SQLITE_" + e.SqliteExtendedErrorCode);
        }

        // SQLITE_ERROR alone, but always in these words.
        if (fault.Kind == FaultKind.Other && e.Message.Contains(" already exists", StringComparison.Ordinal))
        {
            fault.Kind = FaultKind.AlreadyExists;
        }

        return new DatabaseFault(fault.Kind, fault.Name, null, e.Message, ColumnIn(e.Message));
    }

    // "NOT NULL constraint failed: t.c", "UNIQUE constraint failed: t.a, t.b", "cannot store TEXT value in INT column t.c".
    // More than one column, or a dot in a name, and the message does not tell it.
    private static string? ColumnIn(string message)
    {
        string? place = After(message, "constraint failed: ") ?? After(message, " column ");
        if (place is null || message.Contains("CHECK constraint", StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = place.TrimEnd('\'', '.').Split('.');
        return parts.Length == 2 && !parts[1].Contains(", ", StringComparison.Ordinal) ? parts[1] : null;
    }

    private static string? After(string message, string mark)
    {
        int at = message.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : message[(at + mark.Length)..];
    }
}
