using DataMigrator.Profiles;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite.Connection;

/// <summary>Opens a database file and says in plain words why it can't. The file is never opened by other means: closing
/// it would drop the locks of every connection that this process has to it
/// (https://sqlite.org/howtocorrupt.html, 2.2).</summary>
internal sealed class SqliteConnector(DatabaseAddress address, AccessMode access, MissingDatabase missing)
{
    /// <summary>How long a statement waits for another process's lock before it is a transient fault.</summary>
    private const int BusyMilliseconds = 5000;

    // Pages of the target's indexes; together with 50 MB of batches well under 150 MB.
    private const int WriteCacheKibibytes = 16_384;

    private string File => address.Database;

    private bool Writes => access == AccessMode.ReadWrite;

    static SqliteConnector() => Batteries_V2.Init();

    public DatabaseSession Open(SqliteDatabase database)
    {
        CheckFile();
        SqliteConnection connection = OpenOrExplain();
        try
        {
            Configure(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Explain(e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new DatabaseSession(database, DatabaseKind.Sqlite, connection, address, connection.ServerVersion);
    }

    /// <summary>Text lies in the file as UTF-8 (unlike UTF-16).</summary>
    public static bool StoresUtf8(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA main.encoding";
        return command.ExecuteScalar() is "UTF-8";
    }

    private void CheckFile()
    {
        if (Directory.Exists(File))
        {
            throw Failure(ErrorCodes.ConnectionFailed, "It is a folder. Name a file in it.");
        }

        if (!System.IO.File.Exists(File) && !(Writes && missing != MissingDatabase.IsRefused))
        {
            throw Failure(ErrorCodes.ConnectionFailed, "There is no such file. Check the name and the profile's folder.");
        }

        if (Path.GetDirectoryName(File) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw Failure(ErrorCodes.ConnectionFailed, $"There is no folder {folder}. Make it first.");
        }
    }

    private SqliteConnection OpenOrExplain()
    {
        SqliteOpenMode mode = !Writes ? SqliteOpenMode.ReadOnly
            : missing == MissingDatabase.IsMade ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        if (missing == MissingDatabase.IsEmpty && !System.IO.File.Exists(File))
        {
            return OpenAndRead(":memory:", SqliteOpenMode.Memory);
        }

        try
        {
            return OpenAndRead(File, mode);
        }
        catch (SqliteException e) when (IsReadOnlyLog(e))
        {
            // A database in WAL mode needs to write beside it even to be read. Where nothing can be written there and no
            // log is left, the file as it is holds everything.
            try
            {
                return OpenAndRead("file:" + Uri.EscapeDataString(File) + "?immutable=1", mode);
            }
            catch (SqliteException again)
            {
                throw Explain(again);
            }
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    private static SqliteConnection OpenAndRead(string source, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = 1,
        }.ConnectionString);
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);

            // Opening reads nothing: the first query finds out what the file is.
            Execute(connection, "SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Configure(SqliteConnection connection)
    {
        // ATTACH, and VACUUM INTO with it, would reach files outside the profile's folder.
        _ = raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        if (!Writes)
        {
            return;
        }

        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            // SQLite opens a file that can't be written for reading only, without a word.
            throw Failure(ErrorCodes.AccessDenied, "The file is write-protected. Give this user the right to write it.");
        }

        Execute(connection, "PRAGMA foreign_keys=ON");
        Execute(connection, $"PRAGMA cache_size=-{WriteCacheKibibytes}");
    }

    private bool IsReadOnlyLog(SqliteException e) =>
        !Writes && e.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
        && System.IO.File.Exists(File) && !System.IO.File.Exists(File + "-wal");

    private MigrationException Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => Failure(ErrorCodes.ConnectionFailed,
            "The file is not an SQLite database (or it is encrypted). Check the name.", e),
        raw.SQLITE_CORRUPT => Failure(ErrorCodes.ConnectionFailed,
            $"The file is damaged: {e.Message}. Run 'PRAGMA integrity_check' on it, or restore a copy.", e),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Failure(ErrorCodes.ConnectionFailed,
            "Another process has it locked. Try again when that one is done.", e),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_READONLY or raw.SQLITE_AUTH => Failure(ErrorCodes.AccessDenied,
            "The system refuses the file. Check the rights on it and on its folder" + (Writes
                ? ", where SQLite must be able to make files."
                : ". A database in WAL mode whose log is left beside it needs a folder that can be written."), e),
        _ => Failure(ErrorCodes.ConnectionFailed, $"{e.Message}.", e),
    };

    private MigrationException Failure(string code, string what, Exception? inner = null) =>
        new(code, $"Can't open the SQLite database {File} ({address}) for {(Writes ? "writing" : "reading")}. {what}", inner)
        {
            Target = address.ToString(),
        };

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }
}
