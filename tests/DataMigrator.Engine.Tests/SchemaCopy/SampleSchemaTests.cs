using DataMigrator.Catalog;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>The public sample databases in every direction: each file applies without an error.</summary>
public sealed class SampleSchemaTests(SampleSources sources) : IClassFixture<SampleSources>
{
    public static TheoryData<DatabaseKind, DatabaseKind> Directions()
    {
        var directions = new TheoryData<DatabaseKind, DatabaseKind>();
        foreach (DatabaseKind from in Enum.GetValues<DatabaseKind>())
        {
            foreach (DatabaseKind to in Enum.GetValues<DatabaseKind>())
            {
                directions.Add(from, to);
            }
        }

        return directions;
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Chinook_keeps_all_tables_keys_and_indexes(DatabaseKind from, DatabaseKind to)
    {
        TestDatabase source = await sources.ChinookAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        DatabaseCatalog before = await SchemaCopies.CatalogAsync(source);
        (SchemaScript script, DatabaseCatalog after) = await SchemaCopies.CopyAsync(source, target);
        Assert.Equal(before.Tables.Count, after.Tables.Count);
        foreach (CatalogTable table in before.Tables)
        {
            CatalogTable copy = after.FindTable(script.TableNames[table.Name])!;
            Assert.Equal(table.Columns.Select(c => c.Name), copy.Columns.Select(c => c.Name));
            Assert.Equal(table.PrimaryKey!.Columns, copy.PrimaryKey!.Columns);
            Assert.Equal(table.ForeignKeys.Count, copy.ForeignKeys.Count);
            Assert.Superset(table.Indexes.Select(i => string.Join(",", i.Parts.Select(p => p.Column))).ToHashSet(),
                copy.Indexes.Select(i => string.Join(",", i.Parts.Select(p => p.Column))).ToHashSet());
        }

        Assert.Empty(script.Skipped);
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Sakila_applies_without_an_error(DatabaseKind from, DatabaseKind to)
    {
        TestDatabase source = await sources.SakilaAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        DatabaseCatalog before = await SchemaCopies.CatalogAsync(source);
        (SchemaScript script, DatabaseCatalog after) = await SchemaCopies.CopyAsync(source, target);
        Assert.Equal(before.Tables.Count, after.Tables.Count);
        Assert.Equal(before.Tables.Sum(t => t.ForeignKeys.Count),
            after.Tables.Sum(t => t.ForeignKeys.Count) + script.Skipped.Count(s => s.Type == "foreign_key"));
    }
}
