using System.Management.Automation;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Removes a connection profile.</summary>
/// <remarks>
/// <para>Takes the profile out of the profile file; the others stay as they are. A secret that it refers to stays where it
/// is kept, and so does every database.</para>
/// </remarks>
/// <example>
/// <code>Remove-DbProfile dev</code>
/// <para>Removes one profile.</para>
/// </example>
/// <example>
/// <code>Get-DbProfile test* | Remove-DbProfile -WhatIf</code>
/// <para>Says which profiles would be removed.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "DbProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpAddress.Cmdlets + "remove-dbprofile")]
public sealed class RemoveDbProfileCommand : ProfileCmdlet
{
    /// <summary>Names of profiles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Removes the profiles.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            Try(() =>
            {
                ProfileStore store = ProfileStore.Open(FullProfilePath, CurrentFolder);
                store.Get(name);
                if (ShouldProcess(store.FilePath, $"Remove the profile {name}"))
                {
                    store.Remove(name);
                }
            }, name);
        }
    }
}
