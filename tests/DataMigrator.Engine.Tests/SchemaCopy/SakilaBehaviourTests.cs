using System.Globalization;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Sakila with its rows: what was translated works as in the source.</summary>
public sealed class SakilaBehaviourTests(SampleSources sources) : IClassFixture<SampleSources>
{
    private static readonly string[] Views =
        ["customer_list", "film_list", "nicer_but_slower_film_list", "staff_list", "sales_by_store", "sales_by_film_category"];

    private static async Task<TestDatabase> MigrateAsync(TestDatabase source, DatabaseKind to)
    {
        TestDatabase target = await TestDatabase.CreateAsync(to);
        using var migration = new TestMigration(source, target);
        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true });
        Assert.Equal(JobState.Completed, status.Status);
        return target;
    }

    /// <summary>Rows as text; a list of names that has no order is put in one.</summary>
    private static async Task<List<string>> RowsAsync(TestDatabase database, string view)
    {
        List<object?[]> rows = await database.QueryAsync("SELECT * FROM " + view);
        return [.. rows.Select(row => string.Join("|", row.Select(Cell))).Order(StringComparer.Ordinal)];
    }

    private static string Cell(object? value) => value switch
    {
        null => "NULL",
        decimal or double or float or long or int or short or byte or ushort or sbyte or uint =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture),
        string text when text.Contains(", ", StringComparison.Ordinal) =>
            string.Join(", ", text.Split(", ").Order(StringComparer.Ordinal)),
        _ => value.ToString()!,
    };

    [Theory]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.Postgres)]
    public async Task The_views_yield_the_same_rows(DatabaseKind from, DatabaseKind to)
    {
        TestDatabase source = await sources.SakilaAsync(from);
        await using TestDatabase target = await MigrateAsync(source, to);
        foreach (TestDatabase each in new[] { source, target }.Where(d => d.Kind is DatabaseKind.MySql or DatabaseKind.MariaDb))
        {
            await each.ExecuteAsync("SET SESSION group_concat_max_len = 1000000");
        }

        // SQLite can't join DISTINCT texts in the order of something else.
        foreach (string view in to == DatabaseKind.Sqlite ? Views : [.. Views, "actor_info"])
        {
            Assert.Equal(await RowsAsync(source, view), await RowsAsync(target, view));
        }

        await source.CloseAsync();
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task Triggers_keep_film_text_in_step_with_film(DatabaseKind to)
    {
        TestDatabase source = await sources.SakilaAsync(DatabaseKind.MySql);
        await using TestDatabase target = await MigrateAsync(source, to);
        await target.ExecuteAsync("INSERT INTO film (title, description, language_id) VALUES ('NEW ONE', 'told', 1)");
        Assert.Equal("told", await target.ScalarAsync("SELECT description FROM film_text WHERE title = 'NEW ONE'"));
        await target.ExecuteAsync("UPDATE film SET title = 'RENAMED' WHERE title = 'NEW ONE'");
        Assert.Equal("RENAMED", await target.ScalarAsync("SELECT title FROM film_text WHERE description = 'told'"));
        await target.ExecuteAsync("DELETE FROM film WHERE title = 'RENAMED'");
        Assert.Null(await target.ScalarAsync("SELECT title FROM film_text WHERE description = 'told'"));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite)]
    public async Task Last_update_moves_when_a_row_changes_and_only_then(DatabaseKind from, DatabaseKind to)
    {
        TestDatabase source = await sources.SakilaAsync(from);
        await using TestDatabase target = await MigrateAsync(source, to);
        string read = "SELECT CAST(last_update AS CHAR(10)) FROM actor WHERE actor_id = 1";
        object? before = await target.ScalarAsync(read);
        if (from == DatabaseKind.MySql)
        {
            await target.ExecuteAsync("UPDATE actor SET first_name = first_name WHERE actor_id = 1");
            Assert.Equal(before, await target.ScalarAsync(read));
        }

        await target.ExecuteAsync("UPDATE actor SET first_name = 'Changed' WHERE actor_id = 1");
        Assert.Equal(DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (await target.ScalarAsync(read))?.ToString()?[..10]);
    }

    [Fact]
    public async Task Identities_go_on_after_the_largest_value()
    {
        TestDatabase source = await sources.SakilaAsync(DatabaseKind.MySql);
        await using TestDatabase target = await MigrateAsync(source, DatabaseKind.Postgres);
        Assert.Equal(201, await target.ScalarAsync("INSERT INTO actor (first_name, last_name) VALUES ('A', 'B') RETURNING actor_id"));
    }
}
