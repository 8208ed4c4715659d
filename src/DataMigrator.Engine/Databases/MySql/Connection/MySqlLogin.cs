using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using DataMigrator.Profiles;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Connection;

/// <summary>Opens connections and sets their sessions up for exact values.</summary>
internal static class MySqlLogin
{
    /// <summary>STRICT_ALL_TABLES: a wrong value is an error also in tables without transactions.
    /// NO_AUTO_VALUE_ON_ZERO: an id of 0 stays 0. ALLOW_INVALID_DATES and the absence of NO_ZERO_DATE and NO_ZERO_IN_DATE:
    /// what one MySQL database holds can be stored in another; dates from other databases are days of the calendar
    /// always. The absence of ANSI_QUOTES, NO_BACKSLASH_ESCAPES, PAD_CHAR_TO_FULL_LENGTH: literals mean one thing.</summary>
    private const string SqlMode = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION";

    // max_sort_length: 1,024 bytes of a value by default, and a key has up to 3,072, in a collation's weights several times
    // that; rows in no total order can't be read on after a key. The sort buffer must hold fifteen values of that length.
    private const string Setup =
        "SET SESSION time_zone = '+00:00', sql_mode = '" + SqlMode + "', sql_big_selects = 1, sql_select_limit = DEFAULT, "
        + "innodb_lock_wait_timeout = 50, lock_wait_timeout = 300, net_read_timeout = 86400, net_write_timeout = 86400, "
        + "wait_timeout = 604800, max_sort_length = 65536, "
        + "sort_buffer_size = CAST(GREATEST(@@SESSION.sort_buffer_size, 4194304) AS UNSIGNED)";

    // Statements of any length; estimates as they are now instead of a day ago.
    private const string MySqlSetup = "SET SESSION max_execution_time = 0, information_schema_stats_expiry = 0";
    private const string MariaDbSetup = "SET SESSION max_statement_time = 0";

    private const int UnableToConnect = 1042;

    /// <exception cref="MigrationException">CONNECTION_FAILED, ACCESS_DENIED or INVALID_PARAMETER.</exception>
    public static async Task<DatabaseSession> OpenAsync(DatabaseAddress address, AccessMode access,
        CancellationToken cancellationToken)
    {
        MySqlConnectionStringBuilder settings = MySqlConnectionString.From(address);
        DbConnection? connection = null;
        try
        {
            connection = new MySqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            DatabaseSession session = await SetUpAsync(connection, address, access, cancellationToken).ConfigureAwait(false);
            connection = null;
            return session;
        }
        catch (Exception e) when (e is not (OperationCanceledException or MigrationException))
        {
            throw await FailureAsync(e, address, settings).ConfigureAwait(false);
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<DatabaseSession> SetUpAsync(DbConnection connection, DatabaseAddress address,
        AccessMode access, CancellationToken cancellationToken)
    {
        string version = "";
        long lowerCase = 0;
        await using (DbCommand command = connection.CreateCommand())
        {
            command.CommandText = "SELECT VERSION(), @@lower_case_table_names";
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                version = reader.GetString(0);
                lowerCase = Convert.ToInt64(reader.GetValue(1));
            }
        }

        bool isMariaDb = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        DatabaseKind kind = isMariaDb ? DatabaseKind.MariaDb : DatabaseKind.MySql;
        var session = new DatabaseSession(new MySqlDatabase(kind, tableNamesAreCaseSensitive: lowerCase == 0), kind,
            connection, address, version);
        await session.ExecuteAsync("SET NAMES utf8mb4", cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(Setup, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(isMariaDb ? MariaDbSetup : MySqlSetup, cancellationToken).ConfigureAwait(false);
        if (access == AccessMode.ReadOnly)
        {
            await session.ExecuteAsync("SET SESSION TRANSACTION READ ONLY", cancellationToken).ConfigureAwait(false);
        }

        return session;
    }

    private static async Task<MigrationException> FailureAsync(
        Exception e, DatabaseAddress address, MySqlConnectionStringBuilder settings)
    {
        int number = 0;
        for (Exception? inner = e; inner is not null && number == 0; inner = inner.InnerException)
        {
            number = inner is MySqlException error ? error.Number : 0;
        }

        string? tls = FindTlsFailure(e);
        SocketError? socket = FindSocketError(e);
        if (socket is null && tls is null && number is UnableToConnect or 2002 or 2003)
        {
            // The driver tries the host's addresses one by one and keeps no reason.
            socket = await IsKnownHostAsync(settings).ConfigureAwait(false)
                ? SocketError.ConnectionRefused
                : SocketError.HostNotFound;
        }

        string user = $"user '{settings.UserID}'";
        (string reason, string next) = number switch
        {
            1045 or 1698 => ($"the server refused the login of {user}",
                "Check the user name and the password, and that the server lets this user in from this machine."),
            1044 => ($"{user} has no right to the database", "Grant it rights to the database, or use another user."),
            1049 => ("there is no such database", "Check the name, or create the database."),
            1040 or 1203 => ("the server has no connection left", "Close others, or raise max_connections."),
            1129 or 1130 => ("the server lets no one in from this machine",
                "Allow this host, or flush the server's host cache."),
            1227 or 1820 or 1862 => (e.Message, "Change the user's rights or its expired password."),
            3159 => ("the server takes TLS connections only", "Set the option SslMode to Required."),
            _ when tls is not null => ($"TLS could not be set up: {tls.TrimEnd('.')}",
                "Check the option SslMode (None, Preferred and Required look at no certificate, VerifyCA and VerifyFull do), SslCa, and "
                + "the server's certificate and versions of TLS."),
            _ when socket == SocketError.ConnectionRefused => ("nothing answers there",
                "Check host and port, and that the server runs."),
            _ when socket is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                ("the host is not known", "Check the host's name."),
            _ when socket == SocketError.TimedOut || e is TimeoutException
                || e.Message.Contains("timeout", StringComparison.OrdinalIgnoreCase) => ("the server did not answer in time",
                "Check host, port and firewalls, or raise the option ConnectionTimeout."),
            _ when IsKeyRetrieval(e) => ("the password can't be sent safely without TLS",
                "Set the option SslMode to Required, or AllowPublicKeyRetrieval to true where the network is trusted."),
            _ => (e.Message.TrimEnd('.'), "Check the profile's host, port, user and options."),
        };
        string code = number is 1044 or 1227 ? ErrorCodes.AccessDenied : ErrorCodes.ConnectionFailed;
        return new MigrationException(code,
            $"Could not connect to {address} ({settings.Place}, {user}): {reason}. {next}", e)
        {
            Target = address.Profile.Name,
        };
    }

    private static async Task<bool> IsKnownHostAsync(MySqlConnectionStringBuilder settings)
    {
        try
        {
            return settings.IsSocket || (await Dns.GetHostAddressesAsync(settings.Server).ConfigureAwait(false)).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsKeyRetrieval(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner.Message.Contains("public key", StringComparison.OrdinalIgnoreCase)
                || inner.Message.Contains("AllowPublicKeyRetrieval", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? FindTlsFailure(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException || inner.Message.Contains("SSL", StringComparison.Ordinal)
                || inner.Message.Contains("TLS", StringComparison.Ordinal))
            {
                return inner.Message;
            }
        }

        return null;
    }

    private static SocketError? FindSocketError(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return socket.SocketErrorCode;
            }

            if (inner is AggregateException { InnerExceptions: [SocketException first, ..] })
            {
                return first.SocketErrorCode;
            }
        }

        return null;
    }
}
