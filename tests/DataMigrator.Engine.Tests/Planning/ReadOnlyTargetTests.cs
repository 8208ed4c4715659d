using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Planning;

public sealed class ReadOnlyTargetTests
{
    [Theory]
    [EachDatabase]
    public async Task A_target_that_is_read_only_is_one_problem_whatever_its_tables_are(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        foreach (int i in Enumerable.Range(1, 11))
        {
            await source.ExecuteAsync($"CREATE TABLE t{i} (id int NOT NULL PRIMARY KEY)");
        }

        await target.ExecuteAsync("CREATE TABLE t1 (other int)");
        await source.CloseAsync();
        await target.CloseAsync();
        using var migration = new TestMigration(source, target, "read-only");

        foreach (bool create in (bool[])[false, true])
        {
            MigrationRequest request = migration.Request with { CreateSchema = create, TruncateTarget = !create };
            MigrationPlan plan = await migration.Service.PlanAsync(request, default);
            var refused = await Assert.ThrowsAsync<MigrationException>(() => migration.Service.StartAsync(request, default));

            Assert.Equal([ErrorCodes.AccessDenied], plan.Problems.Select(p => p.Code));
            Assert.Equal([ErrorCodes.AccessDenied], refused.Problems.Select(p => p.Code));
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    [Fact]
    public async Task Each_problem_is_a_line()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "CREATE TABLE c (id int)");
        await target.ExecuteAsync("CREATE TABLE a (id int)");
        await source.CloseAsync();
        await target.CloseAsync();
        using var migration = new TestMigration(source, target);

        var refused = await Assert.ThrowsAsync<MigrationException>(() => migration.Service.StartAsync(migration.Request, default));

        Assert.Equal(["b", "c"], refused.Problems.Select(p => p.Table));
        Assert.Equal(refused.Problems.Select(p => p.Message), refused.Message.Split('\n'));
    }
}
