using System.Data.Common;
#if MYSQL_DATA
using MySql.Data.MySqlClient;
#else
using MySqlConnector;
#endif

namespace DataMigrator.Providers.MySql.Driver;

/// <summary>What is not in System.Data.Common. MySqlConnector and MySql.Data differ in a few names alone.</summary>
internal static class MySqlDriver
{
    public static DbConnection Create(MySqlConnectionSettings settings)
    {
        var builder = new MySqlConnectionStringBuilder
        {
            Server = settings.Host,
            UserID = settings.User,
            Password = settings.Password ?? "",
            Database = settings.Database,
            Pooling = false,
            ConnectionTimeout = (uint)settings.ConnectionTimeout,
            Keepalive = (uint)settings.Keepalive,
            DefaultCommandTimeout = 0,
            UseCompression = settings.UseCompression,
            AllowPublicKeyRetrieval = settings.AllowPublicKeyRetrieval,
            AllowLoadLocalInfile = true,
            AllowUserVariables = true,
            AllowZeroDateTime = true,
            // A tinyint(1) may hold 2.
            TreatTinyAsBoolean = false,
#if !MYSQL_DATA
            // A char(36) or binary(16) need not be a uuid.
            GuidFormat = MySqlGuidFormat.None,
#endif
            CharacterSet = "utf8mb4",
            SslMode = settings.Tls switch
            {
                MySqlTls.None => MySqlSslMode.Disabled,
                MySqlTls.Required => MySqlSslMode.Required,
                MySqlTls.VerifyCa => MySqlSslMode.VerifyCA,
                MySqlTls.VerifyFull => MySqlSslMode.VerifyFull,
                _ => MySqlSslMode.Preferred,
            },
        };
        if (settings.IsSocket)
        {
            builder.ConnectionProtocol = MySqlConnectionProtocol.Unix;
        }
        else
        {
            builder.Port = (uint)settings.Port;
        }

        if (settings.SslCa is { } ca)
        {
            builder.SslCa = ca;
        }

        if (settings.SslCert is { } certificate)
        {
            builder.SslCert = certificate;
        }

        if (settings.SslKey is { } key)
        {
            builder.SslKey = key;
        }

        return new MySqlConnection(builder.ConnectionString);
    }

    /// <summary>Loads a stream and returns the rows that the server counts as inserted.</summary>
    public static async Task<long> LoadAsync(
        DbConnection connection, MySqlLoad load, Stream source, CancellationToken cancellationToken)
    {
        var loader = new MySqlBulkLoader((MySqlConnection)connection)
        {
            TableName = load.Table,
            CharacterSet = "binary",
            FieldTerminator = "\t",
            EscapeCharacter = '\\',
            LineTerminator = "\n",
            Local = true,
            Timeout = 0,
        };
        loader.Columns.AddRange(load.Columns);
        loader.Expressions.AddRange(load.Expressions);
#if MYSQL_DATA
        return await loader.LoadAsync(source, cancellationToken).ConfigureAwait(false);
#else
        loader.SourceStream = source;
        return await loader.LoadAsync(cancellationToken).ConfigureAwait(false);
#endif
    }

    /// <summary>The server's (or, below 1000 and over 2000, the client's) error number; false for another exception.</summary>
    public static bool TryGetError(Exception exception, out int number, out string? sqlState)
    {
        if (exception is MySqlException error)
        {
            number = error.Number;
            sqlState = error.SqlState;
            return true;
        }

        number = 0;
        sqlState = null;
        return false;
    }
}
