using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

public sealed class ForeignKeyTests
{
    [Theory]
    [EachDatabase]
    public async Task An_orphan_is_set_aside_with_its_whole_row(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent int, note varchar(20))",
            "CREATE TABLE parent (id int NOT NULL PRIMARY KEY)", "INSERT INTO parent VALUES (1), (2)",
            "INSERT INTO child VALUES (1, 1, 'a'), (2, 77, 'orphan'), (3, NULL, 'c'), (4, 2, 'd'), (5, 88, 'orphan too')");
        await target.ExecuteAsync("CREATE TABLE parent (id int NOT NULL PRIMARY KEY)",
            "CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent int, note varchar(20), FOREIGN KEY (parent) REFERENCES parent (id))");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal("1,3,4", await IdsAsync(target, "child"));
        AssertViolation(migration.FkViolations(status), ("child", "parent", 2, 77), ("child", "parent", 5, 88));
        Assert.Equal((5, 2), (status.RowsMigrated, status.RowsFailed));
    }

    private const string FlawedSchema = """
        CREATE TABLE keyless (v int);
        CREATE TABLE pair (a int, b int, n int, PRIMARY KEY (a, b));
        CREATE TABLE flawed (id int NOT NULL PRIMARY KEY, up int REFERENCES flawed (id), g int REFERENCES gone, h int REFERENCES gone (id),
          k int REFERENCES keyless, one int REFERENCES pair, n int REFERENCES pair (n), fine int, fine2 int,
          FOREIGN KEY (fine, fine2) REFERENCES pair (b, a));
        """;

    /// <summary>SQLite takes any declaration of a foreign key, and then lets no row in, be it NULL.</summary>
    [Fact]
    public async Task A_key_that_SQLite_cannot_check_is_named_before_the_first_row()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync(FlawedSchema, "INSERT INTO pair VALUES (1, 1, 1)");
        await target.ExecuteAsync(FlawedSchema);
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync());

        Assert.Equal(["g", "h", "k", "n", "one"], refused.Problems.Select(p => p.Column).Order());
        Assert.All(refused.Problems, p => Assert.Equal((ErrorCodes.FkViolation, "flawed"), (p.Code, p.Table)));
        Assert.Contains("there is no table gone", refused.Problems.Single(p => p.Column == "g").Message);
        Assert.Contains("keyless has no primary key", refused.Problems.Single(p => p.Column == "k").Message);
        Assert.Contains("has 2 columns, not 1", refused.Problems.Single(p => p.Column == "one").Message);
        Assert.Contains("pair has no unique key of n", refused.Problems.Single(p => p.Column == "n").Message);
        await target.ExecuteAsync("PRAGMA foreign_keys=ON");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => target.ExecuteAsync("INSERT INTO flawed (id) VALUES (1)"));

        // Looking is allowed.
        Assert.False((await migration.Service.VerifyAsync(migration.Request, CancellationToken.None)).Equal);
    }

    [Theory]
    [EachDatabase]
    public async Task Rows_leave_a_table_whose_keys_SQLite_could_not_check(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("PRAGMA foreign_keys=OFF", FlawedSchema, "INSERT INTO keyless VALUES (1)", "INSERT INTO pair VALUES (1, 2, 3)",
            "INSERT INTO flawed VALUES (1, NULL, 7, 7, 7, 7, 7, 2, 1), (2, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (3, 77, 1, 1, 1, 1, 1, 8, 8)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true });

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        List<JsonElement> violations = migration.FkViolations(status);
        Assert.NotEmpty(violations);
        Assert.All(violations, v => Assert.Equal(3, v.GetProperty("row").GetProperty("id").GetInt32()));
        Assert.Contains("1,2", await IdsAsync(target, "flawed"));
    }

    [Theory]
    [EachDatabase]
    public async Task Orphans_in_a_cycle_are_taken_out_and_what_needs_them_too(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int)", "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int)",
            // b 3 is an orphan; a 2 refers to it.
            "INSERT INTO a VALUES (1, 1), (2, 3), (3, NULL)", "INSERT INTO b VALUES (1, 1), (2, 3), (3, 99)");
        await target.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int)");
        await target.ExecuteAsync(kind == DatabaseKind.Sqlite
            ? ["DROP TABLE a", "CREATE TABLE a (id int NOT NULL PRIMARY KEY, b int REFERENCES b (id))", "CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int REFERENCES a (id))"]
            : ["CREATE TABLE b (id int NOT NULL PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id))", "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)"]);
        using var migration = new TestMigration(source, target);

        MigrationPlan plan = await migration.Service.PlanAsync(migration.Request, CancellationToken.None);
        Assert.Equal(["a", "b"], Assert.Single(plan.Cycles).Order());
        JobStatus status = await migration.RunAsync(r => r with { BatchSize = 2 });

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.All(status.TablesStatus, t => Assert.Equal(TableState.Completed, t.Status));
        Assert.Equal("1,3", await IdsAsync(target, "a"));
        Assert.Equal("1,2", await IdsAsync(target, "b"));
        Assert.Equal(2, migration.FkViolations(status).Count);
        Assert.Equal((4, 2), (status.RowsMigrated, status.RowsFailed));
        // The keys hold again: a new orphan is refused.
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => target.ExecuteAsync("INSERT INTO a VALUES (50, 5000)"));
    }

    [Theory]
    [EachDatabase]
    public async Task Orphans_of_a_table_that_refers_to_itself_are_taken_out_branch_by_branch(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE tree (id int NOT NULL PRIMARY KEY, above int)",
            // 3 is an orphan, and with it go 5 and 2, which hang on it.
            "INSERT INTO tree VALUES (1, 1), (2, 5), (3, 99), (4, 1), (5, 3), (6, NULL)");
        await target.ExecuteAsync("CREATE TABLE tree (id int NOT NULL PRIMARY KEY, above int, FOREIGN KEY (above) REFERENCES tree (id))");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { BatchSize = 2 });

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal(TableState.Completed, status.TablesStatus[0].Status);
        Assert.Equal("1,4,6", await IdsAsync(target, "tree"));
        Assert.Equal(["2", "3", "5"], migration.FkViolations(status).Select(v => v.GetProperty("row").GetProperty("id").ToString()).Order());
        Assert.Equal((3, 3), (status.RowsMigrated, status.RowsFailed));
    }

    [Theory]
    [EachDatabase]
    public async Task A_long_chain_within_one_table_moves_whatever_its_order(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE chain (id int NOT NULL PRIMARY KEY, next int)");
        // Each row refers to the following one, so every batch's last row refers to a later batch.
        await Numbers.FillAsync(source, "chain", 2000, "n, CASE WHEN n < 2000 THEN n + 1 END");
        await target.ExecuteAsync("CREATE TABLE chain (id int NOT NULL PRIMARY KEY, next int, FOREIGN KEY (next) REFERENCES chain (id))");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { BatchSize = 300 });

        Assert.Equal(2000, status.RowsMigrated);
        Assert.Equal(2000, await target.CountAsync("chain"));
    }

    private static void AssertViolation(List<JsonElement> found, params (string Table, string Column, int Id, int Value)[] expected)
    {
        Assert.Equal(expected, found.Select(v => (v.GetProperty("table").GetString()!, v.GetProperty("column").GetString()!,
            v.GetProperty("row").GetProperty("id").GetInt32(), v.GetProperty("value").GetInt32())).OrderBy(v => v.Item3));
        Assert.All(found, v =>
        {
            Assert.Contains("parent", v.GetProperty("references").ToString());
            Assert.NotEmpty(v.GetProperty("error").GetString()!);
            Assert.True(v.GetProperty("row_index").GetInt64() > 0);
            Assert.StartsWith("orphan", v.GetProperty("row").GetProperty("note").GetString());
        });
    }

    private static async Task<string> IdsAsync(TestDatabase database, string table) =>
        string.Join(",", (await database.QueryAsync($"SELECT id FROM {table} ORDER BY id")).Select(r => r[0]));
}
