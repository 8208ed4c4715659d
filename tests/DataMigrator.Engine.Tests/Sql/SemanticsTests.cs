using DataMigrator.Databases;
using DataMigrator.Databases.MySql.Sql;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Tests.Sql;

/// <summary>What a database means decides how it is translated, not which one it is.</summary>
public sealed class SemanticsTests
{
    /// <summary>A database that speaks as MySQL does and means it otherwise.</summary>
    private sealed class Other(Semantics semantics) : MySqlLanguage
    {
        public override Semantics Semantics => semantics;
    }

    private sealed class OneTable : IRelations
    {
        public static readonly Relation Table = new("t",
            [new RelationColumn("i", "i", SqlType.Integer), new RelationColumn("f", "f", SqlType.Float), new RelationColumn("s", "s", SqlType.Text)], []);

        public Relation? Find(string? schema, string name) => Table;
    }

    private static string FromOther(Func<Semantics, Semantics> change, string sql, DatabaseKind to = DatabaseKind.Postgres)
    {
        var source = new Other(change(MySqlSemantics.Rules));
        var scope = new SqlScope(source.Names);
        scope.Entries.Add(new ScopeEntry("t", "", OneTable.Table));
        SqlWriter writer = DatabaseRegistry.Get(to).Dialect.Language.Writer(source, new OneTable());
        try
        {
            return writer.Value(SqlParser.ParseExpression(source, sql), scope).Sql;
        }
        catch (UntranslatableException e)
        {
            return "! " + e.Message;
        }
    }

    private static void Differs(Func<Semantics, Semantics> change, string sql, string otherwise, string asIs, DatabaseKind to = DatabaseKind.Postgres)
    {
        Assert.Equal(otherwise, FromOther(change, sql, to));
        Assert.Equal(asIs, FromOther(s => s, sql, to));
    }

    [Fact]
    public void Division_by_zero_yields_NULL_where_it_did() =>
        Differs(s => s with { DivisionByZeroIsNull = false }, "i DIV i", "\"i\" / \"i\"", "\"i\" / NULLIF(\"i\", 0)");

    [Fact]
    public void Whole_numbers_are_divided_as_they_were() =>
        Differs(s => s with { DividesExactly = false }, "i / 2", "\"i\" / 2", "\"i\"::numeric / 2");

    [Fact]
    public void LIKE_takes_notice_of_the_case_where_it_did() =>
        Differs(s => s with { LikeCase = LikeCase.Kept }, "s LIKE 'a%'", "\"s\" LIKE 'a%'", "\"s\" ILIKE 'a%'");

    [Fact]
    public void A_backslash_in_a_pattern_escapes_where_it_did() =>
        Differs(s => s with { LikeHasBackslash = false }, "s LIKE s", "\"s\" ILIKE \"s\" ESCAPE ''", "\"s\" ILIKE \"s\"");

    [Fact]
    public void A_text_within_another_is_looked_for_with_the_case_only_where_it_was() =>
        Differs(s => s with { SearchIgnoresCase = false }, "INSTR(s, 'a')", "STRPOS(\"s\", 'a')", "! it looks for a text without minding the case");

    [Fact]
    public void Bits_keep_their_sign() =>
        Differs(s => s with { BitsAreUnsigned = false }, "~i", "~\"i\"", "! it inverts bits, which yields a number without a sign in MySQL only");

    [Fact]
    public void A_sum_keeps_its_type() =>
        Differs(s => s with { IntegerSum = IntegerSum.Integer }, "SUM(i)", "SUM(\"i\")::bigint", "SUM(\"i\")");

    [Fact]
    public void A_length_below_zero_means_what_it_did() =>
        Differs(s => s with { NegativeLength = NegativeCount.Error }, "SUBSTR(s, 1, i)", "SUBSTR(\"s\", 1, (\"i\")::integer)",
            "SUBSTR(\"s\", 1, (CASE WHEN \"i\" < 0 THEN 0 ELSE \"i\" END)::integer)");

    [Fact]
    public void The_present_of_UTC_stays_that_of_UTC() =>
        Differs(s => s with { NowIsUtc = true }, "CURRENT_TIMESTAMP", "UTC_TIMESTAMP()", "CURRENT_TIMESTAMP", DatabaseKind.MariaDb);

    [Fact]
    public void The_texts_of_booleans_are_refused_where_they_are_no_numbers() =>
        Differs(s => s with { BooleansAreNumbers = false }, "CONCAT(i = 1)", "! it makes text of a value that the databases print differently",
            "(\"i\" = 1)::integer::text");

    [Fact]
    public void Remainders_of_what_has_none_in_the_target_are_refused() =>
        Differs(s => s with { RemainderOf = RemainderOf.ExactNumbers }, "f % 2", "\"f\" % 2", "! it takes the remainder of numbers that are not whole");
}
