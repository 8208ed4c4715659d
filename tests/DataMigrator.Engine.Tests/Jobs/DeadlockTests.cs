using System.Data.Common;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Locks of others that stand in a job's way: it tries again, and every row is there once.</summary>
public sealed class DeadlockTests
{
    private const int Rows = 3000;

    /// <summary>The other session has a row that the job comes to, and asks for one that the job has written; it has done more,
    /// so that the job is the one to give way.</summary>
    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_deadlock_is_tried_again(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int)", "CREATE TABLE other (n int)");
        using var migration = new TestMigration(source, target);
        await using DbConnection other = await target.OpenAsync();
        await RunAsync(other, "BEGIN");
        await RunAsync(other, "INSERT INTO t VALUES (2000, 0)");
        await RunAsync(other, $"INSERT INTO other VALUES {string.Join(", ", Enumerable.Range(0, 5000).Select(n => $"({n})"))}");

        MigrationJob job = await migration.Service.StartAsync(migration.Request with { SourceTable = "t" }, CancellationToken.None);
        string waits = kind == DatabaseKind.Postgres
            ? "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()"
            : "SELECT count(*) FROM information_schema.innodb_trx JOIN information_schema.processlist ON id = trx_mysql_thread_id"
                + " WHERE trx_state = 'LOCK WAIT' AND db = database()";
        while (Convert.ToInt64(await target.ScalarAsync(waits)) == 0 && !job.Completion.IsCompleted)
        {
            // InnoDB shows the same picture again to who asks within 0.1 s, so that a fast loop would never see the wait.
            await Task.Delay(300);
        }

        try
        {
            await RunAsync(other, "INSERT INTO t VALUES (1000, 0)");
        }
        catch (DbException)
        {
            // The server may have chosen this one, on a busy machine.
        }

        await RunAsync(other, "ROLLBACK");
        JobStatus status = await job.Completion;

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Contains(migration.Log, e => e.Message == "Retrying" && e.Detail!.Contains("eadlock", StringComparison.Ordinal));
        Assert.Equal((Rows, Rows), (status.RowsMigrated, await target.CountAsync("t")));
    }

    [Fact]
    public async Task A_lock_that_is_waited_for_too_long_is_tried_again()
    {
        TestServers.Require(DatabaseKind.Postgres);
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int)",
            $"ALTER DATABASE {target.Name} SET lock_timeout = '200ms'");
        using var migration = new TestMigration(source, target);
        await using DbConnection other = await target.OpenAsync();
        await RunAsync(other, "BEGIN");
        await RunAsync(other, "LOCK TABLE t IN SHARE MODE");

        MigrationJob job = await migration.Service.StartAsync(migration.Request, CancellationToken.None);
        while (!migration.Log.Any(e => e.Message == "Retrying") && !job.Completion.IsCompleted)
        {
            await Task.Delay(5);
        }

        await RunAsync(other, "ROLLBACK");
        JobStatus status = await job.Completion;

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal((Rows, Rows), (status.RowsMigrated, await target.CountAsync("t")));
    }

    private static async Task<TestDatabase> SourceAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int)");
        await Numbers.FillAsync(source, "t", Rows, "n, n");
        await source.CloseAsync();
        return source;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
