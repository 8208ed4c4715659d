using DataMigrator.Profiles;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Connection;

/// <summary>A profile as Npgsql's settings. Options are Npgsql's, or go by libpq's names.</summary>
internal static class PostgresOptions
{
    private static readonly Dictionary<string, string> LibpqNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslnegotiation"] = "SSL Negotiation",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["channel_binding"] = "Channel Binding",
        ["gssencmode"] = "GSS Encryption Mode",
        ["require_auth"] = "Require Auth",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <summary>What the profile's own keys say, or what the engine relies on.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Server", "Port", "Database", "DB", "Username", "User Name", "UserId", "User Id", "UID", "user",
        "Password", "PSW", "PWD", "Passfile", "Pooling", "Multiplexing", "Enlist", "Client Encoding", "Encoding",
        "Timezone", "Command Timeout", "Persist Security Info", "Log Parameters", "Include Error Detail",
        "Server Compatibility Mode", "No Reset On Close",
    };

    /// <exception cref="MigrationException">INVALID_PARAMETER: an option that is unknown, reserved or has no such value.</exception>
    public static NpgsqlConnectionStringBuilder Build(DatabaseAddress address)
    {
        ConnectionProfile profile = address.Profile;
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "datamigrator",
            Timeout = 15,
            KeepAlive = 30,
            TcpKeepAlive = true,
        };
        foreach ((string name, string value) in profile.Options)
        {
            Set(settings, profile, name, value);
        }

        settings.Host = profile.Host ?? "localhost";
        settings.Port = address.Port;
        settings.Database = address.Database;
        settings.Username = profile.Username ?? Environment.UserName;
        settings.Password = address.Secret;
        settings.Pooling = false;
        settings.Enlist = false;
        settings.CommandTimeout = 0;
        settings.IncludeErrorDetail = true;
        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, ConnectionProfile profile, string name, string value)
    {
        if (Reserved.Contains(name))
        {
            throw Invalid(profile, name, "can't be set as an option; host, port, username, password and database are keys " +
                "of the profile, the rest is set by the engine");
        }

        string keyword = LibpqNames.GetValueOrDefault(name, name);
        if (!settings.ContainsKey(keyword))
        {
            throw Invalid(profile, name, "is unknown; options are those of Npgsql (such as SslMode, Root Certificate, " +
                "Timeout, Keepalive, Search Path, Options) or libpq's names for them");
        }

        try
        {
            // verify-full of libpq is VerifyFull here.
            bool isEnum = !value.Contains('/', StringComparison.Ordinal);
            settings[keyword] = isEnum && value.StartsWith("verify-", StringComparison.OrdinalIgnoreCase)
                ? value.Replace("-", "", StringComparison.Ordinal)
                : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw Invalid(profile, name, "has a value that it can't have");
        }
    }

    private static MigrationException Invalid(ConnectionProfile profile, string option, string why) =>
        new(ErrorCodes.InvalidParameter, $"The option \"{option}\" of the PostgreSQL profile {profile} {why}.")
        {
            Target = profile.Name,
        };
}
