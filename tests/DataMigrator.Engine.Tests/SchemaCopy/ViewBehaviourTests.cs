using System.Globalization;
using DataMigrator.Catalog;
using DataMigrator.Jobs;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Views that were translated yield what they yield in the source, in every direction.</summary>
public sealed class ViewBehaviourTests
{
    [Theory]
    [MemberData(nameof(SampleSchemaTests.Directions), MemberType = typeof(SampleSchemaTests))]
    public async Task Windows_and_recursion_yield_the_same_rows(DatabaseKind from, DatabaseKind to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync("CREATE TABLE tree (id integer NOT NULL PRIMARY KEY, parent integer, name varchar(20), amount integer)",
            "INSERT INTO tree VALUES (1, NULL, 'root', 5), (2, 1, 'b', NULL), (3, 1, 'a', 7), (4, 3, 'c', -2), (5, 4, 'd', 9), (6, NULL, 'other', 1)");
        string name = from switch { DatabaseKind.Postgres => "name::text", DatabaseKind.Sqlite => "name", _ => "CAST(name AS CHAR(200))" };
        string path = from is DatabaseKind.Postgres or DatabaseKind.Sqlite ? "r.path || '/' || t.name" : "CONCAT(r.path, '/', t.name)";
        await source.ExecuteAsync(
            """
            CREATE VIEW framed AS SELECT id, SUM(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS two,
                COUNT(*) OVER (ORDER BY parent RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS peers,
                SUM(amount) OVER (PARTITION BY parent ORDER BY id DESC ROWS UNBOUNDED PRECEDING) AS running,
                LAG(amount) OVER w AS before_it, LEAD(name, 2) OVER w AS after_it, FIRST_VALUE(name) OVER w AS first_one,
                LAST_VALUE(name) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS last_one, NTILE(2) OVER w AS half
            FROM tree WINDOW w AS (ORDER BY id)
            """,
            $"""
            CREATE VIEW paths AS WITH RECURSIVE r (id, depth, path) AS (SELECT id, 1, {name} FROM tree WHERE parent IS NULL
                UNION ALL SELECT t.id, r.depth + 1, {path} FROM tree t JOIN r ON t.parent = r.id) SELECT id, depth, path FROM r
            """,
            "CREATE VIEW numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n");
        await source.CloseAsync();
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true });

        Assert.DoesNotContain(status.Warnings, w => w.Contains("left out", StringComparison.Ordinal));
        foreach (string view in (string[])["framed", "paths", "numbers"])
        {
            Assert.Equal(await RowsAsync(source, view), await RowsAsync(target, view));
        }

        Assert.Contains("5|4|root/a/c/d", await RowsAsync(target, "paths"));
    }

    /// <summary>What hangs on tables that were not chosen falls away without a word; SQLite does not say what a view reads.</summary>
    [Theory]
    [MemberData(nameof(SampleSchemaTests.Directions), MemberType = typeof(SampleSchemaTests))]
    public async Task Views_of_tables_that_were_not_chosen_fall_away(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(to);
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await source.ExecuteAsync("CREATE TABLE chosen (id integer, other integer)", "CREATE TABLE other (id integer)",
            "CREATE VIEW of_chosen AS SELECT id, other FROM chosen", "CREATE VIEW of_other AS SELECT id FROM other",
            "CREATE VIEW of_both AS SELECT id FROM chosen WHERE id IN (SELECT id FROM other)",
            "CREATE VIEW of_view AS SELECT id FROM of_chosen", "CREATE VIEW of_other_view AS SELECT id FROM of_other");
        if (from == DatabaseKind.Sqlite)
        {
            // Of what is not understood, the words count.
            await source.ExecuteAsync("CREATE VIEW odd AS SELECT id, id NOTNULL FROM other INDEXED BY none /* without an end");
        }

        await source.CloseAsync();

        (SchemaScript script, DatabaseCatalog _) = await SchemaCopies.ReadAsync(source, to, "chosen");

        Assert.Equal(["of_chosen", "of_view"], script.Views.Select(v => v.Table!.Name).Order(StringComparer.Ordinal));
        Assert.Empty(script.Skipped);
        Assert.Empty(script.Warnings);
    }

    /// <summary>MySQL cuts values to the types of the first rows, and recursions have forms that one database alone takes.</summary>
    [Theory]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "WITH RECURSIVE n (i) AS (SELECT 1.0 UNION ALL SELECT i / 3 FROM n WHERE i > 0.1) SELECT i FROM n", "cut")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT i FROM n", "form")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT 'x' || i FROM n WHERE i < 3) SELECT i FROM n", "other types")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "SELECT count(*) OVER (ORDER BY a GROUPS 1 PRECEDING) AS c FROM t", "groups")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite, "SELECT sum(a) OVER (ORDER BY a RANGE 1 PRECEDING) AS c FROM t", "difference of values")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb, "SELECT LAG(a, 1, 0) OVER (ORDER BY a) AS c FROM t", "default")]
    public async Task What_a_target_does_otherwise_is_skipped_with_the_reason(DatabaseKind from, DatabaseKind to, string query, string reason)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await source.ExecuteAsync("CREATE TABLE t (a integer)", "CREATE VIEW v AS " + query);
        await source.CloseAsync();

        (SchemaScript script, DatabaseCatalog _) = await SchemaCopies.ReadAsync(source, to);

        Assert.Contains(reason, Assert.Single(script.Skipped).Reason, StringComparison.Ordinal);
    }

    private static async Task<List<string>> RowsAsync(TestDatabase database, string view)
    {
        List<object?[]> rows = await database.QueryAsync("SELECT * FROM " + view);
        return [.. rows.Select(r => string.Join("|", r.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))).Order(StringComparer.Ordinal)];
    }
}
