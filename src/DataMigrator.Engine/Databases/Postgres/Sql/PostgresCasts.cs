using DataMigrator.Sql;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>What PostgreSQL's casts make.</summary>
internal static class PostgresCasts
{
    public static CastKind? Read(string type) => type switch
    {
        "text" or "character varying" or "varchar" => CastKind.Text,
        "character" or "char" or "bpchar" or "nchar" => CastKind.PaddedText,
        "smallint" => CastKind.SmallInteger,
        "integer" or "int" => CastKind.Integer,
        "bigint" => CastKind.BigInteger,
        "numeric" or "decimal" => CastKind.Decimal,
        "double precision" or "real" or "float" => CastKind.Float,
        "date" => CastKind.Date,
        "time without time zone" or "time" => CastKind.Time,
        "timestamp without time zone" or "timestamp" => CastKind.Timestamp,
        "boolean" or "bool" => CastKind.Boolean,
        "uuid" => CastKind.Uuid,
        "json" => CastKind.Json,
        "jsonb" => CastKind.BinaryJson,
        _ => null,
    };

    public static string? Write(CastKind kind, string arguments) => kind switch
    {
        CastKind.Text => arguments.Length > 0 ? "varchar" + arguments : "text",
        CastKind.SmallInteger => "smallint",
        CastKind.Integer => "integer",
        CastKind.BigInteger or CastKind.Unsigned => "bigint",
        CastKind.Decimal => "numeric" + arguments,
        CastKind.Float => "double precision",
        CastKind.Date => "date",
        CastKind.Time => "time" + arguments,
        CastKind.Timestamp => "timestamp" + arguments,
        CastKind.Uuid => "uuid",
        CastKind.Json => "json",
        CastKind.BinaryJson => "jsonb",
        _ => null,
    };
}
