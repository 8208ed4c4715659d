using System.Management.Automation;
using DataMigrator.Exploration;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Lists the databases that a profile leads to.</summary>
/// <remarks>
/// <para>Of a server those that the login may enter, system databases left out; of an SQLite profile the files of its folder,
/// with their sizes. The objects can be piped to Get-DbTable, Get-DbColumn and New-DbSchemaCopy.</para>
/// </remarks>
/// <example>
/// <code>Get-DbDatabase prod</code>
/// <para>Lists the databases of a server.</para>
/// </example>
/// <example>
/// <code>Get-DbProfile | Get-DbDatabase -Name shop* | Get-DbTable</code>
/// <para>Lists the tables of all databases whose names begin with shop, wherever they are.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbDatabase",
    HelpUri = HelpAddress.Cmdlets + "get-dbdatabase")]
[OutputType(typeof(DbDatabase))]
public sealed class GetDbDatabaseCommand : ProfileCmdlet
{
    /// <summary>The profiles to look into, or URLs such as postgres://user@host.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceProfile")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ProfileName { get; set; } = [];

    /// <summary>Names of databases; * and ? stand for other characters. A name without them must be there.</summary>
    [Parameter(Position = 1)]
    [Alias("DatabaseName")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Lists the databases of each profile.</summary>
    protected override void ProcessRecord()
    {
        string[]? names = Must(() => Given.Names(nameof(Name), Name, "all databases"));
        foreach (string profile in ProfileName)
        {
            CheckUrl(profile);
            Try(() =>
            {
                IReadOnlyList<DatabaseInfo> databases = Run(token => Service.ListDatabasesAsync(profile, token));
                WriteObject(NameSelection.Of(databases, d => d.Name, names, name => WriteError(ErrorRecords.Of(ErrorCodes.InvalidParameter,
                    $"Looking for the database '{name}' of {PowerShellText.Of(profile)}: it is not there, or the login may not enter it. "
                    + "Get-DbDatabase without a name lists all.", name))).Select(d => new DbDatabase(profile, d)), enumerateCollection: true);
            }, profile);
        }
    }
}
