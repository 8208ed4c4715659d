using DataMigrator.Catalog;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Every file applies on the real target whatever the source holds.</summary>
public sealed class NastySchemaTests
{
    [Theory]
    [MemberData(nameof(SampleSchemaTests.Directions), MemberType = typeof(SampleSchemaTests))]
    public async Task Every_file_applies_without_an_error(DatabaseKind from, DatabaseKind to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync([.. NastySchemas.For(from)]);
        await source.CloseAsync();
        DatabaseCatalog before = await SchemaCopies.CatalogAsync(source);
        (SchemaScript script, DatabaseCatalog after) = await SchemaCopies.CopyAsync(source, target);
        Assert.Equal(script.Tables.Count(s => s.Kind == SchemaObjectKind.Table), after.Tables.Count);
        foreach (CatalogTable table in before.Tables.Where(t => t.Columns.Count > 0))
        {
            CatalogTable copy = after.FindTable(script.TableNames[table.Name])!;
            Assert.Equal(table.Columns.Select(c => script.ColumnNames[(table.Name, c.Name)]), copy.Columns.Select(c => c.Name));
            Assert.Equal(table.PrimaryKey?.Columns.Count, copy.PrimaryKey?.Columns.Count);
        }
    }
}
