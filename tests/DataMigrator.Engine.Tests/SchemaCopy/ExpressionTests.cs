using DataMigrator.Databases;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Expressions and queries from one dialect to another, and what is refused.</summary>
public sealed class ExpressionTests
{
    private sealed class OneTable : IRelations
    {
        public static readonly Relation Table = new("\"t\"",
        [
            new RelationColumn("i", "i", SqlType.Integer), new RelationColumn("n", "n", SqlType.Decimal), new RelationColumn("s", "s", SqlType.Text),
            new RelationColumn("b", "b", SqlType.Boolean), new RelationColumn("d", "d", SqlType.Timestamp),
            new RelationColumn("e", "e", SqlType.Enum) { Labels = ["x", "y"] },
        ], [["i"]]) { PrimaryKey = ["i"] };

        public Relation? Find(string? schema, string name) => name == "t" ? Table : null;
    }

    private static SqlLanguage Language(DatabaseKind kind) => DatabaseRegistry.Get(kind).Dialect.Language;

    private static string Translate(DatabaseKind from, DatabaseKind to, string sql, bool deterministic = false)
    {
        var scope = new SqlScope(Language(from).Names);
        scope.Entries.Add(new ScopeEntry("t", "", OneTable.Table));
        return new SqlRenderer(Language(from), Language(to), new OneTable()) { Deterministic = deterministic }
            .Value(SqlParser.ParseExpression(Language(from), sql), scope).Sql;
    }

    [Theory]
    [InlineData("IFNULL(s, 'x')", "COALESCE(\"s\", 'x')")]
    [InlineData("if(b, 'a', 'b')", "CASE WHEN \"b\" THEN 'a' ELSE 'b' END")]
    [InlineData("if(i, 1, 0)", "CASE WHEN \"i\" <> 0 THEN 1 ELSE 0 END")]
    [InlineData("concat(s, '-', i)", "\"s\" || '-' || \"i\"::text")]
    [InlineData("b = 1", "\"b\" = TRUE")]
    [InlineData("b + 1", "\"b\"::integer + 1")]
    [InlineData("i / 2", "\"i\"::numeric / 2")]
    [InlineData("i / n", "\"i\"::numeric / NULLIF(\"n\", 0)")]
    [InlineData("i DIV 2", "\"i\" / 2")]
    [InlineData("i <=> NULL", "\"i\" IS NOT DISTINCT FROM NULL")]
    [InlineData("s like 'a%'", "\"s\" ILIKE 'a%'")]
    [InlineData("s = 'it''s \\\\ \"q\"'", "\"s\" = 'it''s \\ \"q\"'")]
    [InlineData("year(d)", "EXTRACT(YEAR FROM \"d\")::integer")]
    [InlineData("d + interval 3 day", "\"d\" + 3 * INTERVAL '1 day'")]
    [InlineData("date_format(d, '%Y-%m')", "TO_CHAR(\"d\", 'YYYY-MM')")]
    [InlineData("e = 'x'", "\"e\" = 'x'")]
    [InlineData("e = 'z'", "\"e\"::text = 'z'")]
    [InlineData("ifnull(e, '')", "COALESCE(\"e\"::text, '')")]
    [InlineData("i in (1, 2) and not (n between 1 and 2 or s is null)", "\"i\" IN (1, 2) AND NOT (\"n\" BETWEEN 1 AND 2 OR \"s\" IS NULL)")]
    [InlineData("group_concat(distinct s separator '; ')", "STRING_AGG(DISTINCT \"s\", '; ')")]
    [InlineData("cast(i as char)", "CAST(\"i\" AS text)")]
    [InlineData("group_concat(distinct s order by i desc separator '; ')", "(SELECT STRING_AGG(d.v, '; ' ORDER BY d.o1 DESC NULLS LAST) FROM "
        + "(SELECT g.v, MIN(g.o1) AS o1 FROM UNNEST(ARRAY_AGG(\"s\"), ARRAY_AGG(\"i\")) AS g(v, o1) GROUP BY g.v) AS d)")]
    [InlineData("length(s)", "OCTET_LENGTH(\"s\")")]
    public void MySql_to_PostgreSQL(string sql, string expected) =>
        Assert.Equal(expected, Translate(DatabaseKind.MySql, DatabaseKind.Postgres, sql));

