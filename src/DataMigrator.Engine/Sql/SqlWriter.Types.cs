using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Values as numbers and texts, and the type of several in one place.</content>
internal abstract partial class SqlWriter
{
    /// <summary>A boolean as 0 or 1.</summary>
    protected virtual SqlFragment BooleanAsNumber(SqlFragment boolean) => boolean;

    /// <summary>A value as a text, which the target may have to be told.</summary>
    protected virtual SqlFragment AsText(SqlFragment value) => value with { Type = SqlType.Text };

    /// <summary>A value that arithmetic can take.</summary>
    protected SqlFragment Number(SqlExpr expr, SqlScope scope)
    {
        SqlFragment value = Value(expr, scope);
        return value.Type == SqlType.Boolean ? BooleanAsNumber(value)
            : IsNumber(value.Type) || value.Type == SqlType.Null ? value
            : throw new UntranslatableException("it calculates with something that is no number");
    }

    /// <summary>A value as text.</summary>
    protected SqlFragment Text(SqlExpr expr, SqlScope scope)
    {
        SqlFragment value = Value(expr, scope);
        if (value.Type is SqlType.Text or SqlType.Null)
        {
            return value;
        }

        if (value.Type == SqlType.Boolean && From.BooleansAreNumbers)
        {
            return AsText(BooleanAsNumber(value));
        }

        return value.Type is SqlType.Unknown or SqlType.Other or SqlType.Binary or SqlType.Bits or SqlType.Boolean || PrintsDifferently(value.Type)
            ? throw new UntranslatableException("it makes text of a value that the databases print differently")
            : AsText(value);
    }

    /// <summary>Floats everywhere, and decimals where one of the two takes 1.00 for 1.</summary>
    private bool PrintsDifferently(SqlType type) =>
        type == SqlType.Float || (type == SqlType.Decimal && !(From.DecimalsKeepZeros && To.DecimalsKeepZeros));

    private static SqlType NumberType(string text) =>
        text.Contains('e', StringComparison.OrdinalIgnoreCase) ? SqlType.Float
        : text.Contains('.') ? SqlType.Decimal
        : SqlType.Integer;

    private static bool IsWhole(SqlExpr? expr) => expr is NumberExpr number && number.Text.All(char.IsAsciiDigit);

    private static SqlType Wider(SqlType a, SqlType b)
    {
        if (a == SqlType.Null || b == SqlType.Null)
        {
            return a == SqlType.Null ? b : a;
        }

        return a == SqlType.Float || b == SqlType.Float ? SqlType.Float
            : a == SqlType.Decimal || b == SqlType.Decimal ? SqlType.Decimal
            : SqlType.Integer;
    }

    /// <summary>Values that come out of one place (CASE, COALESCE, UNION): of one type where types are strict.</summary>
    private (IReadOnlyList<SqlFragment> Values, SqlType Type) Unify(IReadOnlyList<SqlExpr> items, SqlScope scope)
    {
        var values = items.Select(i => Value(i, scope)).ToList();
        SqlType type = SqlType.Null;
        foreach (SqlFragment value in values)
        {
            type = type == SqlType.Null ? value.Type
                : value.Type == SqlType.Null || value.Type == type ? type
                : CommonType(type, value.Type);
        }

        if (!To.TypesAreStrict)
        {
            return (values, type);
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (type == SqlType.Text && values[i].Type != SqlType.Text)
            {
                values[i] = Text(items[i], scope);
            }
            else if (IsNumber(type) && values[i].Type == SqlType.Boolean)
            {
                values[i] = Number(items[i], scope);
            }
            else if (type == SqlType.Enum && items[i] is TextExpr)
            {
                return (items.Select(e => Text(e, scope)).ToList(), SqlType.Text);
            }
        }

        return (values, type);
    }

    private SqlType CommonType(SqlType a, SqlType b)
    {
        bool numbers = (IsNumber(a) || a == SqlType.Boolean) && (IsNumber(b) || b == SqlType.Boolean);
        if (numbers)
        {
            return Wider(a == SqlType.Boolean ? SqlType.Integer : a, b == SqlType.Boolean ? SqlType.Integer : b);
        }

        if (ComparisonGroup(a) == ComparisonGroup(b))
        {
            return a;
        }

        if (a is SqlType.Text or SqlType.Enum && b is SqlType.Text or SqlType.Enum)
        {
            return SqlType.Text;
        }

        return To.TypesAreStrict
            ? throw new UntranslatableException("it yields values of several types in one place")
            : SqlType.Unknown;
    }

    /// <summary>The types that are compared with each other where types are strict: numbers 1, texts 2, dates 3.</summary>
    private static int ComparisonGroup(SqlType type) => type switch
    {
        SqlType.Integer or SqlType.Decimal or SqlType.Float => 1,
        SqlType.Text => 2,
        SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz => 3,
        SqlType.Unknown => -1,
        _ => 100 + (int)type,
    };
}
