using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>The matrix compares what was read on two sides; this makes sure that reading itself is true.</summary>
public sealed class NeutralTablesTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task Every_database_gives_back_what_the_tests_put_in(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await NeutralData.CreateAsync(database, NeutralTables.All);
        await NeutralData.FillAsync(database, NeutralTables.All);

        foreach (NeutralTable table in NeutralTables.All)
        {
            Assert.Equal(NeutralData.Expected(table, NeutralTables.Computed), await NeutralData.ReadAsync(database, table));
        }
    }
}
