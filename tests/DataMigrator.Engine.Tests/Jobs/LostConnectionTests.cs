using System.Data.Common;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Connections that the server cuts in mid-load.</summary>
[Collection(ProcessCollection.Name)]
public sealed class LostConnectionTests
{
    private const int Rows = 30_000;

    public static TheoryData<DatabaseKind, DatabaseKind> Cases() => new()
    {
        { DatabaseKind.Sqlite, DatabaseKind.Postgres },
        { DatabaseKind.Sqlite, DatabaseKind.MySql },
        { DatabaseKind.Sqlite, DatabaseKind.MariaDb },
        { DatabaseKind.Postgres, DatabaseKind.Sqlite },
        { DatabaseKind.MySql, DatabaseKind.Sqlite },
        { DatabaseKind.MariaDb, DatabaseKind.Sqlite },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_cut_connection_is_survived_with_every_row_exactly_once(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await BigTable.CreateAsync(source);
        await BigTable.FillAsync(source, Rows);
        await BigTable.CreateAsync(target);
        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await target.CloseAsync();

        MigrationJob job = await migration.Service.StartAsync(migration.Request with { BatchSize = 200 }, CancellationToken.None);
        int cuts = 0;
        while (!job.Completion.IsCompleted && cuts < 2)
        {
            if (job.Status.RowsMigrated > 2000 * (cuts + 1))
            {
                cuts += await CutAsync(from == DatabaseKind.Sqlite ? target : source) > 0 ? 1 : 0;
            }

            await Task.Delay(5);
        }

        JobStatus status = await job.Completion;
        Assert.True(cuts > 0, "The job ended before its connection was cut: the test has shown nothing.");
        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Contains(migration.Log, e => e.Level == "warn" && e.Message == "Retrying");
        Assert.Contains(status.Warnings, w => w.Contains("new snapshot", StringComparison.Ordinal));
        Assert.Equal(Rows, status.RowsMigrated);
        Assert.Equal(await BigTable.DigestAsync(source), await BigTable.DigestAsync(target));
    }

    /// <summary>Cuts every connection to the database but the test's own; returns how many.</summary>
    private static async Task<int> CutAsync(TestDatabase database)
    {
        if (database.Kind == DatabaseKind.Postgres)
        {
            return (await database.QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()")).Count;
        }

        int cut = 0;
        foreach (object?[] row in await database.QueryAsync(
            "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()"))
        {
            try
            {
                await database.ExecuteAsync("KILL " + row[0]);
                cut++;
            }
            catch (DbException)
            {
                // It has gone by itself.
            }
        }

        return cut;
    }
}
