using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite.Connection;

/// <summary>Holds what a query of a user takes of this process's memory, in which SQLite works: <c>hex(zeroblob(…))</c> makes gigabytes
/// of nothing. The limit is SQLite's own, over all its connections (https://www.sqlite.org/c3ref/hard_heap_limit64.html): a job that
/// meets it in the meantime tries again.</summary>
internal static class SqliteMemoryGuard
{
    /// <summary>Bytes that each query may take on top of what SQLite has when the first begins.</summary>
    private const long MostBytes = 100_000_000;

    /// <summary>Bytes of a value, checked before it is made.</summary>
    private const int LongestValue = 32_000_000;

    private static readonly Lock Gate = new();
    private static long _before;
    private static int _queries;

    /// <summary>Holds until the connection is closed.</summary>
    public static void Watch(SqliteConnection connection)
    {
        _ = raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                Count(-1);
            }
        };
        Count(1);
    }

    private static void Count(int change)
    {
        lock (Gate)
        {
            _before = _queries == 0 ? raw.sqlite3_memory_used() : _before;
            _queries += change;
            raw.sqlite3_hard_heap_limit64(_queries == 0 ? 0 : _before + (_queries * MostBytes));
        }
    }
}
