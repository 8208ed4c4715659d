using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>What the casts of MySQL and MariaDB make.</summary>
internal static class MySqlCasts
{
    public static CastKind? Read(string type) => type switch
    {
        "char" or "character" or "nchar" or "varchar" or "character varying" or "text" => CastKind.Text,
        "int" or "integer" => CastKind.Integer,
        "signed" or "signed integer" or "bigint" => CastKind.BigInteger,
        "unsigned" or "unsigned integer" => CastKind.Unsigned,
        "decimal" or "numeric" => CastKind.Decimal,
        "double" or "double precision" or "real" or "float" => CastKind.Float,
        "date" => CastKind.Date,
        "time" => CastKind.Time,
        "datetime" or "timestamp" => CastKind.Timestamp,
        "json" => CastKind.Json,
        "uuid" => CastKind.Uuid,
        _ => null,
    };

    public static string? Write(CastKind kind, string arguments) => kind switch
    {
        CastKind.Text => "char" + arguments,
        CastKind.SmallInteger or CastKind.Integer or CastKind.BigInteger => "signed",
        CastKind.Unsigned => "unsigned",
        CastKind.Decimal => "decimal" + arguments,
        CastKind.Float => "double",
        CastKind.Date => "date",
        CastKind.Time => "time" + arguments,
        CastKind.Timestamp => "datetime" + (arguments.Length > 0 ? arguments : "(6)"),
        _ => null,
    };
}
