using System.Net;
using DataMigrator.Profiles;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Connection;

/// <summary>What a profile says, as the driver takes it: the session's own settings are fixed, the profile's options are read
/// one by one.</summary>
internal static class MySqlConnectionString
{
    private static readonly string[] Known =
    [
        "SslMode", "SslCa", "SslCert", "SslKey", "ConnectionTimeout", "Keepalive", "UseCompression",
        "AllowPublicKeyRetrieval",
    ];

    /// <exception cref="MigrationException">INVALID_PARAMETER for an option that is unknown or has no such value.</exception>
    public static MySqlConnectionStringBuilder From(DatabaseAddress address)
    {
        ConnectionProfile profile = address.Profile;
        string host = string.IsNullOrEmpty(profile.Host) ? "127.0.0.1" : profile.Host;
        var settings = new MySqlConnectionStringBuilder
        {
            Server = host,
            UserID = profile.Username ?? "",
            Password = address.Secret ?? "",
            Database = address.Database,
            Pooling = false,
            ConnectionTimeout = 15,
            Keepalive = 0,
            DefaultCommandTimeout = 0,
            // caching_sha2_password without TLS encrypts the password with the server's RSA key. Asking the server itself
            // for that key lets a man in the middle read the password, so it is done only on this machine's own loopback,
            // or when the option says so.
            AllowPublicKeyRetrieval = IsLoopback(host),
            AllowLoadLocalInfile = true,
            AllowUserVariables = true,
            AllowZeroDateTime = true,
            // A tinyint(1) may hold 2.
            TreatTinyAsBoolean = false,
            // A char(36) or binary(16) need not be a uuid.
            GuidFormat = MySqlGuidFormat.None,
            CharacterSet = "utf8mb4",
            SslMode = MySqlSslMode.Preferred,
        };
        if (settings.IsSocket)
        {
            settings.ConnectionProtocol = MySqlConnectionProtocol.Unix;
        }
        else
        {
            settings.Port = (uint)address.Port;
        }

        foreach ((string name, string value) in profile.Options)
        {
            Apply(settings, profile, name, value);
        }

        return settings;
    }

    extension(MySqlConnectionStringBuilder settings)
    {
        /// <summary>A Unix socket: the host is a path.</summary>
        public bool IsSocket => settings.Server.StartsWith('/');

        /// <summary>As messages name the place: <c>db1:3306/shop</c>.</summary>
        public string Place => (settings.IsSocket ? settings.Server : settings.Server + ":" + settings.Port)
            + (settings.Database.Length == 0 ? "" : "/" + settings.Database);
    }

    private static void Apply(MySqlConnectionStringBuilder settings, ConnectionProfile profile, string name, string value)
    {
        switch (Fold(name))
        {
            case "sslmode":
                settings.SslMode = ParseTls(profile, name, value);
                break;
            case "sslca":
                settings.SslCa = value;
                break;
            case "sslcert":
                settings.SslCert = value;
                break;
            case "sslkey":
                settings.SslKey = value;
                break;
            case "connectiontimeout" or "connecttimeout":
                settings.ConnectionTimeout = ParseSeconds(profile, name, value);
                break;
            case "keepalive":
                settings.Keepalive = ParseSeconds(profile, name, value);
                break;
            case "usecompression":
                settings.UseCompression = ParseFlag(profile, name, value);
                break;
            case "allowpublickeyretrieval":
                settings.AllowPublicKeyRetrieval = ParseFlag(profile, name, value);
                break;
            default:
                throw Invalid(profile,
                    $"has the option '{name}', which is not one for MySQL. Use one of: {string.Join(", ", Known)}.");
        }
    }

    private static MySqlSslMode ParseTls(ConnectionProfile profile, string name, string value) => Fold(value) switch
    {
        "none" or "disabled" or "disable" => MySqlSslMode.Disabled,
        "preferred" or "prefer" => MySqlSslMode.Preferred,
        "required" or "require" => MySqlSslMode.Required,
        "verifyca" => MySqlSslMode.VerifyCA,
        "verifyfull" or "verifyidentity" => MySqlSslMode.VerifyFull,
        _ => throw Invalid(profile, $"sets '{name}' to '{value}'. Use None, Preferred, Required, VerifyCA or VerifyFull."),
    };

    private static uint ParseSeconds(ConnectionProfile profile, string name, string value) =>
        int.TryParse(value, out int seconds) && seconds >= 0
            ? (uint)seconds
            : throw Invalid(profile, $"sets '{name}' to '{value}'. Use a number of seconds.");

    private static bool ParseFlag(ConnectionProfile profile, string name, string value) => Fold(value) switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw Invalid(profile, $"sets '{name}' to '{value}'. Use true or false."),
    };

    private static MigrationException Invalid(ConnectionProfile profile, string what) =>
        new(ErrorCodes.InvalidParameter, $"The profile '{profile.Name}' {what}") { Target = profile.Name };

    private static string Fold(string text) =>
        text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsLoopback(string host) =>
        host.StartsWith('/') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
