using System.Net.Sockets;
using System.Security.Authentication;
using DataMigrator.Profiles;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Connection;

/// <summary>Opens connections, set up so that values are exact whatever the server's and the role's settings.</summary>
internal static class PostgresConnection
{
    /// <summary>Opens a connection.</summary>
    /// <exception cref="MigrationException">CONNECTION_FAILED, ACCESS_DENIED, or INVALID_PARAMETER for an option.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(DatabaseAddress address, AccessMode access,
        CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder settings = PostgresOptions.Build(address);
        NpgsqlConnection connection = Create(settings);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText = SessionSettings(connection, access);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or IOException or TimeoutException
            or AuthenticationException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw Failure(e, address, settings);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The database knows its texts' encoding, and sends them as valid UTF-8.</summary>
    public static bool HasEncoding(NpgsqlConnection connection) =>
        connection.PostgresParameters.GetValueOrDefault("server_encoding") != "SQL_ASCII";

    // The catalogue reader asks for types itself; the driver's loading of all of them costs a query a connection.
    private static NpgsqlConnection Create(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build().CreateConnection();
    }

    private static string SessionSettings(NpgsqlConnection connection, AccessMode access)
    {
        Version version = connection.PostgreSqlVersion;
        List<(string Name, string Value)> settings =
        [
            ("TimeZone", "UTC"),
            ("DateStyle", "ISO, YMD"),
            ("IntervalStyle", "postgres"),
            ("bytea_output", "hex"),
            ("extra_float_digits", "3"),
            ("standard_conforming_strings", "on"),
            // Its text is then two digits after a point; binary money does not depend on it.
            ("lc_monetary", "C"),
            // A policy would hide rows in silence; off, the server refuses instead.
            ("row_security", "off"),
            // Rows of a table without a key come in the same order each time.
            ("synchronize_seqscans", "off"),
            // A long COPY, and a snapshot that waits for a slow target, are no faults.
            ("statement_timeout", "0"),
            ("idle_in_transaction_session_timeout", "0"),
            // A client whose machine is gone is missed after 90 seconds: the session that it left stands in the way of the next.
            ("tcp_keepalives_idle", "60"),
            ("tcp_keepalives_interval", "10"),
            ("tcp_keepalives_count", "3"),
        ];
        if (!HasEncoding(connection))
        {
            // The server would refuse to send what is not valid in the client's encoding; the reader tells which values.
            settings.Add(("client_encoding", "SQL_ASCII"));
        }

        if (version.Major >= 14)
        {
            settings.Add(("idle_session_timeout", "0"));
        }

        if (version.Major >= 17)
        {
            settings.Add(("transaction_timeout", "0"));
        }

        if (access is AccessMode.ReadOnly)
        {
            settings.Add(("default_transaction_read_only", "on"));
        }

        return "SELECT " + string.Join(", ", settings.Select(s => $"pg_catalog.set_config('{s.Name}', '{s.Value}', false)"));
    }

    private static MigrationException Failure(Exception e, DatabaseAddress address, NpgsqlConnectionStringBuilder settings)
    {
        string tried = $"Connecting to PostgreSQL at {settings.Host}:{settings.Port}, database \"{settings.Database}\"" +
            $", as user \"{settings.Username}\" ({address}) failed: ";
        var server = e as PostgresException;
        string code = server?.SqlState == PostgresErrorCodes.InsufficientPrivilege
            ? ErrorCodes.AccessDenied
            : ErrorCodes.ConnectionFailed;
        return new MigrationException(code, tried + Reason(e) + " " + Advice(e, server?.SqlState), e)
        {
            Target = address.ToString(),
        };
    }

    private static string Reason(Exception e)
    {
        string reason = e is PostgresException server ? server.MessageText
            : Cause<SocketException>(e)?.Message ?? Cause<AuthenticationException>(e)?.Message ?? e.Message;
        return reason.EndsWith('.') ? reason : reason + ".";
    }

    private static string Advice(Exception e, string? sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidPassword => "Check the username and the password reference of the profile.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Check the username, and the server's pg_hba.conf for this client and sslmode.",
        PostgresErrorCodes.InvalidCatalogName => "Check the database's name (psql -l lists them), or create it first.",
        PostgresErrorCodes.InsufficientPrivilege => "Grant CONNECT on the database to this user.",
        PostgresErrorCodes.TooManyConnections => "Close other connections or raise max_connections, then try again.",
        PostgresErrorCodes.CannotConnectNow => "The server is starting up or shutting down: try again shortly.",
        not null => "See the server's log.",
        null when Cause<SocketException>(e) is { } socket => socket.SocketErrorCode is SocketError.HostNotFound
                or SocketError.NoData or SocketError.TryAgain
            ? "Check the host's name."
            : "Check the host and the port, that the server runs and listens there, and the firewall.",
        null when Cause<AuthenticationException>(e) is not null || e.Message.Contains("SSL", StringComparison.Ordinal) =>
            "Check the profile's SslMode and certificates (SslMode=Disable connects without encryption).",
        null when e is ArgumentException => "Check the profile's options.",
        null when e.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            "Give the profile a password reference such as ${env:NAME}.",
        null => "Check the host, the port and the network.",
    };

    private static T? Cause<T>(Exception e)
        where T : Exception
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }
}
