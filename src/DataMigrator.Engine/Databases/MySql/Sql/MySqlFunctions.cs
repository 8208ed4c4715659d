using DataMigrator.Sql;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>The functions of MySQL and MariaDB.</summary>
internal static class MySqlFunctions
{
    public static FunctionTable Table { get; } = new(
        new Dictionary<string, SqlFunction>
        {
            ["IFNULL"] = SqlFunction.Coalesce, ["IF"] = SqlFunction.If, ["ISNULL"] = SqlFunction.IsNull, ["UCASE"] = SqlFunction.Upper,
            ["LCASE"] = SqlFunction.Lower, ["MID"] = SqlFunction.Substring, ["CHAR_LENGTH"] = SqlFunction.CharLength,
            ["CHARACTER_LENGTH"] = SqlFunction.CharLength, ["LENGTH"] = SqlFunction.ByteLength, ["REVERSE"] = SqlFunction.Reverse,
            ["LEFT"] = SqlFunction.Left, ["RIGHT"] = SqlFunction.Right, ["LPAD"] = SqlFunction.PadStart, ["RPAD"] = SqlFunction.PadEnd,
            ["MD5"] = SqlFunction.Md5, ["INSTR"] = SqlFunction.Position, ["CONCAT"] = SqlFunction.Concat,
            ["CONCAT_WS"] = SqlFunction.ConcatWithSeparator,
            ["GREATEST"] = SqlFunction.Greatest, ["LEAST"] = SqlFunction.Least, ["RAND"] = SqlFunction.Random, ["UUID"] = SqlFunction.Uuid,
            ["ANY_VALUE"] = SqlFunction.AnyValue, ["JSON_VALID"] = SqlFunction.IsJson,
            ["NOW"] = SqlFunction.Now, ["CURRENT_TIMESTAMP"] = SqlFunction.Now, ["LOCALTIMESTAMP"] = SqlFunction.Now,
            ["CURDATE"] = SqlFunction.Today, ["CURRENT_DATE"] = SqlFunction.Today, ["UTC_TIMESTAMP"] = SqlFunction.UtcNow,
            ["YEAR"] = SqlFunction.Year, ["MONTH"] = SqlFunction.Month, ["DAY"] = SqlFunction.Day, ["DAYOFMONTH"] = SqlFunction.Day,
            ["HOUR"] = SqlFunction.Hour, ["MINUTE"] = SqlFunction.Minute, ["SECOND"] = SqlFunction.Second, ["DATE"] = SqlFunction.Date,
            ["DATEDIFF"] = SqlFunction.DateDiff, ["DATE_ADD"] = SqlFunction.DateAdd, ["ADDDATE"] = SqlFunction.DateAdd,
            ["DATE_SUB"] = SqlFunction.DateSubtract, ["SUBDATE"] = SqlFunction.DateSubtract, ["DATE_FORMAT"] = SqlFunction.FormatDate,
        },
        new Dictionary<string, IReadOnlyList<FunctionReading>>
        {
            ["LOCATE"] = [FunctionReading.Swapped(SqlFunction.Position)], ["POSITION"] = [FunctionReading.Swapped(SqlFunction.Position)],
            ["GROUP_CONCAT"] = [new(SqlFunction.ConcatGroup) { Arguments = a => a.Count < 2 ? a : [new CallExpr("CONCAT", a) { Function = SqlFunction.Concat }] }],
        },
        new Dictionary<SqlFunction, FunctionForm>
        {
            [SqlFunction.CharLength] = "CHAR_LENGTH({0})", [SqlFunction.ByteLength] = "LENGTH({0})", [SqlFunction.Reverse] = "REVERSE({0})",
            [SqlFunction.Left] = "LEFT({*})", [SqlFunction.Right] = "RIGHT({*})", [SqlFunction.PadStart] = "LPAD({*})",
            [SqlFunction.PadEnd] = "RPAD({*})", [SqlFunction.Position] = "INSTR({*})", [SqlFunction.ConcatWithSeparator] = "CONCAT_WS({*})",
            [SqlFunction.Random] = "RAND()", [SqlFunction.Uuid] = new("UUID()") { Result = SqlType.Text }, [SqlFunction.AnyValue] = "ANY_VALUE({0})",
            [SqlFunction.IsJson] = "JSON_VALID({0})", [SqlFunction.UtcNow] = "UTC_TIMESTAMP()", [SqlFunction.UtcToday] = "UTC_DATE()",
            [SqlFunction.UnixNow] = new("UNIX_TIMESTAMP()") { Atomic = false },
        });
}
