using System.Net;
using DataMigrator.Profiles;

namespace DataMigrator.Providers.MySql.Driver;

/// <summary>TLS towards the server.</summary>
internal enum MySqlTls
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Where the server offers it, without looking at its certificate; the default.</summary>
    Preferred,

    /// <summary>Always, without looking at the certificate.</summary>
    Required,

    /// <summary>Always, with a certificate from a trusted authority.</summary>
    VerifyCa,

    /// <summary>Always, with a certificate from a trusted authority for that host.</summary>
    VerifyFull,
}

/// <summary>What a driver needs to connect, whichever it is.</summary>
internal sealed record MySqlConnectionSettings
{
    private static readonly string[] Known =
    [
        "SslMode", "SslCa", "SslCert", "SslKey", "ConnectionTimeout", "Keepalive", "UseCompression",
        "AllowPublicKeyRetrieval",
    ];

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    public required string Database { get; init; }

    public string? Password { get; init; }

    public MySqlTls Tls { get; init; } = MySqlTls.Preferred;

    public string? SslCa { get; init; }

    public string? SslCert { get; init; }

    public string? SslKey { get; init; }

    public int ConnectionTimeout { get; init; } = 15;

    public int Keepalive { get; init; }

    public bool UseCompression { get; init; }

    /// <summary>caching_sha2_password without TLS encrypts the password with the server's RSA key. Asking the server itself
    /// for that key lets a man in the middle read the password, so it is done only on this machine's own loopback, or
    /// when the option AllowPublicKeyRetrieval says so.</summary>
    public bool AllowPublicKeyRetrieval { get; init; }

    /// <summary>A Unix socket: the host is a path.</summary>
    public bool IsSocket => Host.StartsWith('/');

    /// <summary>As messages name the place: <c>db1:3306/shop</c>.</summary>
    public string Place => (IsSocket ? Host : Host + ":" + Port) + (Database.Length == 0 ? "" : "/" + Database);

    /// <exception cref="MigrationException">INVALID_PARAMETER for an option that is unknown or has no such value.</exception>
    public static MySqlConnectionSettings From(DatabaseAddress address)
    {
        ConnectionProfile profile = address.Profile;
        string host = string.IsNullOrEmpty(profile.Host) ? "127.0.0.1" : profile.Host;
        var settings = new MySqlConnectionSettings
        {
            Host = host,
            Port = address.Port,
            User = profile.Username ?? "",
            Database = address.Database,
            Password = address.Secret,
            AllowPublicKeyRetrieval = IsLoopback(host),
        };
        foreach ((string name, string value) in profile.Options)
        {
            settings = Apply(settings, profile, name, value);
        }

        return settings;
    }

    private static MySqlConnectionSettings Apply(
        MySqlConnectionSettings settings, ConnectionProfile profile, string name, string value)
    {
        return Fold(name) switch
        {
            "sslmode" => settings with { Tls = ParseTls(profile, name, value) },
            "sslca" => settings with { SslCa = value },
            "sslcert" => settings with { SslCert = value },
            "sslkey" => settings with { SslKey = value },
            "connectiontimeout" or "connecttimeout" =>
                settings with { ConnectionTimeout = ParseSeconds(profile, name, value) },
            "keepalive" => settings with { Keepalive = ParseSeconds(profile, name, value) },
            "usecompression" => settings with { UseCompression = ParseFlag(profile, name, value) },
            "allowpublickeyretrieval" => settings with { AllowPublicKeyRetrieval = ParseFlag(profile, name, value) },
            _ => throw Invalid(profile,
                $"has the option '{name}', which is not one for MySQL. Use one of: {string.Join(", ", Known)}."),
        };
    }

    private static MySqlTls ParseTls(ConnectionProfile profile, string name, string value) => Fold(value) switch
    {
        "none" or "disabled" or "disable" => MySqlTls.None,
        "preferred" or "prefer" => MySqlTls.Preferred,
        "required" or "require" => MySqlTls.Required,
        "verifyca" => MySqlTls.VerifyCa,
        "verifyfull" or "verifyidentity" => MySqlTls.VerifyFull,
        _ => throw Invalid(profile, $"sets '{name}' to '{value}'. Use None, Preferred, Required, VerifyCA or VerifyFull."),
    };

    private static int ParseSeconds(ConnectionProfile profile, string name, string value) =>
        int.TryParse(value, out int seconds) && seconds >= 0
            ? seconds
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
