namespace DataMigrator.SchemaCopy.Sql;

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
        CallExpr e => [.. e.Arguments, .. e.OrderBy.Select(o => o.Expr), .. Optional(e.Filter)],
        ExtractExpr e => [e.Operand],
        IntervalExpr e => [e.Value],
        CollateExpr e => [e.Operand],
        RowExpr e => e.Items,
        ArrayExpr e => e.Items,
        _ => [],
    };

    /// <summary>The expression and all its parts, queries left out.</summary>
    public static IEnumerable<SqlExpr> All(SqlExpr expr) => Children(expr).SelectMany(All).Prepend(expr);

    private static SqlExpr[] Optional(SqlExpr? expr) => expr is null ? [] : [expr];
}
