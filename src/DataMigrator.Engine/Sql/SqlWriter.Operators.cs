using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Operators, and CASE.</content>
internal abstract partial class SqlWriter
{
    /// <summary>Equality that takes NULL for a value.</summary>
    protected abstract string NullSafeEquality { get; }

    /// <summary>Texts one after the other, NULL where one is NULL.</summary>
    protected virtual SqlFragment Concatenation(IReadOnlyList<SqlFragment> texts) => texts.Count == 1 ? texts[0]
        : new SqlFragment(string.Join(" || ", texts.Select(t => t.Wrapped)), SqlType.Text, false);

    protected SqlFragment Concatenate(IReadOnlyList<SqlExpr> items, SqlScope scope) => Concatenation([.. items.Select(i => Text(i, scope))]);

    private SqlFragment Binary(BinaryExpr expr, SqlScope scope)
    {
        switch (expr.Operator)
        {
            case "AND" or "OR":
                return new SqlFragment(Junction(expr, expr.Left, scope) + " " + expr.Operator + " "
                    + Junction(expr, expr.Right, scope), SqlType.Boolean, false);
            case "XOR":
                return new SqlFragment($"({Truth(expr.Left, scope)}) <> ({Truth(expr.Right, scope)})", SqlType.Boolean, false);
            case "=" or "<>" or "<" or "<=" or ">" or ">=" or "<=>":
                (SqlFragment left, SqlFragment right) = Comparable(expr.Left, expr.Right, scope);
                string symbol = expr.Operator == "<=>" ? NullSafeEquality : expr.Operator;
                return new SqlFragment(left.Wrapped + " " + symbol + " " + right.Wrapped, SqlType.Boolean, false);
            case "||":
                return Concatenate([.. Chain(expr)], scope);
            case "+" or "-" when expr.Right is IntervalExpr interval:
                return AddInterval(Value(expr.Left, scope), interval, expr.Operator == "-", scope);
            case "+" when expr.Left is IntervalExpr interval:
                return AddInterval(Value(expr.Right, scope), interval, false, scope);
            case "/":
                return Divide(expr, scope);
            case "DIV":
                return WholeDivide(expr, scope);
            case "->" or "->>":
                throw new UntranslatableException("it takes JSON apart");
            case "&" or "|" or "<<" or ">>":
                return Bitwise(expr, scope);
            default:
                return Calculate(expr, scope);
        }
    }

    /// <summary>A condition as one of two values, also where any number is a condition.</summary>
    private string Truth(SqlExpr expr, SqlScope scope)
    {
        SqlFragment value = ConditionValue(expr, scope);
        return value.Type is SqlType.Boolean or SqlType.Null ? value.Sql : value.Wrapped + " <> 0";
    }

    private static IEnumerable<SqlExpr> Chain(SqlExpr expr) =>
        expr is BinaryExpr { Operator: "||" } both ? Chain(both.Left).Concat(Chain(both.Right)) : [expr];

    private string Junction(BinaryExpr parent, SqlExpr child, SqlScope scope)
    {
        SqlFragment value = ConditionValue(child, scope);
        bool flat = child is not BinaryExpr { Operator: "AND" or "OR" or "XOR" } inner || inner.Operator == parent.Operator;
        return flat ? value.Sql : value.Wrapped;
    }

    private SqlFragment Case(CaseExpr cases, SqlScope scope)
    {
        List<SqlExpr> results = cases.Branches.Select(b => b.Then).ToList();
        if (cases.Else is not null)
        {
            results.Add(cases.Else);
        }

        // Where types are strict, both sides of each comparison are brought to one: it is written out.
        bool writtenOut = To.TypesAreStrict;
        (IReadOnlyList<SqlFragment> values, SqlType type) = Unify(results, scope);
        var sql = new System.Text.StringBuilder("CASE");
        if (cases.Operand is not null && !writtenOut)
        {
            sql.Append(' ').Append(Value(cases.Operand, scope).Sql);
        }

        for (int i = 0; i < cases.Branches.Count; i++)
        {
            SqlExpr when = cases.Branches[i].When;
            string condition = cases.Operand is null ? Condition(when, scope)
                : writtenOut ? Binary(new BinaryExpr("=", cases.Operand, when), scope).Sql
                : Comparable(cases.Operand, when, scope).Right.Sql;
            sql.Append(" WHEN ").Append(condition).Append(" THEN ").Append(values[i].Sql);
        }

        if (cases.Else is not null)
        {
            sql.Append(" ELSE ").Append(values[^1].Sql);
        }

        return new SqlFragment(sql.Append(" END").ToString(), type);
    }
}
