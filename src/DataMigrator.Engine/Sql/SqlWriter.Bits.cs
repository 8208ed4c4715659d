using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Operators on the bits of integers.</content>
internal abstract partial class SqlWriter
{
    /// <summary>Bits shifted.</summary>
    protected virtual string Shifted(SqlFragment value, string symbol, SqlFragment count, bool literal) =>
        $"{value.Wrapped} {symbol} {count.Wrapped}";

    /// <summary>A number without a sign as the number with one that has its bits.</summary>
    protected virtual SqlFragment Signed(string sql) => new(sql, SqlType.Integer, false);

    private SqlLanguage Unsigned => From.BitsAreUnsigned ? source : target;

    private SqlFragment Bitwise(BinaryExpr expr, SqlScope scope)
    {
        bool shift = expr.Operator is "<<" or ">>";
        bool signChanges = From.BitsAreUnsigned != To.BitsAreUnsigned;
        if (signChanges && expr.Operator == ">>")
        {
            throw new UntranslatableException($"it shifts bits, which loses the sign in {Unsigned.Title} only");
        }

        if (signChanges && From.BitsAreUnsigned && (expr.Operator != "&" || !(IsWhole(expr.Left) || IsWhole(expr.Right))))
        {
            throw new UntranslatableException($"it works on bits, of which {source.Title} makes a number without a sign");
        }

        if (expr.Operator == "<<" && From.ShiftsWithinType && !To.ShiftsWithinType)
        {
            throw new UntranslatableException($"it shifts bits, of which {source.Title} drops those beyond the operand's type");
        }

        SqlFragment a = Whole(expr.Left, scope);
        SqlFragment b = Whole(expr.Right, scope);
        string sql = shift ? Shifted(a, expr.Operator, b, expr.Right is NumberExpr) : $"{a.Wrapped} {expr.Operator} {b.Wrapped}";
        return signChanges && To.BitsAreUnsigned ? Signed(sql) : new SqlFragment(sql, SqlType.Integer, false);
    }

    private SqlFragment Inverse(UnaryExpr expr, SqlScope scope)
    {
        SqlFragment operand = Whole(expr.Operand, scope);
        if (From.BitsAreUnsigned && !To.BitsAreUnsigned)
        {
            throw new UntranslatableException($"it inverts bits, which yields a number without a sign in {source.Title} only");
        }

        return To.BitsAreUnsigned && !From.BitsAreUnsigned ? Signed("~" + operand.Wrapped)
            : new SqlFragment("~" + operand.Wrapped, SqlType.Integer, false);
    }

    private SqlFragment Whole(SqlExpr expr, SqlScope scope)
    {
        SqlFragment value = Number(expr, scope);
        return value.Type is SqlType.Integer or SqlType.Boolean or SqlType.Null
            ? value
            : throw new UntranslatableException("it takes the bits of something that is no integer");
    }
}
