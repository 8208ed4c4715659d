namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>The functions of PostgreSQL by the names of the neutral SQL.</summary>
internal static class PostgresFunctions
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SUBSTRING"] = "SUBSTR", ["LENGTH"] = "CHARLEN", ["CHAR_LENGTH"] = "CHARLEN", ["CHARACTER_LENGTH"] = "CHARLEN",
        ["OCTET_LENGTH"] = "BYTELEN", ["CEIL"] = "CEIL", ["CEILING"] = "CEIL", ["POW"] = "POWER", ["NOW"] = "NOW",
        ["TRANSACTION_TIMESTAMP"] = "NOW", ["STATEMENT_TIMESTAMP"] = "NOW", ["CLOCK_TIMESTAMP"] = "NOW",
        ["CONCAT"] = "CONCAT_IGNORE", ["CONCAT_WS"] = "CONCAT_WS", ["STRING_AGG"] = "GROUP_CONCAT", ["STRPOS"] = "INSTR",
        ["POSITION"] = "POSITION", ["LEFT"] = "LEFT", ["RIGHT"] = "RIGHT", ["BTRIM"] = "TRIM", ["DATE_PART"] = "DATE_PART",
        ["GEN_RANDOM_UUID"] = "UUID", ["UUID_GENERATE_V4"] = "UUID", ["RANDOM"] = "RANDOM", ["REVERSE"] = "REVERSE",
        ["MD5"] = "MD5", ["LPAD"] = "LPAD", ["RPAD"] = "RPAD", ["AT TIME ZONE"] = "AT TIME ZONE", ["DATE"] = "DATE",
    };
}
