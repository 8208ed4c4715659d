using System.Data.Common;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>How long it takes is measured by tests/DataMigrator.Benchmarks, <c>catalogue</c>.</summary>
public sealed class ManyTablesTests
{
    [Fact]
    public async Task Ten_thousand_tables_are_copied()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using (DbConnection connection = await source.OpenAsync())
        await using (DbTransaction transaction = await connection.BeginTransactionAsync())
        {
            for (int i = 0; i < 10_000; i++)
            {
                await using DbCommand command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = $"CREATE TABLE table_{i} (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL, at DATETIME, amount DECIMAL(10,2), "
                    + $"other INTEGER REFERENCES table_{i / 2}); CREATE INDEX ix_{i} ON table_{i} (name)";
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        using var home = new TempFolder();
        var service = new MigrationService(new MigrationServiceOptions { HomePath = home.Path });
        SchemaCopyResult result = await service.CopySchemaAsync(
            new SchemaCopyRequest { SourceProfile = source.Url, TargetKind = DatabaseKind.Postgres }, CancellationToken.None);
        Assert.Equal(10_000, result.TablesGenerated);
        Assert.Equal(10_000, result.ForeignKeysGenerated);
        Assert.Equal(10_000, result.IndexesGenerated);
    }
}
