using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Which tables a request means: what is given and empty is refused, names go before patterns, and a job keeps the
/// tables that it began with.</summary>
public sealed class TableChoiceTests
{
    public static TheoryData<string?, string?[]?, string?[]?> Empty => new()
    {
        { "", null, null }, { "  ", null, null }, { null, [], null }, { null, [""], null }, { null, [null], null }, { null, ["a", " "], null },
        { null, null, [] }, { null, null, [""] }, { null, null, [null] }, { null, ["a"], ["b", ""] }, { "a", [], null },
    };

    [Theory]
    [MemberData(nameof(Empty))]
    public async Task A_table_or_list_that_is_given_and_empty_is_never_every_table(string? table, string?[]? include, string?[]? exclude)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await FillAsync(source, "a");
        await FillAsync(target, "a");
        using var migration = new TestMigration(source, target);
        MigrationRequest request = migration.Request with
        {
            SourceTable = table, IncludeTables = include!, ExcludeTables = exclude!, TruncateTarget = true,
        };

        Func<Task>[] doors =
        [
            () => migration.Service.PlanAsync(request, default),
            () => migration.Service.StartAsync(request, default),
            () => migration.Service.StartAsync(request with { CreateSchema = true }, default),
            () => migration.Service.VerifyAsync(request, default),
        ];
        foreach (Func<Task> door in table is not null ? doors : doors.Append(() => migration.Service.CopySchemaAsync(new SchemaCopyRequest
        {
            SourceProfile = "source", SourceDatabase = migration.Request.SourceDatabase, TargetKind = DatabaseKind.Postgres,
            IncludeTables = include!, ExcludeTables = exclude!,
        }, default)))
        {
            Assert.Equal(ErrorCodes.InvalidParameter, (await Assert.ThrowsAsync<MigrationException>(door)).Code);
        }

        Assert.Equal(1, await target.CountAsync("a"));
        Assert.Empty(migration.Service.ListJobs());
    }

    [Theory]
    [InlineData("order*", "order_items,orders")]
    [InlineData("ORDER?", "orders")]
    [InlineData("*", "a*,abc,order_items,orders")]
    [InlineData("a*", "a*")]
    [InlineData("ab?", "abc")]
    [InlineData("[a]*", "")]
    public async Task A_pattern_chooses_what_fits_and_an_exact_name_goes_before_it(string pattern, string expected)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        foreach (TestDatabase database in (TestDatabase[])[source, target])
        {
            await FillAsync(database, "a*", "abc", "orders", "order_items");
        }

        using var migration = new TestMigration(source, target);
        string[] chosen = expected.Split(',', StringSplitOptions.RemoveEmptyEntries);
        string[] others = [.. new[] { "a*", "abc", "order_items", "orders" }.Except(chosen)];

        MigrationPlan table = await migration.Service.PlanAsync(migration.Request with { SourceTable = pattern }, default);
        MigrationPlan include = await migration.Service.PlanAsync(migration.Request with { IncludeTables = [pattern] }, default);
        MigrationPlan exclude = await migration.Service.PlanAsync(migration.Request with { ExcludeTables = [pattern] }, default);

        Assert.Equal(chosen, table.Tables.Select(t => t.SourceTable).Order(StringComparer.Ordinal));
        Assert.Equal(chosen, include.Tables.Select(t => t.SourceTable).Order(StringComparer.Ordinal));
        Assert.Equal(others, exclude.Tables.Select(t => t.SourceTable).Order(StringComparer.Ordinal));
        string? missing = chosen.Length == 0 || others.Length == 0 ? ErrorCodes.SourceTableNotFound : null;
        Assert.Equal(missing is null ? [] : [missing], exclude.Problems.Select(p => p.Code));
        Assert.Equal(chosen.Length == 0 ? [ErrorCodes.SourceTableNotFound] : [], include.Problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_keeps_the_tables_that_its_pattern_fitted_when_it_began(bool createSchema)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await FillAsync(source, "part_a", "part_b", "other");
        await target.ExecuteAsync("CREATE TABLE unrelated (id int)");
        if (!createSchema)
        {
            await FillAsync(target, "part_a", "part_b");
            await target.ExecuteAsync("DELETE FROM part_a", "DELETE FROM part_b");
        }

        using var migration = new TestMigration(source, target);
        JobStatus stopped = await migration.StopAtAsync(e => e.Message == "Migration progress",
            r => r with { SourceTable = "part_*", CreateSchema = createSchema, BatchSize = 1 });
        await FillAsync(source, "part_c");
        await source.CloseAsync();

        JobStatus resumed = stopped.Status == JobState.Completed ? stopped : await migration.ResumeAsync(stopped.JobId);

        Assert.True(resumed.Status == JobState.Completed, migration.Describe(resumed));
        Assert.Equal(["part_a", "part_b"], resumed.TablesStatus.Select(t => t.Table).Order());
        Assert.Equal(JobMode.WholeDatabase, resumed.Mode);
        MigrationRequest kept = migration.Service.GetRequest(resumed.JobId);
        Assert.Equal((null, "part_a,part_b"), (kept.SourceTable, string.Join(',', kept.IncludeTables!.Order())));
    }

    [Fact]
    public async Task A_schema_copy_takes_patterns()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await FillAsync(source, "part_a", "part_b", "other");
        await source.CloseAsync();
        using var migration = new TestMigration(source, source);
        var request = new SchemaCopyRequest
        {
            SourceProfile = "source", SourceDatabase = migration.Request.SourceDatabase, TargetKind = DatabaseKind.Postgres,
        };

        Assert.Equal(2, (await migration.Service.CopySchemaAsync(request with { IncludeTables = ["part*"] }, default)).TablesGenerated);
        Assert.Equal(1, (await migration.Service.CopySchemaAsync(request with { ExcludeTables = ["part*"] }, default)).TablesGenerated);
        Assert.Equal(ErrorCodes.SourceTableNotFound, (await Assert.ThrowsAsync<MigrationException>(() =>
            migration.Service.CopySchemaAsync(request with { IncludeTables = ["x*"] }, default))).Code);
    }

    private static async Task FillAsync(TestDatabase database, params string[] tables)
    {
        foreach (string table in tables)
        {
            await database.ExecuteAsync($"CREATE TABLE \"{table}\" (id int NOT NULL PRIMARY KEY)", $"INSERT INTO \"{table}\" VALUES (1)");
        }

        await database.CloseAsync();
    }
}
