using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Casts.</content>
internal abstract partial class SqlWriter
{
    /// <summary>What the target calls the type of a cast; null where it has none.</summary>
    /// <param name="kind">The type.</param>
    /// <param name="arguments">Its numbers in parentheses, or nothing.</param>
    protected abstract string? CastName(CastKind kind, string arguments);

    /// <summary>A value as a text of so many characters at most.</summary>
    protected virtual SqlFragment CutText(SqlFragment value, string length) =>
        new($"CAST({value.Sql} AS {CastName(CastKind.Text, "(" + length + ")")})", SqlType.Text);

    /// <summary>Refuses what would make a value of the row depend on the session's zone.</summary>
    protected virtual void RefuseZone(SqlType type)
    {
    }

    private SqlFragment Cast(CastExpr cast, SqlScope scope)
    {
        if (cast.Type.IsArray)
        {
            throw new UntranslatableException("it casts to an array");
        }

        CastKind? kind = source.CastOf(cast.Type.Name);
        bool now = From.NowIsLiteral && (cast.Operand is TextExpr { Value: "now" }
            || (cast.Operand is CastExpr { Operand: TextExpr { Value: "now" } } inner && source.CastOf(inner.Type.Name) == CastKind.Text));
        if (now && kind is CastKind.Date or CastKind.Timestamp)
        {
            return Now(new NowExpr(kind == CastKind.Date ? "DATE" : "LOCALTIMESTAMP", null));
        }

        return Cast(cast, kind, Value(cast.Operand, scope));
    }

    private SqlFragment Cast(CastExpr cast, CastKind? kind, SqlFragment value)
    {
        string arguments = cast.Type.Arguments.Count > 0 ? "(" + string.Join(",", cast.Type.Arguments) + ")" : "";
        bool literal = cast.Operand is TextExpr;
        switch (kind)
        {
            case CastKind.Text or CastKind.PaddedText:
                return CastToText(cast, kind == CastKind.PaddedText, value);
            case CastKind.AnyNumber when IsNumber(value.Type):
                return value;
            case CastKind.AnyNumber or CastKind.TakenForNumber:
                throw new UntranslatableException($"it casts to {cast.Type.Name}, which {source.Title} takes for a number");
            case CastKind.Decimal or CastKind.Float:
                return CastToNumber(kind.Value, cast, arguments, value);
            case CastKind.Unsigned when !SameMeaning && cast.Operand is not NumberExpr:
                throw new UntranslatableException("it casts to a number without a sign");
            case CastKind.SmallInteger or CastKind.Integer or CastKind.BigInteger or CastKind.Unsigned:
                return value.Type is SqlType.Text or SqlType.Float or SqlType.Decimal or SqlType.Unknown && !literal
                    ? throw new UntranslatableException("it casts to a whole number, which the databases round differently")
                    : CastTo(kind.Value, "", SqlType.Integer, value);
            case CastKind.Date or CastKind.Time or CastKind.Timestamp:
                return CastToMoment(kind.Value, arguments, literal, value);
            case CastKind.Boolean:
                return value.Type == SqlType.Boolean || cast.Operand is NumberExpr or BooleanExpr
                    ? value with { Type = SqlType.Boolean }
                    : throw new UntranslatableException("it casts to boolean");
            case CastKind.Uuid when literal:
                return CastName(CastKind.Uuid, "") is null ? value : CastTo(CastKind.Uuid, "", SqlType.Uuid, value);
            case CastKind.Json or CastKind.BinaryJson when literal:
                return CastTo(kind.Value, "", SqlType.Json, value);
        }

        // A literal of a type of its own (an enum, a domain): the column's own type takes it.
        return literal && From.HasOwnTypes && !To.HasOwnTypes ? value
            : throw new UntranslatableException($"it casts to {cast.Type.Name}");
    }

    private SqlFragment CastTo(CastKind kind, string arguments, SqlType type, SqlFragment value) =>
        CastName(kind, arguments) is { } name ? new SqlFragment($"CAST({value.Sql} AS {name})", type) : value with { Type = type };

    private SqlFragment CastToText(CastExpr cast, bool padded, SqlFragment value)
    {
        if (cast.Operand is TextExpr)
        {
            return value;
        }

        if (value.Type is not (SqlType.Text or SqlType.Enum or SqlType.Integer or SqlType.Decimal or SqlType.Null or SqlType.Uuid)
            || PrintsDifferently(value.Type))
        {
            throw new UntranslatableException("it makes text of a value that the databases print differently");
        }

        bool sized = cast.Type.Arguments.Count > 0 && From.CastsCutTexts;
        if (padded && sized)
        {
            throw new UntranslatableException("it pads a text with blanks");
        }

        return sized ? CutText(value, cast.Type.Arguments[0])
            : value.Type == SqlType.Text && !To.TypesAreDynamic ? value
            : CastTo(CastKind.Text, "", SqlType.Text, value);
    }

    private SqlFragment CastToNumber(CastKind kind, CastExpr cast, string arguments, SqlFragment value)
    {
        bool isDecimal = kind == CastKind.Decimal;
        if (isDecimal && !To.DecimalsKeepZeros && arguments.Length > 0 && value.Type != SqlType.Integer)
        {
            throw new UntranslatableException($"it casts to a number of so many digits, which {target.Title} does not do");
        }

        if (value.Type == SqlType.Text && cast.Operand is not TextExpr && !(isDecimal && From.TextsMustBeNumbers))
        {
            throw new UntranslatableException("it casts a text to a number");
        }

        return CastTo(kind, arguments, isDecimal ? SqlType.Decimal : SqlType.Float, value);
    }

    private SqlFragment CastToMoment(CastKind kind, string arguments, bool literal, SqlFragment value)
    {
        (SqlType type, string what) = kind switch
        {
            CastKind.Date => (SqlType.Date, "a date"),
            CastKind.Time => (SqlType.Time, "a time"),
            _ => (SqlType.Timestamp, "a date and time"),
        };
        if (To.DatesAreTexts)
        {
            return literal ? value with { Type = type } : throw new UntranslatableException("it casts to " + what);
        }

        RefuseZone(value.Type);
        return CastTo(kind, arguments, type, value);
    }
}
