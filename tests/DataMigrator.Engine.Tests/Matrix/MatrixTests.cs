using System.Text;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>The same tables through all sixteen directions, every value compared by the test's own reading.</summary>
public sealed class MatrixTests
{
    [Theory]
    [MemberData(nameof(Directions.All), MemberType = typeof(Directions))]
    public async Task Every_value_arrives(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await NeutralData.CreateAsync(source, NeutralTables.All);
        await NeutralData.FillAsync(source, NeutralTables.All);
        await NeutralData.CreateAsync(target, NeutralTables.All);
        using var migration = new TestMigration(source, target);

        // Small batches: every table goes in several.
        JobStatus status = await migration.RunAsync(r => r with { BatchSize = 3 });

        string differences = await DifferencesAsync(source, target);
        Assert.True(status.Status == JobState.Completed && differences.Length == 0, migration.Describe(status) + differences);
        Assert.Equal(NeutralTables.All.Sum(t => t.Rows.Count), status.RowsMigrated);
        Assert.Equal(0, status.RowsFailed);
        Assert.Equal(NeutralTables.All.Count, status.TablesCompleted);

        // Numbering goes on after the largest value.
        await target.ExecuteAsync("INSERT INTO numbered (v) VALUES ('next')");
        Assert.Equal(42L, Convert.ToInt64(await target.ScalarAsync("SELECT max(id) FROM numbered")));
    }

    private static async Task<string> DifferencesAsync(TestDatabase source, TestDatabase target)
    {
        var text = new StringBuilder();
        foreach (NeutralTable table in NeutralTables.All)
        {
            List<string> expected = await NeutralData.ReadAsync(source, table);
            List<string> found = await NeutralData.ReadAsync(target, table);
            foreach (string row in expected.Except(found).Take(5))
            {
                text.AppendLine($"{table.Name}: not in the target: {Short(row)}");
            }

            foreach (string row in found.Except(expected).Take(5))
            {
                text.AppendLine($"{table.Name}: only in the target: {Short(row)}");
            }

            if (expected.Count != found.Count)
            {
                text.AppendLine($"{table.Name}: {expected.Count} rows became {found.Count}.");
            }
        }

        return text.ToString();
    }

    private static string Short(string row) => row.Length > 300 ? row[..300] + "…" : row;
}
