using System.Management.Automation;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Tries whether a profile's database can be reached and logged in to.</summary>
/// <remarks>
/// <para>Connects read-only, asks for the version and the databases, and disconnects. A failure is a result, with the code
/// and what to do next, also where the password's environment variable, file or vault is not there; only a profile that does
/// not exist, or a profile file that can't be read, is an error.</para>
/// </remarks>
/// <example>
/// <code>Get-DbProfile | Test-DbProfile</code>
/// <para>Tests all profiles.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-DbProfile prod -Quiet)) { throw 'prod is down' }</code>
/// <para>Asks for a yes or no.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "DbProfile",
    HelpUri = HelpAddress.Cmdlets + "test-dbprofile")]
[OutputType(typeof(DbProfileTest), typeof(bool))]
public sealed class TestDbProfileCommand : ProfileCmdlet
{
    /// <summary>Names of profiles, or URLs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>A database to connect to; by default whichever the server has.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? DatabaseName { get; set; }

    /// <summary>Returns $true or $false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Tests the profiles.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            CheckUrl(name);
            Try(() =>
            {
                DbProfileTest test = Test(name);
                WriteObject(Quiet ? test.Succeeded : test);
            }, name);
        }
    }

    private DbProfileTest Test(string name)
    {
        // What is wrong before anything is looked for is a mistake in the name or the file, and thrown.
        if (!DatabaseUrl.IsUrl(name))
        {
            ProfileStore.Open(FullProfilePath, CurrentFolder).Get(name);
        }

        try
        {
            return new DbProfileTest(name, Run(token => Service.TestProfileAsync(name, DatabaseName, token)));
        }
        catch (MigrationException e)
        {
            return new DbProfileTest(name, e);
        }
    }
}
