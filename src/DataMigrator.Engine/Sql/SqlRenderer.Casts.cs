using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Casts.</content>
internal sealed partial class SqlRenderer
{
    private Piece Cast(CastExpr cast, SqlScope scope)
    {
        if (cast.Type.IsArray)
        {
            throw new UntranslatableException("it casts to an array");
        }

        if (cast is { Operand: TextExpr { Value: "now" }, Type.Name: "date" or "text" or "timestamp without time zone" })
        {
            return cast.Type.Name == "text" ? Value(cast.Operand, scope) : Now(new NowExpr("DATE", null));
        }

        if (cast.Operand is CastExpr { Operand: TextExpr { Value: "now" }, Type.Name: "text" } && cast.Type.Name == "date")
        {
            return Now(new NowExpr("DATE", null));
        }

        Piece operand = Value(cast.Operand, scope);
        string arguments = cast.Type.Arguments.Count > 0 ? "(" + string.Join(",", cast.Type.Arguments) + ")" : "";
        (string name, SqlType type) = CastTarget(cast.Type.Name, cast.Operand, operand.Type, arguments);
        if (type is SqlType.Date or SqlType.Time or SqlType.Timestamp)
        {
            RefuseZone(operand.Type);
        }

        if (_toSqlite && name == "TEXT" && arguments.Length > 0 && cast.Type.Name != "text")
        {
            return new Piece($"SUBSTR(CAST({operand.Sql} AS TEXT), 1, {cast.Type.Arguments[0]})", type);
        }

        return name.Length == 0 ? operand with { Type = type } : new Piece($"CAST({operand.Sql} AS {name})", type);
    }

    /// <summary>The target's type of a cast; an empty name where no cast is needed.</summary>
    private (string Name, SqlType Type) CastTarget(string name, SqlExpr operand, SqlType from, string arguments)
    {
        bool text = name is "text" or "character varying" or "varchar" or "character" or "char" or "bpchar" or "nchar";
        if (text && operand is TextExpr)
        {
            return ("", SqlType.Text);
        }

        if (text)
        {
            if (from is not (SqlType.Text or SqlType.Enum or SqlType.Integer or SqlType.Decimal or SqlType.Null or SqlType.Uuid)
                || PrintsDifferently(from))
            {
                throw new UntranslatableException("it makes text of a value that the databases print differently");
            }

            if (arguments.Length > 0 && _fromPostgres && !_toPostgres && name is "character" or "char" or "bpchar")
            {
                throw new UntranslatableException("it pads a text with blanks");
            }

            // SQLite takes no notice of a length.
            bool sized = arguments.Length > 0 && name is not "text" && !(_fromSqlite && !_same);
            return from is SqlType.Text && !sized && !_toSqlite ? ("", SqlType.Text)
                : _toPostgres ? (sized ? "varchar" + arguments : "text", SqlType.Text)
                : _toMySql ? ("char" + (sized ? arguments : ""), SqlType.Text)
                : ("TEXT", SqlType.Text);
        }

        if (_fromSqlite && !_same && name is not ("integer" or "int" or "bigint" or "smallint" or "double" or "double precision" or "real" or "float"))
        {
            // To SQLite these are all NUMERIC, which changes no number.
            return name is "numeric" or "decimal" && from is SqlType.Integer or SqlType.Decimal or SqlType.Float ? ("", from)
                : throw new UntranslatableException($"it casts to {name}, which SQLite takes for a number");
        }

        switch (name)
        {
            case "numeric" or "decimal" when _toSqlite && !_same && arguments.Length > 0 && from != SqlType.Integer:
                throw new UntranslatableException("it casts to a number of so many digits, which SQLite does not do");
            case "unsigned" or "unsigned integer" when !_same && operand is not NumberExpr:
                throw new UntranslatableException("it casts to a number without a sign");
            case "numeric" or "decimal":
                return from == SqlType.Text && operand is not TextExpr && !_fromPostgres
                    ? throw new UntranslatableException("it casts a text to a number")
                    : _toSqlite ? ("", SqlType.Decimal)
                    : _toMySql && arguments.Length == 0 ? (_fromPostgres ? "decimal(65,30)" : "decimal", SqlType.Decimal)
                    : ((_toPostgres ? "numeric" : "decimal") + arguments, SqlType.Decimal);
            case "integer" or "int" or "bigint" or "smallint" or "signed" or "unsigned" or "signed integer" or "unsigned integer":
                return from is SqlType.Text or SqlType.Float or SqlType.Decimal or SqlType.Unknown && operand is not TextExpr
                    ? throw new UntranslatableException("it casts to a whole number, which the databases round differently")
                    : _toSqlite ? ("INTEGER", SqlType.Integer)
                    : _toMySql ? (name.StartsWith("unsigned", StringComparison.Ordinal) ? "unsigned" : "signed", SqlType.Integer)
                    : (name.Contains("signed", StringComparison.Ordinal) ? "bigint" : name, SqlType.Integer);
            case "double precision" or "double" or "real" or "float":
                return from == SqlType.Text && operand is not TextExpr
                    ? throw new UntranslatableException("it casts a text to a number")
                    : _toPostgres ? ("double precision", SqlType.Float)
                    : _toMySql ? ("double", SqlType.Float)
                    : ("REAL", SqlType.Float);
            case "date":
                return operand is TextExpr && _toSqlite ? ("", SqlType.Date)
                    : _toSqlite ? throw new UntranslatableException("it casts to a date")
                    : ("date", SqlType.Date);
            case "timestamp without time zone" or "timestamp" or "datetime":
                return operand is TextExpr && _toSqlite ? ("", SqlType.Timestamp)
                    : _toSqlite ? throw new UntranslatableException("it casts to a date and time")
                    : _toMySql ? ("datetime" + (arguments.Length > 0 ? arguments : "(6)"), SqlType.Timestamp)
                    : ("timestamp" + arguments, SqlType.Timestamp);
            case "time without time zone" or "time":
                return operand is TextExpr && _toSqlite ? ("", SqlType.Time)
                    : _toSqlite ? throw new UntranslatableException("it casts to a time")
                    : ("time" + arguments, SqlType.Time);
            case "boolean" or "bool":
                return from == SqlType.Boolean || operand is NumberExpr or BooleanExpr
                    ? ("", SqlType.Boolean)
                    : throw new UntranslatableException("it casts to boolean");
            case "uuid" when operand is TextExpr:
                return _toPostgres ? ("uuid", SqlType.Uuid) : ("", SqlType.Text);
            case "json" or "jsonb" when operand is TextExpr:
                return _toPostgres ? (name, SqlType.Json) : ("", SqlType.Json);
        }

        // A literal of a type of its own (an enum, a domain): the column's own type takes it.
        return operand is TextExpr && _fromPostgres && !_toPostgres
            ? ("", SqlType.Text)
            : throw new UntranslatableException($"it casts to {name}");
    }
}
