using System.Collections.Concurrent;
using System.Data.Common;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Verification;

namespace DataMigrator.Tests.Verification;

public sealed class VerifierTests
{
    [Theory]
    [EachDatabase]
    public async Task Progress_goes_table_by_table_to_the_last_row(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        foreach (TestDatabase database in (TestDatabase[])[source, target])
        {
            await database.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY)", "CREATE TABLE b (id int NOT NULL PRIMARY KEY)",
                "INSERT INTO a WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT x.i * 1000 + y.i FROM n x, n y WHERE y.i <= 30",
                "INSERT INTO b VALUES (1), (2), (3)");
        }

        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await target.CloseAsync();
        var seen = new Recorder();

        VerificationResult result = await migration.Service.VerifyAsync(migration.Request, seen, CancellationToken.None);

        Assert.True(result.Equal);
        Assert.Equal([("a", 0, 2), ("b", 1, 2)], seen.Reports.Select(r => (r.Table, r.TablesCompleted, r.TablesTotal)).Distinct());
        Assert.Equal([27_000L, 3L], ((string[])["a", "b"]).Select(t => seen.Reports.Last(r => r.Table == t).RowsCompared));
        Assert.All(seen.Reports, r => Assert.True(r.RowsCompared <= r.TotalRows));
        Assert.True(seen.Reports.Count(r => r.Table == "a") >= 4, "the table's middle was reported");
    }

    /// <summary>Both sides wait for a lock; the failure of one is told although the other would wait for ever.</summary>
    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task The_failure_of_one_side_does_not_wait_for_the_other(DatabaseKind kind)
    {
        TestServers.Require(DatabaseKind.Postgres, kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)");
        using var migration = new TestMigration(source, target);
        await source.ExecuteAsync("BEGIN", "LOCK TABLE t");
        await target.ExecuteAsync(kind == DatabaseKind.Postgres ? ["BEGIN", "LOCK TABLE t"] : ["LOCK TABLES t WRITE"]);

        Task<VerificationResult> verification = migration.Service.VerifyAsync(migration.Request, CancellationToken.None);
        await using (DbConnection other = await source.OpenAsync())
        {
            await using DbCommand kill = other.CreateCommand();
            kill.CommandText = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while (Convert.ToInt64(await kill.ExecuteScalarAsync()) == 0)
            {
                await Task.Delay(20);
            }
        }

        Exception e = await Assert.ThrowsAnyAsync<Exception>(() => verification.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.IsType<MigrationException>(e);
        Assert.Contains(source.Name, e.Message);
        await source.CloseAsync();
        await target.CloseAsync();
    }

    private sealed class Recorder : IProgress<VerificationProgress>
    {
        public ConcurrentQueue<VerificationProgress> Reports { get; } = [];

        public void Report(VerificationProgress value) => Reports.Enqueue(value);
    }
}
