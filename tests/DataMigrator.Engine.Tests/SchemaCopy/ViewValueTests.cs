using System.Data.Common;
using System.Globalization;
using System.Text;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Expressions over values at which databases part: halves, zero, what is below zero, NULL, midnight, case. A view that is
/// translated yields what it yields in the source, or a warning names it; the others are left out with the reason.</summary>
public sealed class ViewValueTests
{
    private static readonly string[] Expressions =
    [
        "i + j", "i / j", "i / 2", "n / 3", "i % 3", "n % 2", "f % 2", "mod(i, 3)", "-i", "~i", "i & 3", "i | 1", "i << 1", "abs(n)", "floor(n)",
        "round(n)", "round(f)", "round(n, 1)", "round(f, 1)", "sign(n)", "upper(s)", "lower(s)", "trim(s)", "replace(s, 'b', 'X')",
        "substr(s, 1, 2)", "substr(s, 2)", "substr(s, 3, i)", "substr(s, i, 2)", "substr(s, -2)", "left(s, i)", "right(s, 2)", "lpad(s, i, '*')",
        "coalesce(i, j, 0)", "coalesce(i, 1.5)", "nullif(i, 5)", "nullif(s, '')", "case i when 7 then 'a' when 5 then 'b' end",
        "case s when 'abc' then 1 when 'b' then 2 else 3 end", "i = j", "not (i = j)", "i is null", "s like 'a%'", "s not like 'a%'",
        "s in ('abc', '10')", "i not in (5, null)", "i between 0 and 7", "d = '2024-01-01'", "ts = '2024-01-01'", "ts > '2024-01-01'",
        "ts <= '2024-01-01'", "ts between '2000-01-01' and '2024-01-01'", "ts in ('2024-01-01', '2000-01-01 00:00:00')", "d = ts", "d < ts",
        "cast(i as decimal(10,2))", "cast(n as char(10))", "cast(s as char(3))", "cast(n as decimal(10,1))", "cast(ts as date)", "cast(i as unsigned)",
        "n > f", "i * n", "7 / 2", "-7 / 2", "1.0 / 3", "s = 10", "s > 5", "i = '5'", "i = 'abc'", "i = s", "d = 20240101", "concat(s, i)", "s || u",
        "i xor j", "ifnull(i, 0)", "if(i > 0, 'a', 'b')", "iif(i, 1, 0)", "i <=> j", "i is distinct from j", "i div j", "length(s)", "char_length(s)",
        "year(d)", "d + interval 1 day", "date_format(d, '%Y-%m')", "extract(year from d)", "strftime('%Y', d)", "datediff(ts, d)",
        "i = any (array[5, 7])", "s ilike 'A%'", "n::numeric(10,1)", "md5(s)", "s collate utf8mb4_bin = 'abc'", "binary s = 'abc'",
        "(select max(i) from t)", "exists (select 1 from t x where x.i = t.j)", "i in (select j from t)", "i in (select s from t)",
    ];

    private static readonly string[] Queries =
    [
        "SELECT count(*) AS a, count(i) AS b, count(distinct i) AS c FROM t", "SELECT count(distinct i, j) AS a FROM t",
        "SELECT sum(i) AS a, sum(n) AS b, min(d) AS c, max(ts) AS e FROM t", "SELECT avg(i) AS a, avg(n) AS b FROM t",
        "SELECT sum(i) AS a FROM t WHERE i > 1000", "SELECT sum(i) / count(i) AS a FROM t", "SELECT sum(n) / sum(i) AS a FROM t",
        "SELECT max(i) / count(*) AS a FROM t", "SELECT j, sum(i) AS a FROM t GROUP BY j HAVING sum(i) > 0",
        "SELECT group_concat(s) AS a FROM t WHERE id = 3", "SELECT group_concat(s ORDER BY id SEPARATOR ';') AS a FROM t",
        "SELECT string_agg(s, ',' ORDER BY id) AS a FROM t", "SELECT count(*) FILTER (WHERE i > 0) AS a FROM t",
        "SELECT id, i FROM t ORDER BY i LIMIT 3", "SELECT id, i FROM t ORDER BY i DESC LIMIT 3", "SELECT id, i FROM t ORDER BY i, id LIMIT 2 OFFSET 2",
        "SELECT a.id, b.id AS other FROM t a LEFT JOIN t b ON a.i = b.j", "SELECT i FROM t UNION SELECT j FROM t", "SELECT i FROM t EXCEPT SELECT j FROM t",
        "SELECT id, sum(i) OVER (ORDER BY id) AS a, lag(i) OVER (ORDER BY id) AS b, row_number() OVER (ORDER BY i, id) AS c FROM t",
        "SELECT id FROM t WHERE i", "SELECT id FROM t WHERE n = 2.5", "SELECT id FROM t WHERE NOT (i > 0)",
    ];

