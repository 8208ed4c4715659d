using DataMigrator.Sql;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>What SQLite's casts make.</summary>
internal static class SqliteCasts
{
    /// <summary>Lengths count for nothing, and what is neither text nor a whole or approximate number is NUMERIC.</summary>
    public static CastKind? Read(string type) => type switch
    {
        "text" or "character varying" or "varchar" or "character" or "char" or "bpchar" or "nchar" => CastKind.Text,
        "smallint" => CastKind.SmallInteger,
        "integer" or "int" => CastKind.Integer,
        "bigint" => CastKind.BigInteger,
        "double precision" or "double" or "real" or "float" => CastKind.Float,
        "numeric" or "decimal" => CastKind.AnyNumber,
        _ => CastKind.TakenForNumber,
    };

    /// <summary>Dates, booleans and decimals are what they are without a cast.</summary>
    public static string? Write(CastKind kind) => kind switch
    {
        CastKind.Text => "TEXT",
        CastKind.SmallInteger or CastKind.Integer or CastKind.BigInteger or CastKind.Unsigned => "INTEGER",
        CastKind.Float => "REAL",
        _ => null,
    };
}
