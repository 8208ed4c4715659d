using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

public sealed class NegativeZeroTests
{
    [Theory]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Postgres, true)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, true)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, true)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MySql, true)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MariaDb, false)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb, false)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite, false)]
    public async Task The_sign_of_zero_is_kept_or_goes_by_a_rule_that_the_plan_shows(DatabaseKind from, DatabaseKind to, bool kept)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync(Table(from), "INSERT INTO t VALUES (1, '-0', '-0'), (2, -0.5, -0.5), (3, NULL, NULL), (4, '-0', 1)");
        await target.ExecuteAsync(Table(to));
        using var migration = new TestMigration(source, target);
        MigrationPlan plan = await migration.Service.PlanAsync(migration.Request, CancellationToken.None);

        await migration.CompleteAsync();

        Assert.All(plan.Tables[0].Columns.Skip(1), c => Assert.Equal(!kept, c.Conversion.EndsWith("-0 as 0", StringComparison.Ordinal)));
        Assert.True((await migration.Service.VerifyAsync(migration.Request, CancellationToken.None)).Equal);
        object? zero = await target.ScalarAsync("SELECT d FROM t WHERE id = 1");
        Assert.Equal(kept, double.IsNegative(Convert.ToDouble(zero)));
    }

    private static string Table(DatabaseKind kind) => "CREATE TABLE t (id int NOT NULL PRIMARY KEY, "
        + (kind is DatabaseKind.MySql or DatabaseKind.MariaDb ? "f float, d double)" : "f real, d double precision)");
}
