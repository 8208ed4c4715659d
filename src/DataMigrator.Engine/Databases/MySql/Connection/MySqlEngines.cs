using System.Collections.Frozen;

namespace DataMigrator.Databases.MySql.Connection;

/// <summary>Which storage engines of MySQL and MariaDB can roll back. What an engine of neither list does can't be known
/// here (CONNECT and FEDERATED do what the table behind them does).</summary>
internal static class MySqlEngines
{
    private static readonly FrozenSet<string> Transactional = Set("InnoDB", "ROCKSDB", "TokuDB", "ndbcluster");

    private static readonly FrozenSet<string> NonTransactional = Set("MyISAM", "Aria", "MEMORY", "CSV", "ARCHIVE", "MRG_MyISAM");

    public static bool CanRollBack(string engine) => Transactional.Contains(engine);

    public static bool CannotRollBack(string engine) => NonTransactional.Contains(engine);

    private static FrozenSet<string> Set(params string[] engines) => engines.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
