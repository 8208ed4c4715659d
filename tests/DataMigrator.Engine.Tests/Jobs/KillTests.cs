using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>kill -9 in the middle, then resume: every row exactly once.</summary>
[Collection(ProcessCollection.Name)]
public sealed class KillTests
{
    private const int Rows = 40_000;

    /// <summary>Every direction with a key; without one, and onto rows that are there, it is the target that matters.</summary>
    public static TheoryData<DatabaseKind, DatabaseKind, bool, bool> Cases()
    {
        var data = new TheoryData<DatabaseKind, DatabaseKind, bool, bool>();
        foreach (DatabaseKind to in TestServers.AllKinds)
        {
            foreach (DatabaseKind from in TestServers.AllKinds)
            {
                data.Add(from, to, true, false);
            }

            data.Add(DatabaseKind.Sqlite, to, false, false);
            data.Add(DatabaseKind.Sqlite, to, true, true);
            data.Add(DatabaseKind.Sqlite, to, false, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_row_is_there_exactly_once_after_kills_and_resumes(DatabaseKind from, DatabaseKind to,
        bool keyed, bool targetHasRows)
    {
        TestServers.Require(from);
        TestServers.Require(to);
        bool isOneTransaction = !keyed && targetHasRows;
        // One transaction is over sooner than as many commits.
        int rows = isOneTransaction ? 5 * Rows : Rows;
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await BigTable.CreateAsync(source, keyed);
        await BigTable.FillAsync(source, rows);
        await BigTable.CreateAsync(target, keyed);
        if (targetHasRows)
        {
            await target.ExecuteAsync("INSERT INTO big (id, name) VALUES (1000000, 'mine')");
        }

        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await target.CloseAsync();
        var random = new Random(HashCode.Combine(from.ToString().Length, to.ToString().Length, keyed, targetHasRows));

        // 800 batches or more; each process is killed when the job has come so far, and a moment later.
        int kills = await KillAtAsync(
            DbMigrateProcess.Start(["migrate", .. migration.Arguments, "--batch-size", "50", "--json"]), migration, 1,
            isOneTransaction, random);
        JobStatus status = Assert.Single(migration.Service.ListJobs());
        foreach (int moved in (int[])[rows / 5, rows / 2, rows * 3 / 4])
        {
            if (status.Status == JobState.Interrupted)
            {
                kills += await KillAtAsync(
                    DbMigrateProcess.Start(
                        ["resume", status.JobId, "--profiles", migration.ProfilePath, "--home", migration.Home, "--json"]),
                    migration, moved, isOneTransaction, random);
                status = migration.Service.GetStatus(status.JobId);
            }
        }

        if (status.Status != JobState.Completed)
        {
            Assert.Equal(JobState.Interrupted, status.Status);
            status = await migration.ResumeAsync(status.JobId);
        }

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.True(kills > 0, "No process was killed in time: the test has shown nothing.");
        Assert.Equal((rows, 0L), (status.RowsMigrated, status.RowsFailed));
        if (targetHasRows)
        {
            Assert.Equal(1L, Convert.ToInt64(await target.ScalarAsync("SELECT count(*) FROM big WHERE name = 'mine'")));
            await target.ExecuteAsync("DELETE FROM big WHERE id = 1000000");
        }

        Assert.Equal(await BigTable.DigestAsync(source), await BigTable.DigestAsync(target));
    }

    /// <summary>Kills a process once its job has moved so many rows, at a random moment of the batches that follow.</summary>
    /// <returns>1, or 0 when it ended by itself first.</returns>
    private static async Task<int> KillAtAsync(DbMigrateProcess process, TestMigration migration, int rows,
        bool isOneTransaction, Random random)
    {
        using (process)
        {
            // A table that is one transaction shows no rows before its commit.
            bool begun = false;
            while (!process.HasExited && !begun && migration.Service.ListJobs().Sum(j => j.RowsMigrated) < rows)
            {
                begun = isOneTransaction && migration.Service.ListJobs().Any(j => j.CurrentTable is not null);
                await Task.Delay(1);
            }

            await Task.Delay(random.Next(0, 20));
            int kills = process.HasExited ? 0 : 1;
            await process.KillAsync();
            return kills;
        }
    }

    [Theory]
    [EachDatabase]
    public async Task A_killed_job_shows_as_interrupted_and_a_live_one_cannot_be_resumed(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await BigTable.CreateAsync(source);
        await BigTable.FillAsync(source, 200_000);
        await BigTable.CreateAsync(target);
        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await target.CloseAsync();
        using DbMigrateProcess process = DbMigrateProcess.Start(["migrate", .. migration.Arguments, "--batch-size", "50", "--json"]);
        await process.WaitForAsync("Migration progress");

        JobStatus alive = Assert.Single(migration.Service.ListJobs());
        Assert.Equal(JobState.Running, alive.Status);
        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.ResumeAsync(alive.JobId));
        Assert.Equal(ErrorCodes.MigrationAlreadyExists, refused.Code);
        await process.KillAsync();

        JobStatus dead = migration.Service.GetStatus(alive.JobId);
        Assert.Equal(JobState.Interrupted, dead.Status);
        Assert.InRange(dead.RowsMigrated, 50, 199_950);
    }
}