    [Theory]
    [InlineData("s::text || ' '::text", "CONCAT(`s`, ' ')")]
    [InlineData("i = ANY (ARRAY[1, 2])", "`i` IN (1, 2)")]
    [InlineData("e <> ALL (ARRAY['x'::mood, 'y'::mood])", "`e` NOT IN ('x', 'y')")]
    [InlineData("(s)::text ~~ 'a%'::text", "`s` LIKE 'a%'")]
    [InlineData("i / 2", "`i` DIV 2")]
    [InlineData("s IS DISTINCT FROM 'a'", "NOT (`s` <=> 'a')")]
    [InlineData("string_agg(s, ', ' ORDER BY s)", "GROUP_CONCAT(`s` ORDER BY `s` IS NULL, `s` SEPARATOR ', ')")]
    [InlineData("date_part('year'::text, d)", "EXTRACT(YEAR FROM `d`)")]
    [InlineData("E'a\\nb'", "'a\nb'")]
    [InlineData("$$it's$$", "'it''s'")]
    public void PostgreSQL_to_MySQL(string sql, string expected) =>
        Assert.Equal(expected, Translate(DatabaseKind.Postgres, DatabaseKind.MySql, sql));

    [Theory]
    [InlineData("s || \"none such\"", "CONCAT(`s`, 'none such')")]
    [InlineData("i == 1 AND s IS NOT 'x'", "`i` = 1 AND NOT (`s` <=> 'x')")]
    [InlineData("iif(i > 1, 'a', 'b')", "CASE WHEN `i` > 1 THEN 'a' ELSE 'b' END")]
    [InlineData("[i] * `n`", "`i` * `n`")]
    [InlineData("~i", "CAST(~`i` AS SIGNED)")]
    [InlineData("i & -2", "CAST(`i` & (-2) AS SIGNED)")]
    [InlineData("i = '5'", "`i` = 5")]
    public void SQLite_to_MySQL(string sql, string expected) =>
        Assert.Equal(expected, Translate(DatabaseKind.Sqlite, DatabaseKind.MySql, sql));

    [Theory]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "s || 'a'", "sql_mode")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "inet_aton(s)", "inet_aton")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "s = 5", "types")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "date_format(d, '%M')", "words")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "nothing + 1", "nothing")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "s + 1", "no number")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "~i", "sign")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite, "i >> 1", "sign")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "n & 1", "no integer")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite, "s = i", "by other rules")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.MySql, "s > 5", "by other rules")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "i << 3", "drops")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite, "n::text", "print")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.MySql, "s || n", "print")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "/*!50000 i */", "comment")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "@a := 1", "@")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite, "s LIKE 'a%'", "case")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "s ~ 'a.*'", "~")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "i = ANY (SELECT 1)", "SELECT")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres, "printf('%d', i)", "printf")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres, "'not closed", "closed")]
    public void What_can_not_be_vouched_for_is_refused_with_a_reason(DatabaseKind from, DatabaseKind to, string sql, string reason)
    {
        UntranslatableException e = Assert.Throws<UntranslatableException>(() => Translate(from, to, sql));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("now()")]
    [InlineData("uuid()")]
    [InlineData("concat_ws('-', s, i)")]
    [InlineData("date_format(d, '%Y')")]
    [InlineData("(select 1)")]
    public void What_depends_on_more_than_the_row_is_refused_where_that_is_needed(string sql) =>
        Assert.Throws<UntranslatableException>(() => Translate(DatabaseKind.MySql, DatabaseKind.Postgres, sql, deterministic: true));

    [Theory]
    [InlineData("SELECT s, COUNT(*) FROM t GROUP BY s", "GROUP BY \"s\"")]
    [InlineData("SELECT i, s, COUNT(*) FROM t GROUP BY i", "GROUP BY \"i\"")]
    [InlineData("SELECT a.s, COUNT(*) AS c FROM t AS a JOIN t AS z ON a.i = z.n GROUP BY z.n", "GROUP BY \"z\".\"n\", \"a\".\"s\"")]
    public void Columns_that_keys_and_joins_determine_join_the_grouping(string sql, string ending)
    {
        string query = new SqlRenderer(Language(DatabaseKind.MySql), Language(DatabaseKind.Postgres), new OneTable())
            .Query(SqlParser.ParseQuery(Language(DatabaseKind.MySql), sql), null).Sql;
        Assert.EndsWith(ending, query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT s, i FROM t GROUP BY s")]
    [InlineData("SELECT a.s FROM t AS a LEFT JOIN t AS z ON a.i = z.n AND z.s = 'x' GROUP BY z.n")]
    public void Columns_with_several_values_a_group_are_refused(string sql) =>
        Assert.Throws<UntranslatableException>(() => new SqlRenderer(Language(DatabaseKind.MySql), Language(DatabaseKind.Postgres), new OneTable())
            .Query(SqlParser.ParseQuery(Language(DatabaseKind.MySql), sql), null));
}
