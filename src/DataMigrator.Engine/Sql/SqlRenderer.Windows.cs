using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Windows and the functions that need one.</content>
internal sealed partial class SqlRenderer
{
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

            if (frame.Unit == "GROUPS" && _toMySql)
            {
                throw new UntranslatableException("its window counts groups, which MySQL can't");
            }

            parts.Add(frame.Unit + (frame.To is null ? " " + frame.From : $" BETWEEN {frame.From} AND {frame.To}"));
        }

        return "(" + string.Join(" ", parts) + ")";
    }

    private Piece WindowCall(string name, CallExpr call, SqlScope scope)
    {
        IReadOnlyList<SqlExpr> a = call.Arguments;
        bool counted = name switch
        {
            "LAG" or "LEAD" => a.Count is 1 or 2 or 3,
            "NTH_VALUE" => a.Count == 2,
            "FIRST_VALUE" or "LAST_VALUE" or "NTILE" => a.Count == 1,
            _ => a.Count == 0,
        };
        if (!counted || call.Over is null || call.Distinct || call.Filter is not null || Deterministic)
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} in a way that has no equal");
        }

        if (a.Count == 3 && target.Kind == DatabaseKind.MariaDb)
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} with a default, which MariaDB can't");
        }

        // MySQL takes numbers of rows as they are written only.
        SqlExpr? number = name == "NTILE" ? a[0] : a.Count > 1 ? a[1] : null;
        if (number is not (null or NumberExpr))
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} with a number that is no literal");
        }

        if (a.Count == 0 || name == "NTILE")
        {
            string count = number is NumberExpr n ? n.Text : "";
            return new Piece($"{name}({count}){Over(call, scope)}", name == "NTILE" ? SqlType.Integer : SqlType.Float);
        }

        (IReadOnlyList<Piece> values, SqlType type) = Alike(a.Count == 3 ? [a[0], a[2]] : [a[0]], scope);
        IEnumerable<string> arguments = new[] { values[0].Sql, (number as NumberExpr)?.Text, a.Count == 3 ? values[1].Sql : null }.OfType<string>();
        return new Piece($"{name}({string.Join(", ", arguments)}){Over(call, scope)}", type);
    }
}
