namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>The functions of SQLite by the names of the neutral SQL.</summary>
internal static class SqliteFunctions
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IFNULL"] = "COALESCE", ["SUBSTRING"] = "SUBSTR", ["LENGTH"] = "CHARLEN", ["OCTET_LENGTH"] = "BYTELEN",
        ["CEIL"] = "CEIL", ["CEILING"] = "CEIL", ["POW"] = "POWER", ["IIF"] = "IF", ["IF"] = "IF", ["INSTR"] = "INSTR",
        ["GROUP_CONCAT"] = "GROUP_CONCAT", ["STRING_AGG"] = "GROUP_CONCAT", ["CONCAT"] = "CONCAT_IGNORE",
        ["DATETIME"] = "SQLITE_DATETIME", ["DATE"] = "SQLITE_DATE", ["STRFTIME"] = "SQLITE_STRFTIME", ["TOTAL"] = "TOTAL",
        ["JULIANDAY"] = "SQLITE_JULIANDAY", ["JSON_VALID"] = "JSON_VALID", ["TYPEOF"] = "TYPEOF",
    };
}
