using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>A target's server that is stopped, or dies, in mid-load and comes back.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ServerRestartTests(OwnServers servers)
{
    private const int Rows = 20_000;

    public static TheoryData<DatabaseKind, bool> Cases() => new()
    {
        { DatabaseKind.Postgres, false }, { DatabaseKind.Postgres, true }, { DatabaseKind.MySql, false }, { DatabaseKind.MySql, true },
        { DatabaseKind.MariaDb, false }, { DatabaseKind.MariaDb, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_server_that_comes_back_finds_every_row_once(DatabaseKind kind, bool dies)
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(kind, servers.Get(kind));
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await BigTable.CreateAsync(source);
        await BigTable.FillAsync(source, Rows);
        await source.CloseAsync();
        await BigTable.CreateAsync(target, key: false);
        await target.CloseAsync();
        using var migration = new TestMigration(source, target);

        MigrationJob job = await migration.Service.StartAsync(migration.Request with { BatchSize = 100 }, CancellationToken.None);
        while (job.Status.RowsMigrated < 2000 && !job.Completion.IsCompleted)
        {
            await Task.Delay(1);
        }

        (dies ? (Action<DatabaseKind>)servers.Kill : servers.Stop)(kind);
        servers.Start(kind);
        JobStatus status = await job.Completion;

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Contains(migration.Log, e => e.Message == "Retrying");
        Assert.Equal(await BigTable.DigestAsync(source), await BigTable.DigestAsync(target));
    }
}
