using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Functions over the rows of a group.</content>
internal abstract partial class SqlWriter
{
    /// <summary>FILTER after an aggregate.</summary>
    protected virtual bool HasFilter => true;

    /// <summary>MIN and MAX take values of the type.</summary>
    protected virtual bool HasSmallest(SqlType type) => true;

    /// <summary>The texts of a group, one after the other.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">The text.</param>
    /// <param name="separator">What stands between them.</param>
    /// <param name="othersOrder">They are ordered, and not by themselves.</param>
    /// <param name="scope">What it sees.</param>
    protected abstract SqlFragment ConcatGroup(CallExpr call, SqlFragment text, string separator, bool othersOrder, SqlScope scope);

    private SqlFragment Aggregate(SqlFunction function, CallExpr call, SqlScope scope)
    {
        string name = call.Name.ToLowerInvariant();
        RefuseAggregate();
        if (function == SqlFunction.Total && (call.Filter is not null || call.Over is not null))
        {
            throw new UntranslatableException($"it calls {name} over a window or with a filter");
        }

        // MySQL's COUNT(DISTINCT a, b) leaves out rows in which one is NULL; SQLite's COUNT() counts rows.
        bool several = call.Arguments.Count > 1;
        if (several && (function != SqlFunction.Count || !SameMeaning))
        {
            throw new UntranslatableException($"it calls {name} with several arguments");
        }

        string inner = several ? "DISTINCT " + string.Join(", ", call.Arguments.Select(x => Value(x, scope).Sql))
            : call.Star || (function == SqlFunction.Count && call.Arguments.Count == 0) ? "*" : "";
        SqlType type = SqlType.Integer;
        if (!call.Star && call.Arguments.Count == 1)
        {
            SqlFragment argument = function is SqlFunction.Sum or SqlFunction.Average or SqlFunction.Total
                ? Number(call.Arguments[0], scope)
                : Value(call.Arguments[0], scope);
            if (function is SqlFunction.Min or SqlFunction.Max && !HasSmallest(argument.Type))
            {
                throw new UntranslatableException($"it calls {name} over a type that has none in {target.Title}");
            }

            inner = (call.Distinct ? "DISTINCT " : "") + argument.Sql;
            type = AggregateType(function, argument.Type);
        }

        string sql = (target.Functions.Form(function) ?? throw NoEqual(name)).Fill([inner]);
        if (call.Filter is not null)
        {
            sql += HasFilter ? " FILTER (WHERE " + Condition(call.Filter, scope) + ")"
                : throw new UntranslatableException("it filters an aggregate");
        }

        var value = new SqlFragment(sql + Over(call, scope), type);
        return function == SqlFunction.Sum ? Summed(value) : value;
    }

    private static SqlType AggregateType(SqlFunction function, SqlType argument) => function switch
    {
        SqlFunction.Count => SqlType.Integer,
        SqlFunction.Min or SqlFunction.Max => argument,
        SqlFunction.Sum when argument == SqlType.Integer => SqlType.Integer,
        _ => argument == SqlType.Float ? SqlType.Float : SqlType.Decimal,
    };

    private void RefuseAggregate()
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it holds an aggregate");
        }
    }

    private SqlFragment ConcatGroup(CallExpr call, SqlScope scope)
    {
        RefuseAggregate();
        string separator = call.Separator ?? ",";
        if (call.Arguments.Count == 2)
        {
            separator = (call.Arguments[1] as TextExpr)?.Value
                ?? throw new UntranslatableException("it joins texts with a separator that is no literal");
        }

        SqlFragment text = Text(call.Arguments[0], scope);
        bool byItself = call.OrderBy.Count == 0 || (call.OrderBy is [{ } only] && Value(only.Expr, scope).Sql == text.Sql);
        return ConcatGroup(call, text, separator, !byItself, scope);
    }
}
