namespace DataMigrator.Profiles;

/// <summary>One database, ready to connect to: the secret is resolved here and goes nowhere but to the driver.</summary>
internal sealed record DatabaseAddress
{
    public required ConnectionProfile Profile { get; init; }

    /// <summary>The database's name; for SQLite the absolute path of the file.</summary>
    public required string Database { get; init; }

    /// <summary>The password in clear, null for none.</summary>
    public string? Secret { get; init; }

    public DatabaseKind Kind => Profile.Kind;

    /// <summary>The server's port: the system's usual one where the profile names none; 0 for a file.</summary>
    public int Port => Profile.Port ?? DatabaseNames.Of(Kind).Port ?? 0;

    /// <summary>The database itself, the same through whichever profile or URL it is reached. A server under two names counts
    /// as two, except the loopback's.</summary>
    public string Place => DatabaseNames.Of(Kind).Family + (Profile.IsFile ? ":" + Database : $"://{Host}:{Port}/{Database}");

    private string Host => Profile.Host?.ToLowerInvariant() is { Length: > 0 } host
        && host is not ("127.0.0.1" or "::1" or "[::1]") ? host : "localhost";

    /// <summary>As messages name it: <c>prod/shop</c>.</summary>
    public override string ToString() =>
        Profile.SourceFile is null ? Profile.Name : Profile.Name + "/" + Path.GetFileName(Database);
}
