using DataMigrator.Databases.MySql;
using DataMigrator.Databases.Postgres;
using DataMigrator.Databases.Sqlite;

namespace DataMigrator.Databases;

/// <summary>The databases: a folder beside this file and a line here.</summary>
internal static class DatabaseRegistry
{
    private static readonly Dictionary<DatabaseKind, IDatabase> Databases = new()
    {
        [DatabaseKind.Sqlite] = new SqliteDatabase(),
        [DatabaseKind.Postgres] = new PostgresDatabase(),
        [DatabaseKind.MySql] = new MySqlDatabase(DatabaseKind.MySql),
        [DatabaseKind.MariaDb] = new MySqlDatabase(DatabaseKind.MariaDb),
    };

    public static IDatabase Get(DatabaseKind kind) => Databases[kind];
}
