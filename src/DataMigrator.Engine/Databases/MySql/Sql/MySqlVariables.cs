using DataMigrator.Sql;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>The types of variables in the blocks of MySQL and MariaDB.</summary>
internal static class MySqlVariables
{
    private const string Unsigned = " unsigned";

    public static VariableType? Read(SqlTypeName type)
    {
        string arguments = type.Arguments.Count == 0 ? "" : "(" + string.Join(",", type.Arguments) + ")";
        string declared = type.Name.EndsWith(Unsigned, StringComparison.Ordinal) ? type.Name[..^Unsigned.Length] + arguments + Unsigned
            : type.Name + arguments;
        (VariableKind Kind, string Arguments)? read = type.Name switch
        {
            "tinyint" or "smallint" or "bool" or "boolean" or "tinyint unsigned" => (VariableKind.SmallInteger, ""),
            "mediumint" or "int" or "integer" or "smallint unsigned" or "mediumint unsigned" => (VariableKind.Integer, ""),
            "bigint" or "int unsigned" or "integer unsigned" => (VariableKind.BigInteger, ""),
            "bigint unsigned" => (VariableKind.UnsignedBigInteger, ""),
            "decimal" or "numeric" or "dec" => (VariableKind.Decimal, Or(arguments, "(10,0)")),
            "float" => (VariableKind.Single, ""),
            "double" or "double precision" or "real" => (VariableKind.Double, ""),
            "varchar" when arguments.Length > 0 => (VariableKind.Varchar, arguments),
            "char" => (VariableKind.Char, Or(arguments, "(1)")),
            "tinytext" or "text" or "mediumtext" or "longtext" => (VariableKind.Text, ""),
            "date" => (VariableKind.Date, ""),
            "datetime" => (VariableKind.Timestamp, Or(arguments, "(0)")),
            "timestamp" => (VariableKind.TimestampTz, Or(arguments, "(0)")),
            _ => null,
        };
        return read is { } found ? new VariableType(found.Kind, found.Arguments, declared) : null;
    }

    public static (string Sql, SqlType Kind) Write(VariableType type) => type.Kind switch
    {
        VariableKind.SmallInteger => ("smallint", SqlType.Integer),
        VariableKind.Integer => ("int", SqlType.Integer),
        VariableKind.BigInteger => ("bigint", SqlType.Integer),
        VariableKind.UnsignedBigInteger => ("bigint unsigned", SqlType.Integer),
        VariableKind.Decimal => ("decimal" + Or(type.Arguments, "(65,30)"), SqlType.Decimal),
        VariableKind.Single => ("float", SqlType.Float),
        VariableKind.Double => ("double", SqlType.Float),
        VariableKind.Char => ("char" + type.Arguments, SqlType.Text),
        VariableKind.Varchar => ("varchar" + type.Arguments, SqlType.Text),
        VariableKind.Boolean => ("boolean", SqlType.Boolean),
        VariableKind.Date => ("date", SqlType.Date),

        // In UTC, as the columns are.
        VariableKind.Timestamp or VariableKind.TimestampTz => ("datetime(6)", SqlType.Timestamp),
        _ => ("longtext", SqlType.Text),
    };

    private static string Or(string arguments, string usual) => arguments.Length == 0 ? usual : arguments;
}
