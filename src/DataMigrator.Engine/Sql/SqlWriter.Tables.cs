using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>What queries read, and in which order they yield it.</content>
internal abstract partial class SqlWriter
{
    /// <summary>FULL JOIN.</summary>
    protected virtual bool HasFullJoin => true;

    /// <summary>NULLS FIRST and NULLS LAST.</summary>
    protected virtual bool OrdersNulls => true;

    private static bool HasUsing(FromItem from) =>
        from is JoinFrom join && (join.Using.Count > 0 || HasUsing(join.Left) || HasUsing(join.Right));

    private string FromClause(FromItem from, SqlScope scope)
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
        if (join.Kind == "FULL" && !HasFullJoin)
        {
            throw new UntranslatableException($"{target.Title} has no full outer join");
        }

        string left = FromClause(join.Left, scope);
        string right = FromClause(join.Right, scope);
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

    protected string Order(IReadOnlyList<OrderItem> order, SqlScope scope)
    {
        var items = new List<string>();
        foreach (OrderItem item in order)
        {
            bool alias = item.Expr is NameExpr { Qualifier: null } name && scope.Aliases.ContainsKey(name.Name);
            string sql = alias ? Quoted(((NameExpr)item.Expr).Name) : Value(item.Expr, scope).Wrapped;
            if (!OrdersNulls && NullsMove(item) is bool first)
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
        bool sourceFirst = item.NullsFirst ?? (From.NullsAreLargest ? item.Descending : !item.Descending);
        bool targetFirst = To.NullsAreLargest ? item.Descending : !item.Descending;
        return sourceFirst == targetFirst ? null : sourceFirst;
    }

    protected string Direction(OrderItem item) => (item.Descending ? " DESC" : "")
        + (!OrdersNulls || NullsMove(item) is not bool first ? "" : first ? " NULLS FIRST" : " NULLS LAST");
}
