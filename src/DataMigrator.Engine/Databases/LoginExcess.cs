namespace DataMigrator.Databases;

/// <summary>What a login may do beyond what its profile is for.</summary>
/// <param name="Rights">A clause whose subject is the login.</param>
/// <param name="Grants">Statements that make a login which may do no more.</param>
internal sealed record LoginExcess(string Rights, string Grants);
