using System.Data.Common;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Copies schemas between test databases, through the files as a person would.</summary>
internal static class SchemaCopies
{
    /// <summary>The script of a database for a target.</summary>
    public static async Task<(SchemaScript Script, DatabaseCatalog Catalog)> ReadAsync(TestDatabase source, DatabaseKind target,
        params string[] tables)
    {
        await using DatabaseSession session = await source.OpenSessionAsync(AccessMode.ReadOnly);
        await session.Database.BeginSnapshotAsync(session, CancellationToken.None);
        DatabaseCatalog catalog = await session.Database.ReadCatalogAsync(session, CatalogDetail.Everything, CancellationToken.None);
        HashSet<TableName>? chosen = tables.Length == 0 ? null
            : catalog.Tables.Select(t => t.Name).Where(t => tables.Contains(t.Name)).ToHashSet();
        SchemaScript script = await SchemaReader.ReadAsync(session, catalog, target, chosen, new TranslationOptions(),
            CancellationToken.None);
        return (script, catalog);
    }

    public static async Task<DatabaseCatalog> CatalogAsync(TestDatabase database)
    {
        await using DatabaseSession session = await database.OpenSessionAsync(AccessMode.ReadOnly);
        return await session.Database.ReadCatalogAsync(session, CatalogDetail.Everything, CancellationToken.None);
    }

    /// <summary>Runs the five main files, as a client would, statement by statement.</summary>
    public static async Task ApplyAsync(TestDatabase target, SchemaScript script, DatabaseCatalog catalog)
    {
        IReadOnlyDictionary<string, string> files = new SchemaFiles(script, catalog).Render();
        await using DbConnection connection = await target.OpenAsync();
        foreach (string file in SchemaFiles.Main)
        {
            // SQLite's driver takes a whole file, and a trigger's body holds semicolons of its own.
            IEnumerable<ScriptStatement> statements = target.Kind == DatabaseKind.Sqlite
                ? [new ScriptStatement(files[file])]
                : new SqlScript(target.Kind, files[file]).Statements();
            foreach (ScriptStatement statement in statements)
            {
                await using DbCommand command = connection.CreateCommand();
                command.CommandText = statement.Sql;
                try
                {
                    await command.ExecuteNonQueryAsync();
                }
                catch (DbException e)
                {
                    Assert.Fail($"{file}: {e.Message}\n{statement.Sql}");
                }
            }
        }
    }

    /// <summary>Copies the schema and gives the target's catalogue.</summary>
    public static async Task<(SchemaScript Script, DatabaseCatalog Target)> CopyAsync(TestDatabase source, TestDatabase target)
    {
        (SchemaScript script, DatabaseCatalog catalog) = await ReadAsync(source, target.Kind);
        await ApplyAsync(target, script, catalog);
        return (script, await CatalogAsync(target));
    }
}
