using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Connections that know nothing of the engine, so that what it wrote is read by other eyes.</summary>
internal static class TestConnections
{
    // A machine that is busy with a build or another test may take long to answer; that is no failure.
    private const int ConnectSeconds = 120;

    // The driver for MySQL is chosen when the engine is built; either comes with a factory.
    private static readonly Lazy<DbProviderFactory> MySql = new(() =>
    {
        Type factory = Type.GetType("MySqlConnector.MySqlConnectorFactory, MySqlConnector")
            ?? Type.GetType("MySql.Data.MySqlClient.MySqlClientFactory, MySql.Data")
            ?? throw new InvalidOperationException("No driver for MySQL is beside the tests.");
        return (DbProviderFactory)factory.GetField("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    });

    public static async Task<DbConnection> OpenSqliteAsync(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Pooling = false, DefaultTimeout = 0,
        }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<DbConnection> OpenAsync(DatabaseKind kind, ServerUrl server, string? database)
    {
        DbConnection connection = kind == DatabaseKind.Postgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder
            {
                Host = server.Host, Port = server.Port, Username = server.User, Password = server.Password,
                Database = database ?? "postgres", Pooling = false, CommandTimeout = 0, Timezone = "UTC",
                Timeout = ConnectSeconds,
            }.ToString())
            : MySql.Value.CreateConnection()!;
        if (kind != DatabaseKind.Postgres)
        {
            connection.ConnectionString = new DbConnectionStringBuilder
            {
                ["Server"] = server.Host, ["Port"] = server.Port, ["User ID"] = server.User,
                ["Password"] = server.Password ?? "", ["Database"] = database ?? "", ["Pooling"] = false,
                ["CharacterSet"] = "utf8mb4",
                ["AllowUserVariables"] = true, ["AllowPublicKeyRetrieval"] = true, ["DefaultCommandTimeout"] = 0,
                ["ConnectionTimeout"] = ConnectSeconds,
            }.ToString();
        }

        await connection.OpenAsync();
        if (kind != DatabaseKind.Postgres)
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SET time_zone = '+00:00', NAMES utf8mb4";
            await command.ExecuteNonQueryAsync();
        }

        return connection;
    }
}
