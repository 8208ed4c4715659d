using System.Management.Automation;
using DataMigrator.PowerShell.Completion;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>A cmdlet that reads one database.</summary>
public abstract class DatabaseCmdlet : ProfileCmdlet
{
    private protected DatabaseCmdlet()
    {
    }

    /// <summary>The profile to read through, or a URL such as sqlite:shop.db or postgres://user@host/database.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceProfile")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string ProfileName { get; set; } = "";

    /// <summary>The database to read from; not needed where a URL names it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceDatabase")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? DatabaseName { get; set; }
}
