using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Tables of WITH RECURSIVE.</content>
internal abstract partial class SqlWriter
{
    /// <summary>The type that a column of a recursion is cast to in its first rows; null for none.</summary>
    protected virtual string? RecursiveType(SqlType type) => null;

    /// <summary>What is to be said of a recursion in the target.</summary>
    protected virtual string? RecursionNote => null;

    private bool IsNamed(TableFrom table, string name) => table.Schema is null
        && source.Names.Comparer.Equals(table.Name, name);

    /// <summary>First rows, UNION, and a query that reads the table itself once: the form that all databases have. Types are
    /// set where the target takes them from the first rows or wants them to be equal.</summary>
    private string Recursive(CommonTable table, SqlScope? outer)
    {
        if (table.Query is not { With.Count: 0, OrderBy.Count: 0, Limit: null, Offset: null, Body: SetBody { Operator: "UNION" } set }
            || set.Right is not SelectBody { Distinct: false, GroupBy.Count: 0, Having: null, Windows.Count: 0 } step
            || SqlWalk.Tables(set.Left).Any(t => IsNamed(t, table.Name)) || !ReadsOnce(step, table.Name)
            || step.Items.Any(i => SqlWalk.All(i.Expr).Any(e => e is CallExpr { Over: not null }) || HasAggregate(i.Expr)))
        {
            throw new UntranslatableException("it is recursive in a form that not all databases have");
        }

        IReadOnlyList<string>? names = table.Columns.Count > 0 ? table.Columns : null;
        (string first, IReadOnlyList<RelationColumn> columns, _) = Body(set.Left, outer, names, []);
        List<string?> casts = [.. columns.Select(c => c.Type is SqlType.Null or SqlType.Unknown or SqlType.Other
            ? throw new UntranslatableException("a column of its recursion has no type that is known")
            : RecursiveType(c.Type))];
        columns = [.. columns.Select(c => c with { Type = c.Type == SqlType.Enum ? SqlType.Text : c.Type })];
        if (casts.Any(c => c is not null))
        {
            first = "SELECT " + string.Join(", ", columns.Select((c, i) =>
                casts[i] is { } cast ? $"CAST({Quoted(c.Target)} AS {cast}) AS {Quoted(c.Target)}" : Quoted(c.Target))) + $" FROM ({first}) AS {Quoted("first")}";
        }

        _commonTables.Add((table.Name, new Relation(Quoted(table.Name), columns, [])));
        (string next, IReadOnlyList<RelationColumn> steps, _) = Select(step, outer, [.. columns.Select(c => c.Source)], [], To.TypesAreStrict ? casts : null);
        if (columns.Count != steps.Count || columns.Zip(steps).Any(p => p.First.Type != p.Second.Type && !(To.TypesAreDynamic || BothText(p.First, p.Second))))
        {
            throw new UntranslatableException("its recursion yields other types than its first rows");
        }

        if (RecursionNote is { } note)
        {
            Notes.Add(note);
        }

        return $"{Quoted(table.Name)} ({target.QuoteAll(columns.Select(c => c.Target))}) AS ({first}\nUNION{(set.All ? " ALL" : "")}\n{next})";
    }

    private static bool BothText(RelationColumn a, RelationColumn b) =>
        a.Type is SqlType.Text or SqlType.Enum && b.Type is SqlType.Text or SqlType.Enum;

    /// <summary>The table stands once, not in a query within and not where an outer join may leave it out.</summary>
    private bool ReadsOnce(SelectBody step, string name) => SqlWalk.Tables(step).Count(t => IsNamed(t, name)) == 1 && Inner(step.From, name);

    private bool Inner(FromItem? from, string name) => from switch
    {
        TableFrom table => IsNamed(table, name),
        JoinFrom { Kind: "INNER" or "CROSS" } join => Inner(join.Left, name) || Inner(join.Right, name),
        JoinFrom { Kind: "LEFT" } join => Inner(join.Left, name),
        _ => false,
    };
}
