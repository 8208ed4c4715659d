using System.Management.Automation;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.SchemaCopy;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Writes a database's schema for another database system, as files to review.</summary>
/// <remarks>
/// <para>Translates tables, indexes, foreign keys, triggers and views into tables.sql, indexes.sql, foreign_keys.sql,
/// triggers.sql and views.sql; what can't be translated is kept in the folder skipped with its original text and the reason.
/// No database is changed: piped to Invoke-DbSql, the result applies its files in that order; Start-DbMigrationJob -CreateSchema
/// does it all, with the rows before the indexes.</para>
/// </remarks>
/// <example>
/// <code>New-DbSchemaCopy -ProfileName prod -DatabaseName shop -TargetDbType postgres -OutputDir ./schema</code>
/// <para>Writes the schema of a MySQL database for PostgreSQL.</para>
/// </example>
/// <example>
/// <code>(New-DbSchemaCopy prod shop sqlite).Warnings | Format-Table Type, Name, Message -Wrap</code>
/// <para>Shows what will be different in SQLite.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "DbSchemaCopy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpAddress.Cmdlets + "new-dbschemacopy")]
[OutputType(typeof(SchemaCopyResult))]
public sealed class NewDbSchemaCopyCommand : DatabaseCmdlet
{
    private readonly List<(string Profile, string? Database, TableChoice Tables)> _items = [];

    /// <summary>The database system to write for.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [Alias("TargetType")]
    [DatabaseKindTransformation]
    public DatabaseKind TargetDbType { get; set; }

    /// <summary>The folder for the files; by default a new one in .tmp/schema-copy under the home folder.</summary>
    [Parameter(Position = 3)]
    [ValidateNotNullOrEmpty]
    public string? OutputDir { get; set; }

    /// <summary>The tables to write; * and ? stand for other characters. Left out, all tables are. Tables that come through the
    /// pipeline are written together.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SourceTable")]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? TableName { get; set; }

    /// <summary>As TableName, for a whole database: these tables, and what hangs on them; one of the two.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? IncludeTable { get; set; }

    /// <summary>All tables but these; * and ? stand for other characters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? ExcludeTable { get; set; }

    /// <summary>Replaces files of the same names in a folder that is not empty.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>PostgreSQL: serial columns in place of identity columns.</summary>
    [Parameter]
    public SwitchParameter UseSerial { get; set; }

    /// <summary>The home folder: without OutputDir, the files go to .tmp/schema-copy under it. By default the one that the
    /// environment variable DATAMIGRATOR_HOME names, else the current folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    private protected override string? GivenHomePath => HomePath;

    /// <summary>Collects what comes through the pipeline.</summary>
    protected override void ProcessRecord() => Try(
        () => _items.Add((ProfileName, Given.Database(nameof(DatabaseName), DatabaseName, ProfileName), 
            TableChoice.Read(Given, TableName, IncludeTable, ExcludeTable, nameof(TableName)))),
        ProfileName);

    /// <summary>Writes the schema of each database.</summary>
    protected override void EndProcessing()
    {
        foreach (IGrouping<(string Profile, string? Database), TableChoice> group in
            _items.GroupBy(i => (i.Profile, i.Database), i => i.Tables))
        {
            Try(() => Copy(group.Key.Profile, group.Key.Database, TableChoice.Of(group)), group.Key.Profile);
        }
    }

    private void Copy(string profile, string? database, TableChoice tables)
    {
        CheckUrl(profile);
        if (!ShouldProcess(OutputDir ?? System.IO.Path.Combine(Home, ".tmp", "schema-copy"),
            $"Write the schema of {PowerShellText.Of(database is null ? profile : profile + "/" + database)} for {TargetDbType}"))
        {
            return;
        }

        WriteObject(Indexable.Of(Run(token => Service.CopySchemaAsync(new SchemaCopyRequest
        {
            SourceProfile = profile,
            SourceDatabase = database,
            TargetKind = TargetDbType,
            OutputDir = OutputDir is null ? null : FullPath(OutputDir),
            IncludeTables = tables.All,
            ExcludeTables = tables.Excluded,
            Overwrite = Force,
            UseSerial = UseSerial,
        }, token))));
    }
}
