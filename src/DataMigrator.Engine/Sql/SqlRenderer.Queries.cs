using System.Text;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>A query of the target.</summary>
/// <param name="Sql">Its text.</param>
/// <param name="Columns">Its columns; the source's names and the target's.</param>
internal sealed record RenderedQuery(string Sql, IReadOnlyList<RelationColumn> Columns);

/// <content>Queries.</content>
internal sealed partial class SqlRenderer
{
    private readonly List<(string Name, Relation Relation)> _commonTables = [];

    /// <summary>A query. <paramref name="names"/> are its columns' names where the source tells them.</summary>
    public RenderedQuery Query(SqlQuery query, SqlScope? outer, IReadOnlyList<string>? names = null)
    {
        int before = _commonTables.Count;
        string with = With(query, outer);
        (string sql, IReadOnlyList<RelationColumn> columns, SqlScope scope) = Body(query.Body, outer, names, query.OrderBy);
        if (query.OrderBy.Count > 0)
        {
            sql += "\nORDER BY " + Order(query.OrderBy, scope);
        }

        sql += Limit(query, scope);
        _commonTables.RemoveRange(before, _commonTables.Count - before);
        return new RenderedQuery(with + sql, columns);
    }

    private string With(SqlQuery query, SqlScope? outer)
    {
        var parts = new List<string>();
        bool recursive = false;
        foreach (CommonTable table in query.With)
        {
            if (query.Recursive && SqlWalk.Tables(table.Query).Any(t => IsNamed(t, table.Name)))
            {
                parts.Add(Recursive(table, outer));
                recursive = true;
                continue;
            }

            RenderedQuery rendered = Query(table.Query, outer, table.Columns.Count > 0 ? table.Columns : null);
            _commonTables.Add((table.Name, new Relation(Quoted(table.Name), rendered.Columns, [])));
            parts.Add(Quoted(table.Name) + " AS (" + rendered.Sql + ")");
        }

        return parts.Count == 0 ? "" : (recursive ? "WITH RECURSIVE " : "WITH ") + string.Join(", ", parts) + "\n";
    }

    private string Limit(SqlQuery query, SqlScope scope)
    {
        if (query.Limit is null && query.Offset is null)
        {
            return "";
        }

        string? limit = query.Limit is null ? null : Number(query.Limit, scope).Sql;
        limit ??= _toMySql ? "18446744073709551615" : _toSqlite ? "-1" : null;
        string offset = query.Offset is null ? "" : " OFFSET " + Number(query.Offset, scope).Sql;
        return "\n" + ((limit is null ? "" : "LIMIT " + limit) + offset).Trim();
    }

    private (string Sql, IReadOnlyList<RelationColumn> Columns, SqlScope Scope) Body(QueryBody body, SqlScope? outer,
        IReadOnlyList<string>? names, IReadOnlyList<OrderItem> order)
    {
        switch (body)
        {
            case SelectBody select:
                return Select(select, outer, names, order);
            case NestedBody nested:
                RenderedQuery inner = Query(nested.Query, outer, names);
                string sql = _toSqlite ? $"SELECT * FROM ({inner.Sql})" : $"({inner.Sql})";
                return (sql, inner.Columns, OutputScope(inner.Columns));
            case SetBody set:
                return SetOperation(set, outer, names);
            default:
                throw new UntranslatableException("it uses a form that is not translated");
        }
    }

    private (string Sql, IReadOnlyList<RelationColumn> Columns, SqlScope Scope) SetOperation(SetBody set, SqlScope? outer,
        IReadOnlyList<string>? names)
    {
        if (set.All && set.Operator != "UNION" && !_toPostgres)
        {
            throw new UntranslatableException($"it uses {set.Operator} ALL");
        }

        (string left, IReadOnlyList<RelationColumn> columns, _) = Body(set.Left, outer, names, []);
        (string right, IReadOnlyList<RelationColumn> others, _) = Body(set.Right, outer, null, []);
        if (_toPostgres && (columns.Count != others.Count
            || columns.Zip(others).Any(p => Groups(p.First.Type) != Groups(p.Second.Type)
                && p.First.Type != SqlType.Null && p.Second.Type != SqlType.Null)))
        {
            throw new UntranslatableException("it unites columns of types that PostgreSQL does not unite");
        }

        return ($"{left}\n{set.Operator}{(set.All ? " ALL" : "")}\n{right}", columns, OutputScope(columns));
    }

