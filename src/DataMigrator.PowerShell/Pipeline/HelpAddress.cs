namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Where Get-Help -Online leads: the project's address with a heading for each cmdlet (docs/cmdlets.md). The
/// manifest's ProjectUri is the same address, which a test holds.</summary>
internal static class HelpAddress
{
    /// <summary>The page, up to the heading's name.</summary>
    public const string Cmdlets = "https://datamigrator.example/docs/cmdlets#";
}
