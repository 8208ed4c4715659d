using DataMigrator.Sql;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>The functions of PostgreSQL.</summary>
internal static class PostgresFunctions
{
    public static FunctionTable Table { get; } = new(
        new Dictionary<string, SqlFunction>
        {
            ["LENGTH"] = SqlFunction.CharLength, ["CHAR_LENGTH"] = SqlFunction.CharLength, ["CHARACTER_LENGTH"] = SqlFunction.CharLength,
            ["BTRIM"] = SqlFunction.Trim, ["LEFT"] = SqlFunction.Left, ["RIGHT"] = SqlFunction.Right, ["LPAD"] = SqlFunction.PadStart,
            ["RPAD"] = SqlFunction.PadEnd, ["REVERSE"] = SqlFunction.Reverse, ["MD5"] = SqlFunction.Md5, ["STRPOS"] = SqlFunction.Position,
            ["CONCAT"] = SqlFunction.ConcatIgnoringNull, ["CONCAT_WS"] = SqlFunction.ConcatWithSeparator,
            ["STRING_AGG"] = SqlFunction.ConcatGroup, ["NOW"] = SqlFunction.Now, ["TRANSACTION_TIMESTAMP"] = SqlFunction.Now,
            ["STATEMENT_TIMESTAMP"] = SqlFunction.Now, ["CLOCK_TIMESTAMP"] = SqlFunction.Now, ["DATE_PART"] = SqlFunction.DatePart,
            ["DATE"] = SqlFunction.Date, ["GEN_RANDOM_UUID"] = SqlFunction.Uuid, ["UUID_GENERATE_V4"] = SqlFunction.Uuid,
            ["RANDOM"] = SqlFunction.Random,
        },
        new Dictionary<string, IReadOnlyList<FunctionReading>>
        {
            ["POSITION"] = [FunctionReading.Swapped(SqlFunction.Position)], ["AT TIME ZONE"] = [],
        },
        new Dictionary<SqlFunction, FunctionForm>
        {
            [SqlFunction.CharLength] = "CHAR_LENGTH({0})", [SqlFunction.ByteLength] = "OCTET_LENGTH({0})", [SqlFunction.Reverse] = "REVERSE({0})",
            [SqlFunction.Left] = "LEFT({*})", [SqlFunction.Right] = "RIGHT({*})", [SqlFunction.PadStart] = "LPAD({*})",
            [SqlFunction.PadEnd] = "RPAD({*})", [SqlFunction.Md5] = "MD5({0})", [SqlFunction.Position] = "STRPOS({*})",
            [SqlFunction.ConcatWithSeparator] = new("CONCAT_WS({*})") { IsStable = true }, [SqlFunction.Random] = "RANDOM()",
            [SqlFunction.Uuid] = new("GEN_RANDOM_UUID()") { Result = SqlType.Uuid },
            [SqlFunction.UtcNow] = new("CURRENT_TIMESTAMP AT TIME ZONE 'UTC'") { Atomic = false },
            [SqlFunction.UtcToday] = "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')::date",
            [SqlFunction.UnixNow] = new("EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)::bigint") { Atomic = false },
        });
}