    /// <summary>After a set operation only the result's own columns can be named.</summary>
    private SqlScope OutputScope(IReadOnlyList<RelationColumn> columns)
    {
        var scope = new SqlScope(source.Names);
        scope.Entries.Add(new ScopeEntry("", "", new Relation("", columns, [])));
        return scope;
    }

    /// <param name="select">The query.</param>
    /// <param name="outer">What the queries around it see.</param>
    /// <param name="names">Its columns' names where the source tells them.</param>
    /// <param name="order">What its rows are ordered by.</param>
    /// <param name="casts">Types of the target that its columns are brought to, null for as they are.</param>
    private (string Sql, IReadOnlyList<RelationColumn> Columns, SqlScope Scope) Select(SelectBody select, SqlScope? outer,
        IReadOnlyList<string>? names, IReadOnlyList<OrderItem> order, List<string?>? casts = null)
    {
        var scope = new SqlScope(source.Names, outer);
        string from = select.From is null ? "" : "\nFROM " + From(select.From, scope);
        List<SelectItem> items = select.Items.SelectMany(i => Expand(i, scope, select.From)).ToList();
        foreach (SelectItem item in items.Where(i => i.Alias is not null))
        {
            scope.Aliases.TryAdd(item.Alias!, item.Expr);
        }

        var columns = new List<RelationColumn>();
        var list = new List<string>();
        for (int i = 0; i < items.Count; i++)
        {
            Piece piece = Value(items[i].Expr, scope);
            if (casts?[i] is { } cast)
            {
                piece = new Piece($"CAST({piece.Sql} AS {cast})", piece.Type);
            }

            string name = names is not null && i < names.Count ? names[i]
                : items[i].Alias ?? (items[i].Expr as NameExpr)?.Name ?? "column_" + (i + 1);
            RelationColumn? same = items[i].Expr is NameExpr plain ? scope.Find(plain.Qualifier, plain.Name)?.Column : null;
            columns.Add(new RelationColumn(name, name, piece.Type)
            {
                Labels = same?.Labels ?? [], MindsCase = same?.MindsCase == true,
            });
            list.Add(same?.Target == name && casts?[i] is null ? piece.Sql : piece.Sql + " AS " + Quoted(name));
        }

        if (columns.Select(c => c.Source).Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Count)
        {
            throw new UntranslatableException("two of its columns have the same name");
        }

        var sql = new StringBuilder(select.Distinct ? "SELECT DISTINCT " : "SELECT ");
        sql.Append(string.Join(",\n    ", list)).Append(from);
        if (select.Where is not null)
        {
            sql.Append("\nWHERE ").Append(Condition(select.Where, scope));
        }

        AppendGrouping(sql, select, items, order, scope);
        if (select.Windows.Count > 0)
        {
            sql.Append("\nWINDOW ").AppendJoin(", ", select.Windows.Select(w => Quoted(w.Name) + " AS " + Window(w.Window, scope)));
        }

        return (sql.ToString(), columns, scope);
    }

    private void AppendGrouping(StringBuilder sql, SelectBody select, List<SelectItem> items, IReadOnlyList<OrderItem> order,
        SqlScope scope)
    {
        var group = select.GroupBy
            .Select(g => g is NumberExpr n && int.TryParse(n.Text, out int at) && at >= 1 && at <= items.Count
                ? items[at - 1].Expr : g)
            .ToList();
        bool aggregated = group.Count > 0 || items.Any(i => HasAggregate(i.Expr));
        if (aggregated && !_same && !_toSqlite)
        {
            var grouping = new Grouping(scope, select, group, e => Value(e, scope).Sql);
            IEnumerable<SqlExpr> used = items.Select(i => i.Expr)
                .Concat(select.Having is null ? [] : [select.Having])
                .Concat(order.Select(o => o.Expr is NameExpr { Qualifier: null } n
                    && scope.Aliases.TryGetValue(n.Name, out SqlExpr? a) ? a : o.Expr));
            group.AddRange(grouping.Missing(used));
        }

        if (group.Count > 0)
        {
            sql.Append("\nGROUP BY ").Append(string.Join(", ", group.Select(g => Value(g, scope).Sql).Distinct()));
        }

        if (select.Having is not null)
        {
            sql.Append("\nHAVING ").Append(Condition(select.Having, scope));
        }
    }

