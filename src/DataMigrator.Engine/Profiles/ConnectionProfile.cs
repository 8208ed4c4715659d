namespace DataMigrator.Profiles;

/// <summary>Where a database server (or a folder of SQLite files) is and how to log in. Secrets are references until the
/// moment of connecting; <see cref="ToString"/> never shows one.</summary>
public sealed record ConnectionProfile
{
    /// <summary>The profile's name; for a URL its form without the password.</summary>
    public required string Name { get; init; }

    /// <summary>The database system as the profile says it; a server that turns out to be MariaDB is treated as one.</summary>
    public required DatabaseKind Kind { get; init; }

    /// <summary>Its databases are files, not those of a server.</summary>
    public bool IsFile => DatabaseNames.Of(Kind).IsFile;

    /// <summary>What may be done through it.</summary>
    public AccessMode Access { get; init; } = AccessMode.ReadOnly;

    /// <summary>Host name or address.</summary>
    public string? Host { get; init; }

    /// <summary>Port, null for the system's usual one.</summary>
    public int? Port { get; init; }

    /// <summary>Login name.</summary>
    public string? Username { get; init; }

    /// <summary>The password: <c>${env:NAME}</c>, <c>${file:/path}</c>, <c>${vault:NAME}</c>, or (with a warning) the password itself.</summary>
    public string? Password { get; init; }

    /// <summary>SQLite: the absolute folder that holds the files.</summary>
    public string? Directory { get; init; }

    /// <summary>The database, where the profile (a URL) names it.</summary>
    public string? Database { get; init; }

    /// <summary>Connection options of the driver, such as SslMode.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The profile file that it was read from, null for a URL.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The name alone: a profile in a message or a log shows nothing else.</summary>
    public override string ToString() => Name;
}
