using DataMigrator.Sql.Text;

namespace DataMigrator.Sql.Tree;

/// <summary>Finds what a grouped query selects besides its GROUP BY, and whether that is one value a group: MySQL and
/// SQLite allow it, PostgreSQL wants it in GROUP BY. Columns that keys and equal joins determine may be added without
/// changing the groups; others make the query untranslatable.</summary>
internal sealed class Grouping
{
    private readonly SqlScope _scope;
    private readonly IReadOnlyList<SqlExpr> _group;
    private readonly Func<SqlExpr, string> _render;
    private readonly HashSet<string> _grouped;
    private readonly HashSet<(ScopeEntry, RelationColumn)> _determined = [];

    public Grouping(SqlScope scope, SelectBody select, IReadOnlyList<SqlExpr> group, Func<SqlExpr, string> render)
    {
        _render = render;
        _grouped = group.Select(render).ToHashSet(StringComparer.Ordinal);
        _scope = scope;
        _group = group;
        foreach (NameExpr name in group.OfType<NameExpr>())
        {
            if (scope.FindHere(name.Qualifier, name.Name) is { } found)
            {
                _determined.Add(found);
            }
        }

        var equal = new List<((ScopeEntry, RelationColumn) From, (ScopeEntry, RelationColumn) To)>();
        if (select.From is not null)
        {
            Collect(select.From, equal);
        }

        if (select.Where is not null)
        {
            Equalities(select.Where, true, null, equal);
        }

        Close(equal);
    }

    /// <summary>The columns to add to GROUP BY.</summary>
    /// <exception cref="UntranslatableException">A column that has more than one value a group.</exception>
    public IReadOnlyList<SqlExpr> Missing(IEnumerable<SqlExpr> used)
    {
        var missing = new List<SqlExpr>();
        foreach (SqlExpr expr in used)
        {
            Search(expr, missing);
        }

        return missing.Distinct().ToList();
    }

    private void Search(SqlExpr expr, List<SqlExpr> missing)
    {
        if (_grouped.Contains(_render(expr)))
        {
            return;
        }

        if (expr is NameExpr name)
        {
            if (_scope.FindHere(name.Qualifier, name.Name) is not { } found)
            {
                if (name.Qualifier is null && _scope.Aliases.TryGetValue(name.Name, out SqlExpr? aliased))
                {
                    Search(aliased, missing);
                }

                return;
            }

            bool grouped = _group.OfType<NameExpr>()
                .Any(g => _scope.FindHere(g.Qualifier, g.Name) is { } other && other == found);
            if (grouped || HasPrimaryKey(found.Entry))
            {
                return;
            }

            if (!_determined.Contains(found))
            {
                throw new UntranslatableException(
                    $"it selects {name.Name}, which is neither grouped by nor one value a group");
            }

            missing.Add(name);
            return;
        }

        bool aggregate = expr is CallExpr { Over: null } call
            && (call.Function == SqlFunction.AnyValue || FunctionSignature.IsAggregate(call.Function));
        if (!aggregate)
        {
            foreach (SqlExpr child in SqlWalk.Children(expr))
            {
                Search(child, missing);
            }
        }
    }

    /// <summary>PostgreSQL knows by itself that a grouped primary key determines its table.</summary>
    private bool HasPrimaryKey(ScopeEntry entry) => entry.Relation.PrimaryKey.Count > 0
        && entry.Relation.PrimaryKey.All(k => _group.OfType<NameExpr>().Any(g =>
            _scope.FindHere(g.Qualifier, g.Name) is { } found && found.Entry == entry && _scope.Same(found.Column.Source, k)));

    private void Collect(FromItem from, List<((ScopeEntry, RelationColumn), (ScopeEntry, RelationColumn))> equal)
    {
        if (from is not JoinFrom join)
        {
            return;
        }

        Collect(join.Left, equal);
        Collect(join.Right, equal);
        if (join.On is not null && join.Kind is "INNER" or "LEFT")
        {
            Equalities(join.On!, join.Kind == "INNER", join.Kind == "LEFT" ? Aliases(join.Right) : null, equal);
        }
    }

    private static HashSet<string> Aliases(FromItem from) => from switch
    {
        TableFrom table => [table.Alias ?? table.Name],
        QueryFrom query => [query.Alias],
        JoinFrom join => [.. Aliases(join.Left), .. Aliases(join.Right)],
        _ => [],
    };

    /// <summary>Equalities of a condition. Under a left join the left side determines the right one, not the other way.</summary>
    private void Equalities(SqlExpr expr, bool bothWays, HashSet<string>? rightAliases,
        List<((ScopeEntry, RelationColumn), (ScopeEntry, RelationColumn))> equal)
    {
        if (expr is BinaryExpr { Operator: "AND" } and)
        {
            // A left join on several conditions keeps rows that meet only some: it determines nothing by one of them.
            if (bothWays)
            {
                Equalities(and.Left, bothWays, rightAliases, equal);
                Equalities(and.Right, bothWays, rightAliases, equal);
            }
        }
        else if (expr is BinaryExpr { Operator: "=", Left: NameExpr left, Right: NameExpr right }
            && _scope.FindHere(left.Qualifier, left.Name) is { } a && _scope.FindHere(right.Qualifier, right.Name) is { } b)
        {
            bool aIsRight = rightAliases?.Contains(a.Entry.Alias) == true;
            if (bothWays || !aIsRight)
            {
                equal.Add((a, b));
            }

            if (bothWays || aIsRight)
            {
                equal.Add((b, a));
            }
        }
    }

    private void Close(List<((ScopeEntry, RelationColumn) From, (ScopeEntry, RelationColumn) To)> equal)
    {
        int before;
        do
        {
            before = _determined.Count;
            foreach (((ScopeEntry, RelationColumn) from, (ScopeEntry, RelationColumn) to) in equal)
            {
                if (_determined.Contains(from))
                {
                    _determined.Add(to);
                }
            }

            foreach (ScopeEntry entry in _scope.Entries)
            {
                bool whole = entry.Relation.Keys.Any(key => key.Count > 0 && key.All(k => _determined.Any(d =>
                    d.Item1 == entry && _scope.Same(d.Item2.Source, k))));
                if (whole)
                {
                    foreach (RelationColumn column in entry.Relation.Columns)
                    {
                        _determined.Add((entry, column));
                    }
                }
            }
        }
        while (_determined.Count > before);
    }
}
