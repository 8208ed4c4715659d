using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>The types of variables. Those of columns are chosen by what the columns hold, too; a variable has nothing but its
/// declaration.</summary>
internal static class VariableTypes
{
    public static (string Sql, SqlType Kind) Choose(SqlTypeName type, DatabaseKind source, DatabaseKind target)
    {
        string arguments = type.Arguments.Count == 0 ? "" : "(" + string.Join(",", type.Arguments) + ")";
        (string Sql, SqlType Kind)? chosen = DatabaseNames.SameFamily(source, target)
            ? FromMySql(type.Name, arguments) is { } kept ? (Spelled(type.Name, arguments), kept.Kind) : null
            : target == DatabaseKind.Postgres ? FromMySql(type.Name, arguments) : FromPostgres(type.Name, arguments);
        return chosen ?? throw new UntranslatableException($"it declares a variable of the type {type.Name}");
    }

    private static string Spelled(string name, string arguments)
    {
        const string Unsigned = " unsigned";
        return name.EndsWith(Unsigned, StringComparison.Ordinal) ? name[..^Unsigned.Length] + arguments + Unsigned : name + arguments;
    }

    private static (string Sql, SqlType Kind)? FromMySql(string name, string arguments) => name switch
    {
        "tinyint" or "smallint" or "bool" or "boolean" or "tinyint unsigned" => ("smallint", SqlType.Integer),
        "mediumint" or "int" or "integer" or "smallint unsigned" or "mediumint unsigned" => ("integer", SqlType.Integer),
        "bigint" or "int unsigned" or "integer unsigned" => ("bigint", SqlType.Integer),
        "bigint unsigned" => ("numeric(20,0)", SqlType.Decimal),
        "decimal" or "numeric" or "dec" => ("numeric" + (arguments.Length == 0 ? "(10,0)" : arguments), SqlType.Decimal),
        "float" => ("real", SqlType.Float),
        "double" or "double precision" or "real" => ("double precision", SqlType.Float),
        "varchar" or "char" when arguments.Length > 0 => (name + arguments, SqlType.Text),
        "char" => ("char(1)", SqlType.Text),
        "tinytext" or "text" or "mediumtext" or "longtext" => ("text", SqlType.Text),
        "date" => ("date", SqlType.Date),
        "datetime" => ("timestamp" + (arguments.Length == 0 ? "(0)" : arguments), SqlType.Timestamp),
        "timestamp" => ("timestamptz" + (arguments.Length == 0 ? "(0)" : arguments), SqlType.TimestampTz),
        _ => null,
    };

    private static (string Sql, SqlType Kind)? FromPostgres(string name, string arguments) => name switch
    {
        "smallint" or "int2" => ("smallint", SqlType.Integer),
        "integer" or "int" or "int4" => ("int", SqlType.Integer),
        "bigint" or "int8" => ("bigint", SqlType.Integer),
        "numeric" or "decimal" => ("decimal" + (arguments.Length == 0 ? "(65,30)" : arguments), SqlType.Decimal),
        "real" or "float4" => ("float", SqlType.Float),
        "double precision" or "float8" => ("double", SqlType.Float),
        "character varying" or "varchar" when arguments.Length > 0 => ("varchar" + arguments, SqlType.Text),
        "character varying" or "varchar" or "text" => ("longtext", SqlType.Text),
        "boolean" or "bool" => ("boolean", SqlType.Boolean),
        "date" => ("date", SqlType.Date),
        "timestamp" or "timestamp without time zone" => ("datetime(6)", SqlType.Timestamp),
        "timestamptz" or "timestamp with time zone" => ("datetime(6)", SqlType.Timestamp),
        _ => null,
    };
}
