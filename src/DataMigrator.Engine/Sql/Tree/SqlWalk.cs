namespace DataMigrator.Sql.Tree;

/// <summary>Goes over the parts of an expression.</summary>
internal static class SqlWalk
{
    /// <summary>The direct parts, queries left out.</summary>
    public static IEnumerable<SqlExpr> Children(SqlExpr expr) => expr switch
    {
        UnaryExpr e => [e.Operand],
        BinaryExpr e => [e.Left, e.Right],
        LikeExpr e => e.Escape is null ? [e.Operand, e.Pattern] : [e.Operand, e.Pattern, e.Escape],
        IsExpr e => [e.Operand],
        BetweenExpr e => [e.Operand, e.Low, e.High],
        InExpr e => [e.Operand, .. e.Items],
        CaseExpr e => [.. Optional(e.Operand), .. e.Branches.SelectMany(b => (SqlExpr[])[b.When, b.Then]), .. Optional(e.Else)],
        CastExpr e => [e.Operand],
        CallExpr e => [.. e.Arguments, .. e.OrderBy.Select(o => o.Expr), .. Optional(e.Filter),
            .. e.Over?.PartitionBy ?? [], .. e.Over?.OrderBy.Select(o => o.Expr) ?? []],
        ExtractExpr e => [e.Operand],
        IntervalExpr e => [e.Value],
        CollateExpr e => [e.Operand],
        RowExpr e => e.Items,
        ArrayExpr e => e.Items,
        _ => [],
    };

    /// <summary>The expression and all its parts, queries left out.</summary>
    public static IEnumerable<SqlExpr> All(SqlExpr expr) => Children(expr).SelectMany(All).Prepend(expr);

    /// <summary>The tables that a query reads, those of the queries within it too.</summary>
    public static IEnumerable<TableFrom> Tables(SqlQuery query) =>
        query.With.SelectMany(w => Tables(w.Query)).Concat(Tables(query.Body)).Concat(query.OrderBy.SelectMany(o => Tables(o.Expr)));

    /// <inheritdoc cref="Tables(SqlQuery)"/>
    public static IEnumerable<TableFrom> Tables(QueryBody body) => body switch
    {
        SelectBody s => Tables(s.From).Concat(s.Items.Select(i => i.Expr).Concat(Optional(s.Where)).Concat(s.GroupBy)
            .Concat(Optional(s.Having)).SelectMany(Tables)),
        SetBody s => Tables(s.Left).Concat(Tables(s.Right)),
        NestedBody n => Tables(n.Query),
        _ => [],
    };

    private static IEnumerable<TableFrom> Tables(FromItem? from) => from switch
    {
        TableFrom t => [t],
        QueryFrom q => Tables(q.Query),
        JoinFrom j => Tables(j.Left).Concat(Tables(j.Right)).Concat(j.On is null ? [] : Tables(j.On)),
        _ => [],
    };

    private static IEnumerable<TableFrom> Tables(SqlExpr expr) => All(expr).SelectMany(e => e switch
    {
        SubqueryExpr s => Tables(s.Query),
        ExistsExpr s => Tables(s.Query),
        InExpr { Query: { } query } => Tables(query),
        _ => [],
    });

    private static SqlExpr[] Optional(SqlExpr? expr) => expr is null ? [] : [expr];
}
