using DataMigrator.Catalog;
using DataMigrator.Jobs;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Functions that what is copied needs: between PostgreSQL databases they come along, elsewhere what calls them is skipped.</summary>
public sealed class RoutineCopiesTests
{
    private static readonly string[] Functions =
    [
        "CREATE SCHEMA tools",
        "CREATE FUNCTION tools.twice(n integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN 2 * n; END $$",
        "CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'code ' || tools.twice(21) $$",
        "CREATE FUNCTION is_short(t text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT length(t) < 20 $$",
        "CREATE DOMAIN short AS text CHECK (is_short(VALUE))",
        "CREATE TABLE item (id integer PRIMARY KEY, code text DEFAULT next_code(), name short CHECK (is_short(name)), "
            + "half integer, whole integer GENERATED ALWAYS AS (tools.twice(half)) STORED)",
        "CREATE INDEX item_twice ON item (tools.twice(half))",
        "CREATE FUNCTION mean_step(state numeric[], n numeric) RETURNS numeric[] IMMUTABLE LANGUAGE sql AS $$ SELECT ARRAY[state[1] + n, state[2] + 1] $$",
        "CREATE FUNCTION mean_end(state numeric[]) RETURNS numeric IMMUTABLE LANGUAGE sql AS $$ SELECT state[1] / NULLIF(state[2], 0) $$",
        "CREATE AGGREGATE mean(numeric) (SFUNC = mean_step, STYPE = numeric[], FINALFUNC = mean_end, INITCOND = '{0,0}')",
        "CREATE FUNCTION label(i item) RETURNS text STABLE LANGUAGE sql AS $$ SELECT i.code || '/' || (SELECT count(*) FROM item) $$",
        "CREATE VIEW means AS SELECT mean(half) AS mean FROM item",
        "CREATE VIEW labels AS SELECT id, label(item) AS label FROM item",
        "CREATE FUNCTION trim_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := shortened(NEW.name); RETURN NEW; END $$",
        "CREATE FUNCTION shortened(t text) RETURNS text LANGUAGE sql AS $$ SELECT left(t, 3) $$",
        "CREATE TRIGGER trimmed BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION trim_name()",
        "CREATE TYPE pair AS (a integer, b integer)",
        "CREATE FUNCTION first_of(p pair) RETURNS integer LANGUAGE sql AS $$ SELECT p.a $$",
        "CREATE VIEW firsts AS SELECT first_of(ROW(id, half)::pair) AS first FROM item",
        "CREATE FUNCTION unused() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    ];

    [Fact]
    public async Task Functions_come_along_with_what_calls_them_between_PostgreSQL_databases()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await source.ExecuteAsync(Functions);

        (SchemaScript script, DatabaseCatalog copy) = await SchemaCopies.CopyAsync(source, target);

        await target.ExecuteAsync("INSERT INTO item (id, name, half) VALUES (1, 'abcdef', 4), (2, 'b', 6)");
        Assert.Equal(["code 42/2", "abc", 8, 5], (await target.QueryAsync(
            "SELECT label, name::text, whole, (SELECT mean::int FROM means) FROM item JOIN labels USING (id) WHERE id = 1"))[0]);
        Assert.Contains(copy.Tables.Single().Indexes, i => i.Name == "item_twice");
        Assert.Equal([("function", "first_of"), ("function", "unused"), ("view", "firsts")],
            script.Skipped.Select(s => (s.Type, s.Name)).Order());
        Assert.Contains("the type pair", script.Skipped.Single(s => s.Name == "firsts").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_of_that_name_in_the_target_is_not_replaced()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await source.ExecuteAsync(Functions);
        await target.ExecuteAsync("CREATE FUNCTION is_short(t text) RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true });

        Assert.Equal((JobState.Failed, ErrorCodes.SchemaCopyFailed), (status.Status, status.ErrorCode));
        Assert.Contains("is_short", status.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task In_MySQL_what_calls_a_routine_is_skipped(DatabaseKind kind)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (a int PRIMARY KEY)", "CREATE FUNCTION f(n int) RETURNS int DETERMINISTIC NO SQL RETURN n + 1",
            "CREATE PROCEDURE p(n int) BEGIN END", "CREATE VIEW v AS SELECT f(a) AS b FROM t",
            "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW CALL p(NEW.a)");

        (SchemaScript script, _) = await SchemaCopies.CopyAsync(source, target);

        Assert.Equal([("function", "f"), ("stored_procedure", "p"), ("trigger", "t.g"), ("view", "v")], script.Skipped.Select(s => (s.Type, s.Name)).Order());
    }
}
