using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>Dates that only PostgreSQL has.</summary>
public sealed class InfiniteTimeTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite, "date", "datetime", "timestamptz")]
    [InlineData(DatabaseKind.MySql, "date", "datetime(6)", "timestamp(6) NULL")]
    [InlineData(DatabaseKind.MariaDb, "date", "datetime(6)", "timestamp(6) NULL")]
    public async Task Infinities_years_before_1_and_beyond_9999_are_rejected_with_their_value(DatabaseKind to, string date,
        string timestamp, string timestampTz)
    {
        TestServers.Require(DatabaseKind.Postgres, to);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        string[] values = ["infinity", "-infinity", "0044-03-15 BC", "10000-01-01"];
        string[] columns = ["d", "ts", "tz"];
        await source.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, d date, ts timestamp, tz timestamptz)",
            "INSERT INTO t VALUES (100, '2024-02-29', '2024-02-29 12:00', '2024-02-29 12:00+00'), (101, NULL, NULL, NULL)");
        int id = 0;
        foreach (string value in values)
        {
            foreach (string column in columns)
            {
                await source.ExecuteAsync($"INSERT INTO t (id, {column}) VALUES ({id++}, '{value}')");
            }
        }

        await target.ExecuteAsync($"CREATE TABLE t (id int NOT NULL PRIMARY KEY, d {date}, ts {timestamp}, tz {timestampTz})");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
        Assert.Equal([100L, 101L], (await target.QueryAsync("SELECT id FROM t ORDER BY id")).Select(r => Convert.ToInt64(r[0])));
        List<JsonElement> rejects = TestMigration.Rejects(status, "t");
        Assert.Equal(values.Length * columns.Length, rejects.Count);
        Assert.All(rejects, r => Assert.Contains("outside the target's range", r.GetProperty("error").GetString()));
        Assert.Equal(["infinity", "infinity", "infinity"], rejects.OrderBy(r => r.GetProperty("key").GetProperty("id").GetInt32())
            .Take(3).Select((r, i) => r.GetProperty("row").GetProperty(columns[i]).GetString()));
    }
}