    [Theory]
    [MemberData(nameof(SampleSchemaTests.Directions), MemberType = typeof(SampleSchemaTests))]
    public async Task A_translated_view_yields_what_the_source_yields_or_a_warning_names_it(DatabaseKind from, DatabaseKind to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await FillAsync(source);
        Dictionary<string, string> views = await CreateViewsAsync(source);
        await source.CloseAsync();
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true });

        int same = 0;
        foreach ((string view, string query) in views)
        {
            if (!status.Warnings.Any(w => w.StartsWith($"view {view} ", StringComparison.Ordinal) || w.StartsWith($"view {view}:", StringComparison.Ordinal)))
            {
                string expected = await RowsAsync(source, view);
                string found = await RowsAsync(target, view);
                Assert.True(expected == found, $"{query}\n{expected}\n{found}");
                same++;
            }
        }

        Assert.InRange(same, views.Count / 2, views.Count);
    }

    private static async Task FillAsync(TestDatabase source)
    {
        string time = source.Kind == DatabaseKind.Postgres ? "timestamp" : "datetime";
        string text = source.Kind switch
        {
            DatabaseKind.Postgres or DatabaseKind.Sqlite => "varchar(30)", _ => "varchar(30) COLLATE utf8mb4_bin",
        };
        await source.ExecuteAsync($"CREATE TABLE t (id integer NOT NULL PRIMARY KEY, i integer, j integer, n decimal(10,3), f double precision, s {text}, "
            + $"u {text}, d date, ts {time})",
            """
            INSERT INTO t VALUES (1, 0, 1, 0, 0, '', 'abc', '2024-01-01', '2024-01-01 00:00:00'),
                (2, -7, 3, 2.5, 2.5, 'Abc', 'b', '2024-02-29', '2024-02-29 12:34:56'), (3, 7, -3, -2.5, -2.5, 'abc def', 'ABC', '1999-12-31', '1999-12-31 23:59:59'),
                (4, 5, 0, 1.005, 1.005, '10', 'a%c', '2024-12-30', '2024-12-30 00:00:01'), (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (6, 2, 2, 0.5, 0.5, '  x  ', 'x', '2000-01-01', '2000-01-01 00:00:00'), (7, 100, -100, 3.5, 3.5, 'a_c', '', '2024-01-01', '2024-01-02 03:04:05'),
                (8, -1, 10, -0.5, -0.5, 'Zürich', 'z', '1970-01-01', '1970-01-01 00:00:00')
            """);
    }

    /// <summary>The source takes those of its own dialect.</summary>
    private static async Task<Dictionary<string, string>> CreateViewsAsync(TestDatabase source)
    {
        var views = new Dictionary<string, string>();
        foreach (string query in Expressions.Select(e => $"SELECT id, {e} AS r FROM t").Concat(Queries))
        {
            string view = $"v{views.Count + 1}";
            try
            {
                await source.ExecuteAsync($"CREATE VIEW {view} AS {query}");
                await RowsAsync(source, view);
                views.Add(view, query);
            }
            catch (DbException)
            {
                await source.ExecuteAsync($"DROP VIEW IF EXISTS {view}");
            }
        }

        return views;
    }

    private static async Task<string> RowsAsync(TestDatabase database, string view)
    {
        List<object?[]> rows = await database.QueryAsync("SELECT * FROM " + view);
        return string.Join("; ", rows.Select(r => string.Join("|", r.Select(Plain))).Order(StringComparer.Ordinal));
    }

    /// <summary>A value without its type, for a boolean is a number and a date a text in some databases.</summary>
    private static string Plain(object? value)
    {
        string text = value switch
        {
            null => "NULL",
            bool b => b ? "1" : "0",
            DateTime d => d.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            byte[] b => Encoding.UTF8.GetString(b),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                ? Math.Round(number, 3).ToString("0.###", CultureInfo.InvariantCulture)
            : DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text + " 00:00:00"
            : text;
    }
}
