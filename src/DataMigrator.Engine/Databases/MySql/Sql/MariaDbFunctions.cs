using DataMigrator.Sql;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>The functions of MariaDB where they are others than MySQL's.</summary>
internal static class MariaDbFunctions
{
    public static IReadOnlyDictionary<SqlFunction, FunctionForm?> Forms { get; } = new Dictionary<SqlFunction, FunctionForm?>
    {
        [SqlFunction.Md5] = "MD5({0})", [SqlFunction.AnyValue] = null,
    };
}
