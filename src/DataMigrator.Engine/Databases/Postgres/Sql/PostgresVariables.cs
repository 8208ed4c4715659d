using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>The types of variables in PL/pgSQL.</summary>
internal static class PostgresVariables
{
    public static VariableType? Read(SqlTypeName type)
    {
        string arguments = type.Arguments.Count == 0 ? "" : "(" + string.Join(",", type.Arguments) + ")";
        VariableKind? kind = type.Name switch
        {
            "smallint" or "int2" => VariableKind.SmallInteger,
            "integer" or "int" or "int4" => VariableKind.Integer,
            "bigint" or "int8" => VariableKind.BigInteger,
            "numeric" or "decimal" => VariableKind.Decimal,
            "real" or "float4" => VariableKind.Single,
            "double precision" or "float8" => VariableKind.Double,
            "character varying" or "varchar" => arguments.Length > 0 ? VariableKind.Varchar : VariableKind.Text,
            "text" => VariableKind.Text,
            "boolean" or "bool" => VariableKind.Boolean,
            "date" => VariableKind.Date,
            "timestamp" or "timestamp without time zone" => VariableKind.Timestamp,
            "timestamptz" or "timestamp with time zone" => VariableKind.TimestampTz,
            _ => null,
        };
        return kind is { } found ? new VariableType(found, arguments, type.Name + arguments) : null;
    }

    public static string Write(VariableType type) => type.Kind switch
    {
        VariableKind.SmallInteger => "smallint",
        VariableKind.Integer => "integer",
        VariableKind.BigInteger => "bigint",
        VariableKind.UnsignedBigInteger => "numeric(20,0)",
        VariableKind.Decimal => "numeric" + type.Arguments,
        VariableKind.Single => "real",
        VariableKind.Double => "double precision",
        VariableKind.Char => "char" + type.Arguments,
        VariableKind.Varchar => "varchar" + type.Arguments,
        VariableKind.Boolean => "boolean",
        VariableKind.Date => "date",
        VariableKind.Timestamp => "timestamp" + type.Arguments,
        VariableKind.TimestampTz => "timestamptz" + type.Arguments,
        _ => "text",
    };
}
