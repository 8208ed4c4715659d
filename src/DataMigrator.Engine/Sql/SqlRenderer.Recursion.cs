using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Tables of WITH RECURSIVE.</content>
internal sealed partial class SqlRenderer
{
    /// <summary>Characters of a text in a recursion of MySQL, whose columns are as wide as the first rows make them.</summary>
    private const int RecursiveText = 10_000;

    private bool IsNamed(TableFrom table, string name) => table.Schema is null
        && string.Equals(table.Name, name, _fromPostgres ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>First rows, UNION, and a query that reads the table itself once: the form that all databases have. Types are
    /// set where the target takes them from the first rows (MySQL) or wants them to be equal (PostgreSQL).</summary>
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
        List<string?> casts = [.. columns.Select(c => RecursiveType(c.Type))];
        columns = [.. columns.Select(c => c with { Type = c.Type == SqlType.Enum ? SqlType.Text : c.Type })];
        if (casts.Any(c => c is not null))
        {
            first = "SELECT " + string.Join(", ", columns.Select((c, i) =>
                casts[i] is { } cast ? $"CAST({Quoted(c.Target)} AS {cast}) AS {Quoted(c.Target)}" : Quoted(c.Target))) + $" FROM ({first}) AS {Quoted("first")}";
        }

        _commonTables.Add((table.Name, new Relation(Quoted(table.Name), columns, [])));
        (string next, IReadOnlyList<RelationColumn> steps, _) = Select(step, outer, [.. columns.Select(c => c.Source)], [], _toPostgres ? casts : null);
        if (columns.Count != steps.Count || columns.Zip(steps).Any(p => p.First.Type != p.Second.Type && !(_toSqlite || BothText(p.First, p.Second))))
        {
            throw new UntranslatableException("its recursion yields other types than its first rows");
        }

        if (_toMySql)
        {
            Notes.Add(target.Kind == DatabaseKind.MariaDb
                ? "its recursion ends after max_recursive_iterations rounds (1,000 unless set)"
                : "its recursion fails after cte_max_recursion_depth rounds (1,000 unless set)");
        }

        return $"{Quoted(table.Name)} ({target.QuoteAll(columns.Select(c => c.Target))}) AS ({first}\nUNION{(set.All ? " ALL" : "")}\n{next})";
    }

    private static bool BothText(RelationColumn a, RelationColumn b) =>
        a.Type is SqlType.Text or SqlType.Enum && b.Type is SqlType.Text or SqlType.Enum;

    private string? RecursiveType(SqlType type) => (target.Kind, type) switch
    {
        (_, SqlType.Null or SqlType.Unknown or SqlType.Other) =>
            throw new UntranslatableException("a column of its recursion has no type that is known"),
        (DatabaseKind.Sqlite, _) => null,
        (DatabaseKind.Postgres, SqlType.Integer) => "bigint",
        (DatabaseKind.Postgres, SqlType.Decimal) => "numeric",
        (DatabaseKind.Postgres, SqlType.Float) => "double precision",
        (DatabaseKind.Postgres, SqlType.Text or SqlType.Enum) => "text",
        (DatabaseKind.Postgres, _) => null,
        (_, SqlType.Integer) => "SIGNED",
        (_, SqlType.Float) => "DOUBLE",
        (_, SqlType.Text or SqlType.Enum) => $"CHAR({RecursiveText})",
        (_, SqlType.Time or SqlType.Timestamp or SqlType.TimestampTz) => type == SqlType.Time ? "TIME(6)" : "DATETIME(6)",
        (_, SqlType.Date or SqlType.Boolean or SqlType.Uuid) => null,
        _ => throw new UntranslatableException("MySQL would cut a column of its recursion to what its first rows need"),
    };

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
