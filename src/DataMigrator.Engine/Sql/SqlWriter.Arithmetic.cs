using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Arithmetic that does not yield the same everywhere.</content>
internal abstract partial class SqlWriter
{
    /// <summary>A division that yields a fraction.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor, in parentheses where it needs them.</param>
    /// <param name="wider">The wider type of both.</param>
    protected abstract SqlFragment ExactDivision(SqlFragment a, string b, SqlType wider);

    /// <summary>The operator that divides whole numbers to whole numbers.</summary>
    protected virtual string WholeDivision => "/";

    /// <summary>A number rounded to so many digits, null for none.</summary>
    protected virtual SqlFragment Rounded(SqlFragment number, string? digits, bool whole) =>
        new(digits is null ? $"ROUND({number.Sql})" : $"ROUND({number.Sql}, {digits})", number.Type);

    /// <summary>What SUM yields.</summary>
    protected virtual SqlFragment Summed(SqlFragment sum) => sum;

    private SqlFragment Divide(BinaryExpr expr, SqlScope scope)
    {
        SqlFragment a = Number(expr.Left, scope);
        SqlFragment b = Number(expr.Right, scope);
        SqlType wider = Wider(a.Type, b.Type);
        if (wider is SqlType.Unknown or SqlType.Null)
        {
            throw new UntranslatableException("it divides values whose types are not known");
        }

        if (!From.DividesExactly && wider is SqlType.Integer or SqlType.Boolean)
        {
            return WholeDivide(expr, scope);
        }

        if (!SameMeaning)
        {
            Notes.Add("a division may yield other digits after the point");
        }

        string divisor = Divisor(expr.Right, b);
        return From.DividesExactly ? ExactDivision(a, divisor, wider)
            : new SqlFragment(a.Wrapped + " / " + divisor, wider, false);
    }

    private SqlFragment WholeDivide(BinaryExpr expr, SqlScope scope)
    {
        SqlFragment a = Number(expr.Left, scope);
        SqlFragment b = Number(expr.Right, scope);
        if (From.IntegerSum == IntegerSum.ByType && To.IntegerSum != IntegerSum.ByType
            && SqlWalk.All(expr).Any(e => e is CallExpr { Function: SqlFunction.Sum }))
        {
            throw new UntranslatableException($"it divides a sum, which {source.Title} does by the type of what was summed up");
        }

        if (Wider(a.Type, b.Type) != SqlType.Integer)
        {
            throw new UntranslatableException("it divides to whole numbers");
        }

        return new SqlFragment($"{a.Wrapped} {WholeDivision} {Divisor(expr.Right, b)}", SqlType.Integer, false);
    }

    /// <summary>What is divided by: NULL for 0 where that is an error in the target alone.</summary>
    private string Divisor(SqlExpr expr, SqlFragment value) => !From.DivisionByZeroIsNull || To.DivisionByZeroIsNull
        || (expr is NumberExpr number && number.Text.AsSpan().IndexOfAnyInRange('1', '9') >= 0) ? value.Wrapped : $"NULLIF({value.Sql}, 0)";

    private SqlFragment Calculate(BinaryExpr expr, SqlScope scope)
    {
        SqlFragment a = Number(expr.Left, scope);
        SqlFragment b = Number(expr.Right, scope);
        SqlType wider = Wider(a.Type, b.Type);
        if (expr.Operator == "%")
        {
            RefuseRemainder(wider);
        }

        string right = expr.Operator == "%" ? Divisor(expr.Right, b) : b.Wrapped;
        return new SqlFragment(a.Wrapped + " " + expr.Operator + " " + right, wider, false);
    }

    private void RefuseRemainder(SqlType type)
    {
        bool whole = From.RemainderOf == RemainderOf.WholeNumbers || To.RemainderOf == RemainderOf.WholeNumbers;
        if (From.RemainderOf != To.RemainderOf && (type == SqlType.Float || (type == SqlType.Decimal && whole)))
        {
            throw new UntranslatableException("it takes the remainder of numbers that are not whole");
        }
    }

    /// <summary>Exact numbers are rounded alike. Of approximate ones neighbours in decimal digits decide where digits are kept.</summary>
    private SqlFragment Round(IReadOnlyList<SqlExpr> a, SqlScope scope)
    {
        SqlFragment number = Number(a[0], scope);
        bool whole = a.Count == 1 || a[1] is NumberExpr { Text: "0" };
        if (!whole && !IsWhole(a[1]) && From.RoundsBeforePoint != To.RoundsBeforePoint)
        {
            throw new UntranslatableException("it rounds to a number of digits that may be below zero");
        }

        if (!SameMeaning && number.Type == SqlType.Float && (!whole || From.RoundsHalfToEven != To.RoundsHalfToEven))
        {
            Notes.Add("ROUND may take a half of an approximate number to the other side");
        }

        return Rounded(number, a.Count == 1 ? null : Number(a[1], scope).Sql, whole);
    }
}
