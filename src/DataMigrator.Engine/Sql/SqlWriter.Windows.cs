using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Windows and the functions that need one.</content>
internal abstract partial class SqlWriter
{
    /// <summary>Frames of so many groups of equal rows.</summary>
    protected virtual bool HasGroupFrames => true;

    /// <summary>LAG and LEAD take a value for where there is no row.</summary>
    protected virtual bool LagHasDefault => true;

    private string Over(CallExpr call, SqlScope scope) => call.Over is not { } over ? ""
        : over.Name is { } name ? " OVER " + Quoted(name) : " OVER " + Window(over, scope);

    private string Window(WindowSpec window, SqlScope scope)
    {
        var parts = new List<string>();
        if (window.PartitionBy.Count > 0)
        {
            parts.Add("PARTITION BY " + string.Join(", ", window.PartitionBy.Select(p => Value(p, scope).Sql)));
        }

        if (window.OrderBy.Count > 0)
        {
            parts.Add("ORDER BY " + Order(window.OrderBy, scope));
        }

        if (window.Frame is { } frame)
        {
            if (frame.Unit == "RANGE" && frame.HasNumber)
            {
                throw new UntranslatableException("its window ends at a difference of values");
            }

            if (frame.Unit == "GROUPS" && !HasGroupFrames)
            {
                throw new UntranslatableException($"its window counts groups, which {target.Title} can't");
            }

            parts.Add(frame.Unit + (frame.To is null ? " " + frame.From : $" BETWEEN {frame.From} AND {frame.To}"));
        }

        return "(" + string.Join(" ", parts) + ")";
    }

    private SqlFragment WindowCall(SqlFunction function, CallExpr call, SqlScope scope)
    {
        string name = call.Name;
        IReadOnlyList<SqlExpr> a = call.Arguments;
        bool counted = function switch
        {
            SqlFunction.Lag or SqlFunction.Lead => a.Count is 1 or 2 or 3,
            SqlFunction.NthValue => a.Count == 2,
            SqlFunction.FirstValue or SqlFunction.LastValue or SqlFunction.Ntile => a.Count == 1,
            _ => a.Count == 0,
        };
        if (!counted || call.Over is null || call.Distinct || call.Filter is not null || Deterministic)
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} in a way that has no equal");
        }

        if (a.Count == 3 && !LagHasDefault)
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} with a default, which {target.Title} can't");
        }

        // MySQL takes numbers of rows as they are written only.
        SqlExpr? number = function == SqlFunction.Ntile ? a[0] : a.Count > 1 ? a[1] : null;
        if (number is not (null or NumberExpr))
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} with a number that is no literal");
        }

        if (a.Count == 0 || function == SqlFunction.Ntile)
        {
            string count = number is NumberExpr n ? n.Text : "";
            return Windowed(function, [count], call, function == SqlFunction.Ntile ? SqlType.Integer : SqlType.Float, scope);
        }

        (IReadOnlyList<SqlFragment> values, SqlType type) = Unify(a.Count == 3 ? [a[0], a[2]] : [a[0]], scope);
        IEnumerable<string> arguments = new[] { values[0].Sql, (number as NumberExpr)?.Text, a.Count == 3 ? values[1].Sql : null }.OfType<string>();
        return Windowed(function, [.. arguments], call, type, scope);
    }

    private SqlFragment Windowed(SqlFunction function, IReadOnlyList<string> arguments, CallExpr call, SqlType type, SqlScope scope) =>
        new((target.Functions.Form(function) ?? throw NoEqual(call.Name.ToLowerInvariant())).Fill(arguments) + Over(call, scope), type);
}
