using System.Management.Automation;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Lists connection profiles.</summary>
/// <remarks>
/// <para>Reads the profile file and connects to nothing. Passwords are never shown, only where they are kept.</para>
/// </remarks>
/// <example>
/// <code>Get-DbProfile</code>
/// <para>Lists all profiles.</para>
/// </example>
/// <example>
/// <code>Get-DbProfile prod | Format-List</code>
/// <para>Shows one with its options and the file it is in.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbProfile",
    HelpUri = HelpAddress.Cmdlets + "get-dbprofile")]
[OutputType(typeof(DbProfile))]
public sealed class GetDbProfileCommand : ProfileCmdlet
{
    /// <summary>Names of profiles; * and ? stand for other characters. A name without them must be there.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Writes the profiles.</summary>
    protected override void ProcessRecord()
    {
        ProfileStore store = Must(() => ProfileStore.Open(FullProfilePath, CurrentFolder));
        foreach (string name in Name)
        {
            if (NamePattern.Of(name, out WildcardPattern pattern))
            {
                WriteObject(store.Profiles.Where(p => pattern.IsMatch(p.Name)).Select(p => new DbProfile(p)), enumerateCollection: true);
            }
            else
            {
                Try(() => WriteObject(new DbProfile(store.Get(name))), name);
            }
        }
    }
}
