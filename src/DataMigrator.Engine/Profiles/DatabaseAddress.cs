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

    /// <summary>As messages name it: <c>prod/shop</c>.</summary>
    public override string ToString() =>
        Profile.SourceFile is null ? Profile.Name : Profile.Name + "/" + Path.GetFileName(Database);
}
