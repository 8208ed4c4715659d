using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Kill;

/// <summary>Twenty kills in each run of the tests; tests/kill.sh asks for more.</summary>
[Collection(ProcessCollection.Name)]
public sealed class KillRunTests
{
    [Fact]
    public async Task A_job_that_is_killed_at_any_place_ends_with_every_row_and_object_once()
    {
        TestServers.Require(DatabaseKind.Postgres, DatabaseKind.MySql, DatabaseKind.MariaDb);
        int kills = int.Parse(Of("KILLS") ?? "20");
        int seed = int.Parse(Of("SEED") ?? "1");
        string? log = Of("LOG");
        await using var harness = new KillHarness(kills, seed, Of("DIRECTION"), line => Say(log, line));

        await harness.RunAsync();

        Say(log, harness.Report.ToString());
        Assert.True(harness.Report.Faults.Count == 0, harness.Report.ToString());
        Assert.True(harness.Report.Kills >= kills, harness.Report.ToString());
    }

    private static string? Of(string name) => Environment.GetEnvironmentVariable("DATAMIGRATOR_KILL_" + name) is { Length: > 0 } text ? text : null;

    private static void Say(string? log, string line)
    {
        if (log is not null)
        {
            File.AppendAllText(log, line + "\n");
        }
    }
}
