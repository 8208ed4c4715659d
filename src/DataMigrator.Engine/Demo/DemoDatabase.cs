using Microsoft.Data.Sqlite;

namespace DataMigrator.Demo;

/// <summary>A sample SQLite database of eleven related tables and some 70,000 rows, the same at every call: a foreign key
/// cycle, self-references, generated columns, every storage class, composite keys, tables without rowid, a reserved word as a
/// name, texts in many scripts, decimals, dates and JSON.</summary>
public static class DemoDatabase
{
    /// <summary>Creates the database with its rows. A file that an earlier call made is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MigrationException">ACCESS_DENIED: another file is there, or it can't be written.</exception>
    public static void Create(string path)
    {
        using SqliteConnection connection = CreateTables(path);
        using SqliteTransaction transaction = connection.BeginTransaction();
        new DemoRows(connection).Insert();
        transaction.Commit();
    }

    /// <summary>Creates the same tables without rows. A file that an earlier call made is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MigrationException">ACCESS_DENIED: another file is there, or it can't be written.</exception>
    public static void CreateEmpty(string path) => CreateTables(path).Dispose();

    private static SqliteConnection CreateTables(string path)
    {
        try
        {
            DeleteOwn(path);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            SqliteConnection connection = Open(path, SqliteOpenMode.ReadWriteCreate);
            Execute(connection, $"PRAGMA application_id = {DemoSchema.ApplicationId}");
            Execute(connection, DemoSchema.Sql);
            return connection;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"The demo database {path} can't be made: {e.Message} Choose another folder.", e) { Target = path };
        }
    }

    private static void DeleteOwn(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        long id;
        using (SqliteConnection connection = Open(path, SqliteOpenMode.ReadOnly))
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA application_id";
            id = (long)command.ExecuteScalar()!;
        }

        if (id != DemoSchema.ApplicationId)
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"{path} is there and was not made by the demo: it stays as it is. Choose another folder.") { Target = path };
        }

        foreach (string suffix in (string[])["", "-journal", "-wal", "-shm"])
        {
            File.Delete(path + suffix);
        }
    }

    // Without a pool: the file can be removed as soon as the connection is closed. Without checks of foreign keys: the
    // cycle of departments and their heads has no order of inserting.
    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(path), Mode = mode, Pooling = false, ForeignKeys = false,
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
