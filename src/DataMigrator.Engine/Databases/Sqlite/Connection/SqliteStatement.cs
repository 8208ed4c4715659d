using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite.Connection;

/// <summary>A prepared statement, used through its bare handle. Not for two threads at once.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        Database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        DatabaseHandle = Database.DangerousGetHandle();
        int result = raw.sqlite3_prepare_v3(Database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        Check(result);
        Handle = _statement.DangerousGetHandle();
    }

    /// <summary>The statement's handle, valid until it is disposed.</summary>
    public nint Handle { get; }

    /// <summary>The connection's handle.</summary>
    public nint DatabaseHandle { get; }

    private sqlite3 Database { get; }

    /// <summary>The connection is in a transaction.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Database) == 0;

    /// <summary>Goes on to the next row; false at the end.</summary>
    public bool Step()
    {
        int result = SqliteNative.Step(Handle);
        if (result == SqliteNative.Row)
        {
            return true;
        }

        if (result != SqliteNative.Done)
        {
            throw Error(result);
        }

        return false;
    }

    /// <summary>Throws unless the result is SQLITE_OK.</summary>
    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Error(result);
        }
    }

    public SqliteException Error(int result)
    {
        int extended = raw.sqlite3_extended_errcode(Database);
        string message = (extended & 0xff) == (result & 0xff)
            ? raw.sqlite3_errmsg(Database).utf8_to_string()
            : raw.sqlite3_errstr(result).utf8_to_string();
        return new SqliteException(message, result & 0xff, (extended & 0xff) == (result & 0xff) ? extended : result);
    }

    public void Dispose() => _statement?.Dispose();
}
