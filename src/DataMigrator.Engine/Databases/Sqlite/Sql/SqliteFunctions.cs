using DataMigrator.Sql;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>The functions of SQLite. Its moments are texts, and <c>'now'</c> is one of them.</summary>
internal static class SqliteFunctions
{
    private static readonly CallExpr Now = new("DATETIME", []) { Function = SqlFunction.UtcNow };

    public static FunctionTable Table { get; } = new(
        new Dictionary<string, SqlFunction>
        {
            ["IFNULL"] = SqlFunction.Coalesce, ["IIF"] = SqlFunction.If, ["IF"] = SqlFunction.If, ["LENGTH"] = SqlFunction.CharLength,
            ["INSTR"] = SqlFunction.Position, ["CONCAT"] = SqlFunction.ConcatIgnoringNull, ["GROUP_CONCAT"] = SqlFunction.ConcatGroup,
            ["STRING_AGG"] = SqlFunction.ConcatGroup, ["TOTAL"] = SqlFunction.Total, ["JSON_VALID"] = SqlFunction.IsJson,
        },
        new Dictionary<string, IReadOnlyList<FunctionReading>>
        {
            ["DATETIME"] = [new(SqlFunction.UtcNow) { Arguments = a => IsNow(a) ? a : null }],
            ["DATE"] = [new(SqlFunction.UtcToday) { Arguments = a => IsNow(a) ? a : null }, new(SqlFunction.Date)],
            ["STRFTIME"] =
            [
                new(SqlFunction.UtcNow) { Arguments = a => a is [TextExpr { Value: "%Y-%m-%d %H:%M:%S" or "%Y-%m-%d %H:%M:%f" or "%Y-%m-%dT%H:%M:%fZ" or "%Y-%m-%dT%H:%M:%SZ" }, { } of] && IsNow([of]) ? a : null },
                new(SqlFunction.UnixNow) { Arguments = a => a is [TextExpr { Value: "%s" }, { } of] && IsNow([of]) ? a : null },
                new(SqlFunction.FormatDate) { Arguments = a => a is [TextExpr format, { } of] ? [IsNow([of]) ? Now : of, format] : null },
            ],
            ["JULIANDAY"] = [], ["TYPEOF"] = [],
        },
        new Dictionary<SqlFunction, FunctionForm>
        {
            [SqlFunction.CharLength] = "LENGTH({0})", [SqlFunction.ByteLength] = "LENGTH(CAST({0} AS BLOB))",
            [SqlFunction.Left] = "SUBSTR({0}, 1, {1})", [SqlFunction.Position] = "INSTR({*})", [SqlFunction.Greatest] = "MAX({*})",
            [SqlFunction.Least] = "MIN({*})", [SqlFunction.IsJson] = "JSON_VALID({0})", [SqlFunction.Total] = "TOTAL({0})",
            [SqlFunction.UtcNow] = "CURRENT_TIMESTAMP", [SqlFunction.UtcToday] = "CURRENT_DATE",
        });

    private static bool IsNow(IReadOnlyList<SqlExpr> a) => a.Count == 0
        || (a is [TextExpr text] && text.Value.Equals("now", StringComparison.OrdinalIgnoreCase));
}
