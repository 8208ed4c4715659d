using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

public sealed class RowEstimateTests
{
    [Theory]
    [EachDatabase]
    public async Task A_table_filled_after_it_was_analyzed_empty_is_not_said_to_be_empty(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await FillAsync(database, kind);

        await using DatabaseSession session = await database.OpenSessionAsync();
        DatabaseCatalog catalog = await session.Database.ReadCatalogAsync(session, CatalogDetail.Tables, CancellationToken.None);

        long? estimate = Assert.Single(catalog.Tables).RowEstimate;
        Assert.True(estimate is null or (> 200 and < 1000), $"{estimate} rows of 500");
    }

    [Theory]
    [EachDatabase]
    public async Task A_job_knows_how_many_rows_there_are_at_its_first_contact(DatabaseKind kind)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await FillAsync(source, kind);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY CHECK (id < 100))");
        using var migration = new TestMigration(source, target);

        // Once a table is read to its end, the number is that of the rows read: so it is not read to its end.
        JobStatus failed = await migration.RunAsync(r => r with { BatchSize = 50, ContinueOnRowError = false });

        Assert.True(failed is { Status: JobState.Failed, RowsMigrated: 50 }, migration.Describe(failed));
        Assert.InRange(failed.TotalRows, 200, 1000);
    }

    private static async Task FillAsync(TestDatabase database, DatabaseKind kind)
    {
        await database.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)",
            kind is DatabaseKind.Sqlite or DatabaseKind.Postgres ? "ANALYZE" : "ANALYZE TABLE t",
            "INSERT INTO t VALUES " + string.Join(", ", Enumerable.Range(1, 500).Select(i => $"({i})")));
        await database.CloseAsync();
    }
}
