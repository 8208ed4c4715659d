using DataMigrator.Databases.MySql;
using DataMigrator.Databases.Postgres;
using DataMigrator.Databases.Sqlite;

namespace DataMigrator.Databases;

/// <summary>The databases: a folder under Providers and a line here.</summary>
internal static class ProviderRegistry
{
    private static readonly Dictionary<DatabaseKind, IDatabaseProvider> Providers = new()
    {
        [DatabaseKind.Sqlite] = new SqliteProvider(),
        [DatabaseKind.Postgres] = new PostgresProvider(),
        [DatabaseKind.MySql] = new MySqlProvider(DatabaseKind.MySql),
        [DatabaseKind.MariaDb] = new MySqlProvider(DatabaseKind.MariaDb),
    };

    public static IDatabaseProvider Get(DatabaseKind kind) => Providers[kind];
}
