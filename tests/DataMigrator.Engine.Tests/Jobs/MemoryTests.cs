using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>A million rows of 180 bytes go through a process that never holds 150 MB.</summary>
[Collection(ProcessCollection.Name)]
public sealed class MemoryTests
{
    private const int Rows = 1_000_000;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.Postgres)]
    public async Task A_million_rows_stay_under_150_MB(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak memory of a process is read from /proc.");
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await BigTable.CreateAsync(source);
        await BigTable.FillAsync(source, Rows);
        await BigTable.CreateAsync(target);
        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        await target.CloseAsync();

        using DbMigrateProcess process = await DbMigrateProcess.RunAsync(["migrate", .. migration.Arguments, "--json"]);

        Assert.True(process.ExitCode == 0, process.ToString());
        Assert.Equal(Rows, await target.CountAsync("big"));
        Assert.InRange(process.PeakMemoryMb, 20, 150);
    }
}
