using System.Management.Automation;
using DataMigrator.Planning;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.Verification;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Compares two databases, value by value.</summary>
/// <remarks>
/// <para>Reads each table once on both sides, in bounded memory, and compares the number of rows and a digest of every value in
/// a form that is the same for all database systems. Where they differ, up to a hundred rows are shown as examples. Writes
/// nothing; the target may be a read-only profile.</para>
/// </remarks>
/// <example>
/// <code>Compare-DbDatabase prod shop dev shop</code>
/// <para>Says whether both databases hold the same.</para>
/// </example>
/// <example>
/// <code>(Compare-DbDatabase prod shop dev shop).Tables | Where-Object -Not Equal | Select-Object -ExpandProperty Differences</code>
/// <para>Shows the rows that differ.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "DbDatabase",
    HelpUri = HelpAddress.Cmdlets + "compare-dbdatabase")]
[OutputType(typeof(VerificationResult))]
public sealed class CompareDbDatabaseCommand : ProfileCmdlet
{
    /// <summary>The profile to read from, or a URL such as sqlite:shop.db or postgres://user@host/database.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string SourceProfile { get; set; } = "";

    /// <summary>The database to read from; not needed where a URL names it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseName")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? SourceDatabase { get; set; }

    /// <summary>The profile of the copy, or a URL.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Destination", "DestinationProfile")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string TargetProfile { get; set; } = "";

    /// <summary>The copy's database; by default one of the source's name.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationDatabase")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? TargetDatabase { get; set; }

    /// <summary>The tables to compare; * and ? stand for other characters. Left out, all tables are.</summary>
    [Parameter(Position = 4, ValueFromPipelineByPropertyName = true)]
    [Alias("TableName")]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? SourceTable { get; set; }

    /// <summary>As SourceTable, for a whole database; one of the two.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? IncludeTable { get; set; }

    /// <summary>All tables but these; * and ? stand for other characters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? ExcludeTable { get; set; }

    /// <summary>Mebibytes of data in flight, 1 to 65,536.</summary>
    /// <value>50</value>
    [Parameter]
    [ValidateRange(1, 65_536)]
    public int MemoryLimitMB { get; set; } = 50;

    /// <summary>The login to the source, in place of the profile's or the URL's.</summary>
    [Parameter]
    [Credential]
    public PSCredential? SourceCredential { get; set; }

    /// <summary>The login to the target, in place of the profile's or the URL's.</summary>
    [Parameter]
    [Alias("DestinationCredential")]
    [Credential]
    public PSCredential? TargetCredential { get; set; }

    private protected override PSCredential? GivenSourceCredential => SourceCredential;

    private protected override PSCredential? GivenTargetCredential => TargetCredential;

    /// <summary>Compares what came.</summary>
    protected override void ProcessRecord() => Try(Compare, SourceTable is [var table] ? table : SourceProfile);

    private void Compare()
    {
        CheckUrl(SourceProfile);
        CheckUrl(TargetProfile);
        var tables = TableChoice.Read(Given, SourceTable, IncludeTable, ExcludeTable);
        var request = new MigrationRequest
        {
            SourceProfile = SourceProfile,
            SourceDatabase = Given.Database(nameof(SourceDatabase), SourceDatabase, SourceProfile),
            TargetProfile = TargetProfile,
            TargetDatabase = Given.Database(nameof(TargetDatabase), TargetDatabase, TargetProfile),
            SourceTable = tables.One,
            IncludeTables = tables.Included,
            ExcludeTables = tables.Excluded,
            MemoryLimitMb = MemoryLimitMB,
        };
        WriteObject(Indexable.Of(Run(token => Service.VerifyAsync(request, token))));
    }
}
