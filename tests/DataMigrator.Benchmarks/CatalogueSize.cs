using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;
using Xunit.Sdk;

namespace DataMigrator.Benchmarks;

/// <summary>Copies the schema of many tables, each with an index and some with a foreign key, from every database for every
/// other. Making them takes MySQL minutes, which is why no test does.</summary>
internal sealed class CatalogueSize(int tables)
{
    /// <summary>Null when the arguments can't be understood.</summary>
    public static CatalogueSize? Parse(IReadOnlyList<string> arguments) => arguments switch
    {
        [] => new CatalogueSize(10_000),
        ["--tables", var text] when int.TryParse(text, CultureInfo.InvariantCulture, out int count) && count > 0 => new CatalogueSize(count),
        _ => null,
    };

    public async Task<int> RunAsync()
    {
        Console.WriteLine($"{tables:N0} tables of seven columns; seconds of wall time for the schema copy.");
        Console.WriteLine();
        foreach (DatabaseKind kind in TestServers.AllKinds)
        {
            try
            {
                await CopyAsync(kind);
            }
            catch (SkipException e)
            {
                Console.WriteLine(e.Message);
            }
        }

        return 0;
    }

    private async Task CopyAsync(DatabaseKind kind)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await FillAsync(source);
        await source.CloseAsync();
        foreach (DatabaseKind target in (DatabaseKind[])[DatabaseKind.Sqlite, DatabaseKind.Postgres, DatabaseKind.MySql])
        {
            using var home = new TempFolder();
            var service = new MigrationService(new MigrationServiceOptions { HomePath = home.Path });
            var clock = Stopwatch.StartNew();
            SchemaCopyResult result = await service.CopySchemaAsync(
                new SchemaCopyRequest { SourceProfile = source.Url, TargetKind = target }, CancellationToken.None);
            Console.WriteLine($"{kind + " for " + target,-24}{clock.Elapsed.TotalSeconds,8:0.0}   {result.TablesGenerated:N0} tables, "
                + $"{result.IndexesGenerated:N0} indexes, {result.ForeignKeysGenerated:N0} foreign keys");
        }
    }

    private async Task FillAsync(TestDatabase database)
    {
        const int AtOnce = 100;
        await using DbConnection connection = await database.OpenAsync();
        for (int i = 0; i < tables; i += AtOnce)
        {
            await using DbTransaction transaction = await connection.BeginTransactionAsync();
            await using DbCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = string.Join(";\n", Enumerable.Range(i, Math.Min(AtOnce, tables - i)).Select(Table));
            await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        string Table(int number)
        {
            string key = database.Kind switch
            {
                DatabaseKind.Sqlite => "id INTEGER PRIMARY KEY", DatabaseKind.Postgres => "id serial PRIMARY KEY", _ => "id int AUTO_INCREMENT PRIMARY KEY",
            };
            string reference = number > 0 && number % 4 == 0 ? $", FOREIGN KEY (other) REFERENCES t_{number / 2} (id)" : "";
            return $"CREATE TABLE t_{number} ({key}, name varchar(50) NOT NULL, amount decimal(10,2) CHECK (amount >= 0), note text, "
                + $"flag {(database.Kind == DatabaseKind.Postgres ? "boolean" : "tinyint(1)")}, day date, other int{reference});\n"
                + $"CREATE INDEX ix_{number} ON t_{number} (name)";
        }
    }
}
