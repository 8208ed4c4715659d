namespace DataMigrator.Profiles;

/// <summary>A login that a host was given by its user.</summary>
/// <param name="UserName">Login name.</param>
/// <param name="Password">Password; never shown.</param>
public sealed record DatabaseLogin(string UserName, string Password)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => UserName;
}
