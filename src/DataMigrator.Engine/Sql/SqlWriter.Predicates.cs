using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Predicates.</content>
internal abstract partial class SqlWriter
{
    /// <summary>LIKE with or without a difference between capital and small letters, and what stands on both sides of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">There is no difference.</param>
    protected abstract (SqlFragment Text, string Symbol, SqlFragment Pattern) LikeForm(SqlFragment text, SqlFragment pattern, bool ignoreCase);

    private SqlFragment Like(LikeExpr like, SqlScope scope)
    {
        bool ignoreCase = like.IgnoreCase || From.LikeCase == LikeCase.Ignored
            || (From.LikeCase == LikeCase.ByCollation && !MindsCase(like.Operand, scope));
        (SqlFragment text, string symbol, SqlFragment pattern) = LikeForm(Text(like.Operand, scope), Text(like.Pattern, scope), ignoreCase);
        bool plain = like.Pattern is TextExpr literal && !literal.Value.Contains('\\');
        string escape = like.Escape is not null ? " ESCAPE " + Value(like.Escape, scope).Wrapped
            : plain || From.LikeHasBackslash == To.LikeHasBackslash ? ""
            : From.LikeHasBackslash ? " ESCAPE '\\'"
            : " ESCAPE ''";
        return new SqlFragment(text.Wrapped + (like.Not ? " NOT " : " ") + symbol + " " + pattern.Wrapped + escape,
            SqlType.Boolean, false);
    }

    /// <summary>The collations of the columns that a text is made of.</summary>
    private static bool MindsCase(SqlExpr text, SqlScope scope)
    {
        List<RelationColumn> columns = [.. SqlWalk.All(text).OfType<NameExpr>().Select(n => scope.Find(n.Qualifier, n.Name)?.Column)
            .OfType<RelationColumn>().Where(c => c.Type is SqlType.Text or SqlType.Enum)];
        return columns.Count > 0 && columns.TrueForAll(c => c.MindsCase);
    }

    private SqlFragment Is(IsExpr test, SqlScope scope)
    {
        string not = test.Not ? "NOT " : "";
        if (test.Value is not bool value)
        {
            return new SqlFragment($"{Value(test.Operand, scope).Wrapped} IS {not}NULL", SqlType.Boolean, false);
        }

        SqlFragment operand = ConditionValue(test.Operand, scope);
        return new SqlFragment($"{operand.Wrapped} IS {not}{(value ? "TRUE" : "FALSE")}", SqlType.Boolean, false);
    }

    private SqlFragment Between(BetweenExpr between, SqlScope scope)
    {
        (SqlFragment operand, SqlFragment low) = Comparable(between.Operand, between.Low, scope);
        (_, SqlFragment high) = Comparable(between.Operand, between.High, scope);
        return new SqlFragment(operand.Wrapped + (between.Not ? " NOT BETWEEN " : " BETWEEN ") + low.Wrapped + " AND "
            + high.Wrapped, SqlType.Boolean, false);
    }

    private SqlFragment In(InExpr list, SqlScope scope)
    {
        string not = list.Not ? " NOT IN (" : " IN (";
        if (list.Query is not null)
        {
            RefuseQuery();
            SqlFragment left = Value(list.Operand, scope);
            RenderedQuery query = Query(list.Query, scope);
            if (query.Columns is [{ } only])
            {
                if (To.TypesAreStrict && ComparisonGroup(only.Type) != ComparisonGroup(left.Type))
                {
                    throw NotCompared();
                }

                ComparableByRule(list.Operand, left, new SubqueryExpr(list.Query), new SqlFragment("", only.Type));
            }

            return new SqlFragment(left.Wrapped + not + query.Sql + ")", SqlType.Boolean, false);
        }

        var pairs = list.Items.Select(i => Comparable(list.Operand, i, scope)).ToList();
        SqlFragment operand = pairs.FirstOrDefault(p => p.Left.Sql != pairs[0].Left.Sql).Left is { Sql: not null } cast
            ? cast
            : pairs[0].Left;
        return new SqlFragment(operand.Wrapped + not + string.Join(", ", pairs.Select(p => p.Right.Sql)) + ")",
            SqlType.Boolean, false);
    }
}
