using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Connections that know nothing of the engine, so that what it wrote is read by other eyes.</summary>
internal static class TestConnections
{
    // A machine that is busy with a build or another test may take long to answer; that is no failure.
    private const int ConnectSeconds = 120;

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
            : new MySqlConnection(new MySqlConnectionStringBuilder
            {
                Server = server.Host, Port = (uint)server.Port, UserID = server.User, Password = server.Password ?? "",
                Database = database ?? "", Pooling = false, CharacterSet = "utf8mb4", AllowUserVariables = true,
                AllowPublicKeyRetrieval = true, DefaultCommandTimeout = 0, ConnectionTimeout = ConnectSeconds,
            }.ToString());
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
