using System.Data.Common;
using Npgsql;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Loads Chinook and Sakila as their authors publish them for each database.</summary>
internal static class SampleDatabases
{
    // The scripts make, choose and name databases of a fixed name; a test has one of its own.
    private static readonly string[] AboutDatabases = ["DROP DATABASE", "CREATE DATABASE", "DROP SCHEMA", "CREATE SCHEMA", "USE "];

    /// <summary>Chinook; PostgreSQL's names are in snake_case, the others' in PascalCase.</summary>
    public static async Task LoadChinookAsync(TestDatabase database)
    {
        switch (database.Kind)
        {
            case DatabaseKind.Sqlite:
                await database.CloseAsync();
                File.Copy(SharedData.File("chinook/Chinook_Sqlite.sqlite"), database.Name, overwrite: true);
                break;
            case DatabaseKind.Postgres:
                await RunAsync(database, SharedData.File("chinook/Chinook_PostgreSql.sql"));
                break;
            default:
                await RunAsync(database, SharedData.File("chinook/Chinook_MySql.sql"));
                break;
        }
    }

    /// <summary>Sakila with its views, triggers and routines; for SQLite the schema alone, for there is no data.</summary>
    public static async Task LoadSakilaAsync(TestDatabase database)
    {
        switch (database.Kind)
        {
            case DatabaseKind.Sqlite:
                await database.ExecuteAsync(await File.ReadAllTextAsync(SharedData.File("sakila/sakila-sqlite-schema.sql")));
                break;
            case DatabaseKind.Postgres:
                await RunAsync(database, SharedData.File("sakila/sakila-postgres-schema.sql"));
                await RunAsync(database, SharedData.File("sakila/sakila-postgres-data.sql"));
                break;
            default:
                await RunAsync(database, SharedData.File("sakila/sakila-mysql-schema.sql"));
                await RunAsync(database, SharedData.File("sakila/sakila-mysql-data.sql"));
                break;
        }
    }

    /// <summary>Runs a script made for mysql or psql.</summary>
    public static async Task RunAsync(TestDatabase database, string path)
    {
        // A connection of its own: scripts change the session's settings.
        await using DbConnection connection = await database.OpenAsync();
        string text = await File.ReadAllTextAsync(path);
        var script = new SqlScript(database.Kind, text.Replace(" sakila.", " " + database.Name + "."));
        foreach (ScriptStatement statement in script.Statements())
        {
            if (AboutDatabases.Any(s => statement.Sql.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (statement.CopyData is not null)
            {
                await using TextWriter writer = await ((NpgsqlConnection)connection).BeginTextImportAsync(statement.Sql);
                await writer.WriteAsync(statement.CopyData);
            }
            else
            {
                await using DbCommand command = connection.CreateCommand();
                command.CommandText = statement.Sql;
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
