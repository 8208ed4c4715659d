using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>The value of a generated column: PostgreSQL wants one that it can assign to the column's type.</summary>
internal static class GeneratedValue
{
    /// <summary>The names that an expression uses.</summary>
    public static IReadOnlySet<string> Names(SqlLanguage source, string expression) =>
        SqlWalk.All(SqlParser.ParseExpression(source, expression)).OfType<NameExpr>().Select(n => n.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value in PostgreSQL's SQL for a column of <paramref name="kind"/>.</summary>
    public static string For(Piece value, SqlType kind) => (value.Type, kind) switch
    {
        (SqlType.Null, _) => value.Sql,
        (SqlType.Boolean, SqlType.Integer) => value.Wrapped + "::integer",
        (SqlType.Integer, SqlType.Boolean) => value.Wrapped + " <> 0",
        (SqlType.Integer, SqlType.Text) => value.Wrapped + "::text",
        (SqlType.Date, SqlType.Timestamp) => value.Sql,
        (SqlType.Integer or SqlType.Decimal or SqlType.Float, SqlType.Integer or SqlType.Decimal or SqlType.Float) => value.Sql,
        _ when value.Type == kind && kind is not (SqlType.Enum or SqlType.Other or SqlType.Unknown) => value.Sql,
        _ => throw new UntranslatableException("its value is of another type than the column"),
    };
}
