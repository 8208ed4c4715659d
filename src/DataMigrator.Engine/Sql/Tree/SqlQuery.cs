namespace DataMigrator.Sql.Tree;

/// <summary>A query with what may stand around it.</summary>
internal sealed record SqlQuery(IReadOnlyList<CommonTable> With, QueryBody Body, IReadOnlyList<OrderItem> OrderBy,
    SqlExpr? Limit, SqlExpr? Offset)
{
    /// <summary>WITH RECURSIVE: the tables of <see cref="With"/> may name themselves.</summary>
    public bool Recursive { get; init; }
}

internal sealed record CommonTable(string Name, IReadOnlyList<string> Columns, SqlQuery Query);

internal abstract record QueryBody;

internal sealed record SelectBody(bool Distinct, IReadOnlyList<SelectItem> Items, FromItem? From, SqlExpr? Where,
    IReadOnlyList<SqlExpr> GroupBy, SqlExpr? Having) : QueryBody
{
    public IReadOnlyList<(string Name, WindowSpec Window)> Windows { get; init; } = [];
}

/// <summary>UNION, INTERSECT or EXCEPT.</summary>
internal sealed record SetBody(string Operator, bool All, QueryBody Left, QueryBody Right) : QueryBody;

/// <summary>A query in parentheses with its own ORDER BY or LIMIT, within a set operation.</summary>
internal sealed record NestedBody(SqlQuery Query) : QueryBody;

internal sealed record SelectItem(SqlExpr Expr, string? Alias);

internal sealed record OrderItem(SqlExpr Expr, bool Descending, bool? NullsFirst);

internal abstract record FromItem;

internal sealed record TableFrom(string? Schema, string Name, string? Alias) : FromItem;

internal sealed record QueryFrom(SqlQuery Query, string Alias) : FromItem;

/// <summary>A join: INNER, LEFT, RIGHT, FULL or CROSS.</summary>
internal sealed record JoinFrom(string Kind, FromItem Left, FromItem Right, SqlExpr? On, IReadOnlyList<string> Using)
    : FromItem;
