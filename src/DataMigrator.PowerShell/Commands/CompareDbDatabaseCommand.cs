using System.Management.Automation;
using DataMigrator.Jobs;
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
[Cmdlet(VerbsData.Compare, "DbDatabase")]
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
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string TargetProfile { get; set; } = "";

    /// <summary>The copy's database; by default one of the source's name.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? TargetDatabase { get; set; }

    /// <summary>One table to compare.</summary>
    [Parameter(Position = 4, ValueFromPipelineByPropertyName = true)]
    [Alias("TableName")]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string? SourceTable { get; set; }

    /// <summary>Only these tables. Without it and without SourceTable, all tables.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? IncludeTable { get; set; }

    /// <summary>All tables but these.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? ExcludeTable { get; set; }

    /// <summary>Mebibytes of data in flight, 1 to 65,536.</summary>
    /// <value>50</value>
    [Parameter]
    public int MemoryLimitMB { get; set; } = 50;

    /// <summary>Compares what came.</summary>
    protected override void ProcessRecord()
    {
        CheckUrl(SourceProfile);
        CheckUrl(TargetProfile);
        var request = new MigrationRequest
        {
            SourceProfile = SourceProfile,
            SourceDatabase = SourceDatabase,
            TargetProfile = TargetProfile,
            TargetDatabase = TargetDatabase,
            SourceTable = SourceTable,
            IncludeTables = IncludeTable,
            ExcludeTables = ExcludeTable,
            MemoryLimitMb = MemoryLimitMB,
        };
        Try(() => WriteObject(Indexable.Of(Run(token => Service.VerifyAsync(request, token)))), SourceTable ?? SourceProfile);
    }
}
