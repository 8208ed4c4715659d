namespace DataMigrator.Databases.MySql.Sql;

/// <summary>The functions of MySQL and MariaDB by the names of the neutral SQL.</summary>
internal static class MySqlFunctions
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
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
}
