namespace DataMigrator.Sql;

/// <summary>The one name here of each database's functions. What is not listed has no equal that is known.</summary>
internal static class FunctionNames
{
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
    {
        "COALESCE", "NULLIF", "UPPER", "LOWER", "TRIM", "LTRIM", "RTRIM", "REPLACE", "ABS", "ROUND", "FLOOR", "SUBSTR",
        "COUNT", "SUM", "MIN", "MAX", "AVG", "SIGN", "SQRT", "POWER", "EXP", "MOD", "ROW_NUMBER", "RANK", "DENSE_RANK",
        "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE", "NTH_VALUE", "NTILE", "PERCENT_RANK", "CUME_DIST",
    };

    private static readonly Dictionary<string, string> MySql = new(StringComparer.Ordinal)
    {
        ["IFNULL"] = "COALESCE", ["UCASE"] = "UPPER", ["LCASE"] = "LOWER", ["SUBSTRING"] = "SUBSTR", ["MID"] = "SUBSTR",
        ["CHAR_LENGTH"] = "CHARLEN", ["CHARACTER_LENGTH"] = "CHARLEN", ["LENGTH"] = "BYTELEN", ["OCTET_LENGTH"] = "BYTELEN",
        ["CEIL"] = "CEIL", ["CEILING"] = "CEIL", ["POW"] = "POWER", ["NOW"] = "NOW", ["CURRENT_TIMESTAMP"] = "NOW",
        ["LOCALTIMESTAMP"] = "NOW", ["CURDATE"] = "TODAY", ["CURRENT_DATE"] = "TODAY", ["UTC_TIMESTAMP"] = "UTCNOW",
        ["IF"] = "IF", ["CONCAT"] = "CONCAT", ["CONCAT_WS"] = "CONCAT_WS", ["GROUP_CONCAT"] = "GROUP_CONCAT",
        ["INSTR"] = "INSTR", ["LOCATE"] = "LOCATE", ["POSITION"] = "LOCATE", ["LEFT"] = "LEFT", ["RIGHT"] = "RIGHT",
        ["YEAR"] = "YEAR", ["MONTH"] = "MONTH", ["DAY"] = "DAY", ["DAYOFMONTH"] = "DAY", ["HOUR"] = "HOUR",
        ["MINUTE"] = "MINUTE", ["SECOND"] = "SECOND", ["DATE"] = "DATE", ["DATEDIFF"] = "DATEDIFF",
        ["DATE_ADD"] = "DATE_ADD", ["ADDDATE"] = "DATE_ADD", ["DATE_SUB"] = "DATE_SUB", ["SUBDATE"] = "DATE_SUB",
        ["ISNULL"] = "ISNULL", ["RAND"] = "RANDOM", ["UUID"] = "UUID", ["REVERSE"] = "REVERSE", ["MD5"] = "MD5",
        ["LPAD"] = "LPAD", ["RPAD"] = "RPAD", ["ANY_VALUE"] = "ANY_VALUE", ["GREATEST"] = "GREATEST", ["LEAST"] = "LEAST",
        ["DATE_FORMAT"] = "DATE_FORMAT", ["JSON_VALID"] = "JSON_VALID",
    };

    private static readonly Dictionary<string, string> Sqlite = new(StringComparer.Ordinal)
    {
        ["IFNULL"] = "COALESCE", ["SUBSTRING"] = "SUBSTR", ["LENGTH"] = "CHARLEN", ["OCTET_LENGTH"] = "BYTELEN",
        ["CEIL"] = "CEIL", ["CEILING"] = "CEIL", ["POW"] = "POWER", ["IIF"] = "IF", ["IF"] = "IF", ["INSTR"] = "INSTR",
        ["GROUP_CONCAT"] = "GROUP_CONCAT", ["STRING_AGG"] = "GROUP_CONCAT", ["CONCAT"] = "CONCAT_IGNORE",
        ["DATETIME"] = "SQLITE_DATETIME", ["DATE"] = "SQLITE_DATE", ["STRFTIME"] = "SQLITE_STRFTIME", ["TOTAL"] = "TOTAL",
        ["JULIANDAY"] = "SQLITE_JULIANDAY", ["JSON_VALID"] = "JSON_VALID", ["TYPEOF"] = "TYPEOF",
    };

    private static readonly Dictionary<string, string> Postgres = new(StringComparer.Ordinal)
    {
        ["SUBSTRING"] = "SUBSTR", ["LENGTH"] = "CHARLEN", ["CHAR_LENGTH"] = "CHARLEN", ["CHARACTER_LENGTH"] = "CHARLEN",
        ["OCTET_LENGTH"] = "BYTELEN", ["CEIL"] = "CEIL", ["CEILING"] = "CEIL", ["POW"] = "POWER", ["NOW"] = "NOW",
        ["TRANSACTION_TIMESTAMP"] = "NOW", ["STATEMENT_TIMESTAMP"] = "NOW", ["CLOCK_TIMESTAMP"] = "NOW",
        ["CONCAT"] = "CONCAT_IGNORE", ["CONCAT_WS"] = "CONCAT_WS", ["STRING_AGG"] = "GROUP_CONCAT", ["STRPOS"] = "INSTR",
        ["POSITION"] = "POSITION", ["LEFT"] = "LEFT", ["RIGHT"] = "RIGHT", ["BTRIM"] = "TRIM", ["DATE_PART"] = "DATE_PART",
        ["GEN_RANDOM_UUID"] = "UUID", ["UUID_GENERATE_V4"] = "UUID", ["RANDOM"] = "RANDOM", ["REVERSE"] = "REVERSE",
        ["MD5"] = "MD5", ["LPAD"] = "LPAD", ["RPAD"] = "RPAD", ["AT TIME ZONE"] = "AT TIME ZONE", ["DATE"] = "DATE",
    };

    /// <summary>The one name, or null.</summary>
    public static string? Find(DatabaseKind source, string name)
    {
        Dictionary<string, string> own = source switch
        {
            DatabaseKind.Postgres => Postgres,
            DatabaseKind.Sqlite => Sqlite,
            _ => MySql,
        };
        return own.TryGetValue(name, out string? found) ? found : Shared.Contains(name) ? name : null;
    }
}
