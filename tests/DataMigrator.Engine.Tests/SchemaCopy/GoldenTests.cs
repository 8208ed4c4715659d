using System.Text;
using DataMigrator.Catalog;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>The DDL of the nasty schemas, byte for byte, so that a change of it is seen and reviewed.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb)]
    public async Task The_files_are_as_they_were_reviewed(DatabaseKind from, DatabaseKind to)
    {
        Assert.SkipWhen(Repository.Root is null, "The tests do not run within the repository.");
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await source.ExecuteAsync([.. NastySchemas.For(from)]);
        await source.CloseAsync();
        (SchemaScript script, DatabaseCatalog catalog) = await SchemaCopies.ReadAsync(source, to);
        var text = new StringBuilder();
        foreach ((string file, string content) in new SchemaFiles(script, catalog).Render())
        {
            text.Append("==== ").Append(file).Append('\n').Append(content);
        }

        string neutral = text.ToString()
            .Replace(catalog.Database, "nasty", StringComparison.Ordinal)
            .Replace(" " + catalog.ServerVersion + ")", ")", StringComparison.Ordinal);
        Repository.Check(Path.Combine(Repository.Root!, "tests", "DataMigrator.Engine.Tests", "SchemaCopy", "Golden", $"{from}-{to}.sql".ToLowerInvariant()), neutral);
    }
}
