using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Output;

/// <summary>A connection profile as it may be shown: with the reference to its password, never the password.</summary>
public sealed class DbProfile : OutputObject
{
    internal DbProfile(ConnectionProfile profile)
    {
        Name = profile.Name;
        Type = profile.Kind.ToString().ToLowerInvariant();
        Access = profile.Access == AccessMode.ReadWrite ? "read-write" : "read-only";
        HostName = profile.Host;
        Port = profile.Port;
        UserName = profile.Username;
        PasswordReference = Reference(profile.Password);
        Directory = profile.Directory;
        Option = new TextMap<string>(profile.Options.ToDictionary(o => o.Key, o => Redactor.IsSecretKey(o.Key) ? Reference(o.Value)! : o.Value));
        ProfilePath = profile.SourceFile;
    }

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary><c>sqlite</c>, <c>postgres</c>, <c>mysql</c> or <c>mariadb</c>.</summary>
    public string Type { get; }

    /// <summary><c>read-only</c> or <c>read-write</c>.</summary>
    public string Access { get; }

    /// <summary>Host name or address; null for SQLite.</summary>
    public string? HostName { get; }

    /// <summary>Port; null for the system's usual one.</summary>
    public int? Port { get; }

    /// <summary>Login name.</summary>
    public string? UserName { get; }

    /// <summary>Where the password is (<c>${env:NAME}</c>, <c>${file:/path}</c>, <c>${vault:NAME}</c>); asterisks for one that
    /// stands in the file.</summary>
    public string? PasswordReference { get; }

    /// <summary>SQLite: the folder of the files.</summary>
    public string? Directory { get; }

    /// <summary>Connection options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Option { get; }

    /// <summary>The file that the profile is in.</summary>
    public string? ProfilePath { get; }

    /// <summary>Where the profile leads: the server, or the folder.</summary>
    public string Location => Directory ?? (Port is { } port ? $"{HostName}:{port}" : HostName ?? "");

    /// <summary>The profile's name.</summary>
    public override string ToString() => Name;

    private static string? Reference(string? value) =>
        value is null ? null : SecretReference.Is(value) ? value : Redactor.Mask;
}
