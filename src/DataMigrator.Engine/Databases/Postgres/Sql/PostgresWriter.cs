using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Expressions and queries in PostgreSQL's words.</summary>
internal sealed partial class PostgresWriter(SqlLanguage source, PostgresLanguage target, IRelations relations)
    : SqlWriter(source, target, relations)
{
    protected override string NullSafeEquality => "IS NOT DISTINCT FROM";

    protected override bool HasSetOperationsOfAll => true;

    protected override SqlFragment AsCondition(SqlFragment value) => value.Type is SqlType.Boolean or SqlType.Null ? value
        : IsNumber(value.Type) ? NotZero(value)
        : throw new UntranslatableException("it takes something for a condition that is no boolean in PostgreSQL");

    protected override SqlFragment Bits(string bits) => new("B'" + bits + "'", SqlType.Bits);

    protected override SqlFragment BooleanAsNumber(SqlFragment boolean) => new(boolean.Wrapped + "::integer", SqlType.Integer);

    protected override SqlFragment AsText(SqlFragment value)
    {
        if (Deterministic && value.Type is SqlType.Date or SqlType.Time or SqlType.Timestamp or SqlType.TimestampTz)
        {
            throw new UntranslatableException("PostgreSQL's text of a date depends on the session");
        }

        return Deterministic && value.Type == SqlType.Enum
            ? throw new UntranslatableException("PostgreSQL does not take the text of an enum for immutable")
            : new SqlFragment(value.Wrapped + "::text", SqlType.Text);
    }

    protected override SqlFragment ExactDivision(SqlFragment a, string b, SqlType wider) => wider == SqlType.Float
        ? new SqlFragment(a.Wrapped + " / " + b, SqlType.Float, false)
        : new SqlFragment(a.Wrapped + "::numeric / " + b, SqlType.Decimal, false);

    // Approximate numbers are rounded to no digits only.
    protected override SqlFragment Rounded(SqlFragment number, string? digits, bool whole) => number.Type != SqlType.Float
        ? base.Rounded(number, digits, whole)
        : whole ? base.Rounded(number, null, whole)
        : new SqlFragment($"ROUND({number.Wrapped}::numeric, {digits})", SqlType.Decimal);

    protected override SqlFragment Summed(SqlFragment sum) => sum.Type != SqlType.Integer ? sum
        : From.IntegerSum switch
        {
            IntegerSum.Decimal => sum with { Type = SqlType.Decimal },
            IntegerSum.Integer => new SqlFragment(sum.Sql + "::bigint", SqlType.Integer),
            _ => sum,
        };

    // A shift keeps the operand's type, and counts by the type integer.
    protected override string Shifted(SqlFragment value, string symbol, SqlFragment count, bool literal) =>
        $"{value.Wrapped}::bigint {symbol} {count.Wrapped}{(literal ? "" : "::integer")}";

    protected override (SqlFragment Text, string Symbol, SqlFragment Pattern) LikeForm(SqlFragment text, SqlFragment pattern, bool ignoreCase) =>
        (text, ignoreCase ? "ILIKE" : "LIKE", pattern);

    protected override string? CastName(CastKind kind, string arguments) => PostgresCasts.Write(kind, arguments);

    protected override string AsCount(string number) => $"({number})::integer";

    // Both sides of the recursion must be of the same type.
    protected override string? RecursiveType(SqlType type) => type switch
    {
        SqlType.Integer => "bigint",
        SqlType.Decimal => "numeric",
        SqlType.Float => "double precision",
        SqlType.Text or SqlType.Enum => "text",
        _ => null,
    };

    protected override bool HasSmallest(SqlType type) => type is not (SqlType.Boolean or SqlType.Uuid or SqlType.Json);

    protected override SqlFragment ConcatGroup(CallExpr call, SqlFragment text, string separator, bool othersOrder, SqlScope scope)
    {
        if (call.Distinct && othersOrder)
        {
            return DistinctByOthers(call, text, separator, scope);
        }

        string order = call.OrderBy.Count == 0 ? "" : " ORDER BY " + Order(call.OrderBy, scope);
        return new SqlFragment($"STRING_AGG({(call.Distinct ? "DISTINCT " : "")}{text.Sql}, {Target.Text(separator)}{order})", SqlType.Text);
    }

    /// <summary>What DISTINCT texts are ordered by must be among the arguments: the group's texts go into arrays beside it, and out
    /// of those each once.</summary>
    private SqlFragment DistinctByOthers(CallExpr call, SqlFragment text, string separator, SqlScope scope)
    {
        List<SqlFragment> order = [.. call.OrderBy.Select(o => Value(o.Expr, scope))];
        if (order.Any(o => !HasSmallest(o.Type) || o.Type is SqlType.Other or SqlType.Unknown))
        {
            throw new UntranslatableException("it joins DISTINCT texts in the order of a type that has no smallest value in PostgreSQL");
        }

        string arrays = string.Join(", ", order.Select(o => o.Sql).Prepend(text.Sql).Select(s => $"ARRAY_AGG({s})"));
        IEnumerable<int> at = Enumerable.Range(1, order.Count);
        return new SqlFragment($"(SELECT STRING_AGG(d.v, {Target.Text(separator)} ORDER BY "
            + string.Join(", ", call.OrderBy.Select((o, i) => $"d.o{i + 1}{Direction(o)}")) + ") FROM (SELECT g.v, "
            + string.Join(", ", at.Select(i => $"MIN(g.o{i}) AS o{i}")) + $" FROM UNNEST({arrays}) AS g(v, "
            + string.Join(", ", at.Select(i => $"o{i}")) + ") GROUP BY g.v) AS d)", SqlType.Text);
    }
}