    private bool HasAggregate(SqlExpr expr) => SqlWalk.All(expr).Any(e => e is CallExpr { Over: null } call
        && source.Function(call.Name) is "COUNT" or "SUM" or "MIN" or "MAX" or "AVG" or "TOTAL" or "GROUP_CONCAT");

    private static IEnumerable<SelectItem> Expand(SelectItem item, SqlScope scope, FromItem? from)
    {
        if (item.Expr is not StarExpr star)
        {
            return [item];
        }

        if (from is JoinFrom && HasUsing(from) && star.Qualifier is null)
        {
            throw new UntranslatableException("it selects * over a join with USING");
        }

        List<ScopeEntry> entries = scope.Entries
            .Where(e => star.Qualifier is null || scope.Same(e.Alias, star.Qualifier)).ToList();
        return entries.Count > 0
            ? entries.SelectMany(e => e.Relation.Columns.Select(c => new SelectItem(new NameExpr(e.Alias, c.Source), null)))
            : throw new UntranslatableException("it selects * of something unknown");
    }

    private static bool HasUsing(FromItem from) =>
        from is JoinFrom join && (join.Using.Count > 0 || HasUsing(join.Left) || HasUsing(join.Right));

    private string From(FromItem from, SqlScope scope)
    {
        switch (from)
        {
            case TableFrom table:
                Relation relation = FindRelation(table);
                string alias = table.Alias is null ? relation.Target : Quoted(table.Alias);
                scope.Entries.Add(new ScopeEntry(table.Alias ?? table.Name, alias, relation));
                return relation.Target + (table.Alias is null ? "" : " AS " + Quoted(table.Alias));
            case QueryFrom derived:
                RenderedQuery query = Query(derived.Query, scope.Outer);
                scope.Entries.Add(new ScopeEntry(derived.Alias, Quoted(derived.Alias),
                    new Relation(Quoted(derived.Alias), query.Columns, [])));
                return "(" + query.Sql + ") AS " + Quoted(derived.Alias);
            case JoinFrom join:
                return Join(join, scope);
            default:
                throw new UntranslatableException("it uses a form that is not translated");
        }
    }

    private string Join(JoinFrom join, SqlScope scope)
    {
        if (join.Kind == "FULL" && _toMySql)
        {
            throw new UntranslatableException("MySQL has no full outer join");
        }

        string left = From(join.Left, scope);
        string right = From(join.Right, scope);
        if (join.Right is JoinFrom)
        {
            right = "(" + right + ")";
        }

        string condition = join.On is not null ? " ON " + Condition(join.On, scope)
            : join.Using.Count > 0 ? " USING (" + string.Join(", ", join.Using.Select(u => Value(new NameExpr(null, u), scope).Sql)) + ")"
            : "";
        return $"{left}\n    {join.Kind} JOIN {right}{condition}";
    }

    private Relation FindRelation(TableFrom table)
    {
        if (table.Schema is null)
        {
            int at = _commonTables.FindLastIndex(c => IsNamed(table, c.Name));
            if (at >= 0)
            {
                return _commonTables[at].Relation;
            }
        }

        return relations.Find(table.Schema, table.Name)
            ?? throw new UntranslatableException($"it reads {table.Name}, which is not among what was translated");
    }

    private string Order(IReadOnlyList<OrderItem> order, SqlScope scope)
    {
        var items = new List<string>();
        foreach (OrderItem item in order)
        {
            bool alias = item.Expr is NameExpr { Qualifier: null } name && scope.Aliases.ContainsKey(name.Name);
            string sql = alias ? Quoted(((NameExpr)item.Expr).Name) : Value(item.Expr, scope).Wrapped;
            if (_toMySql && NullsMove(item) is bool first)
            {
                items.Add($"{sql} IS NULL{(first ? " DESC" : "")}");
            }

            items.Add(sql + Direction(item));
        }

        return string.Join(", ", items);
    }

    /// <summary>Where NULLs come in the source (true for first), if the target puts them elsewhere by itself.</summary>
    private bool? NullsMove(OrderItem item)
    {
        bool sourceFirst = item.NullsFirst ?? (_fromPostgres ? item.Descending : !item.Descending);
        bool targetFirst = _toPostgres ? item.Descending : !item.Descending;
        return sourceFirst == targetFirst ? null : sourceFirst;
    }

    private string Direction(OrderItem item) => (item.Descending ? " DESC" : "")
        + (_toMySql || NullsMove(item) is not bool first ? "" : first ? " NULLS FIRST" : " NULLS LAST");
}
