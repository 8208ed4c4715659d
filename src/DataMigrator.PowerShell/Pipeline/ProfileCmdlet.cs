using System.Management.Automation;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>A cmdlet that connects through profiles.</summary>
public abstract class ProfileCmdlet : EngineCmdlet
{
    private protected ProfileCmdlet()
    {
    }

    /// <summary>The profile file. By default the one that the environment variable DATAMIGRATOR_PROFILES names, else
    /// datamigrator.profiles.json in the current folder, else the user's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProfilePath { get; set; }

    private protected override string? GivenProfilePath => ProfilePath;

    /// <summary>The profile file that was asked for, absolute; null for the usual places.</summary>
    private protected string? FullProfilePath => ProfilePath is null ? null : FullPath(ProfilePath);
}
