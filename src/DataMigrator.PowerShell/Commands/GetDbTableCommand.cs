using System.Management.Automation;
using DataMigrator.Exploration;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Lists the tables of a database.</summary>
/// <remarks>
/// <para>Rows are the database's own guess where it has one, else they are counted (SQLite has a guess after ANALYZE alone);
/// CountRows counts all of them. System tables are left out. The objects can be piped to Start-DbMigrationJob,
/// New-DbSchemaCopy, Compare-DbDatabase, Get-DbColumn and Get-DbTableSample.</para>
/// </remarks>
/// <example>
/// <code>Get-DbTable prod shop</code>
/// <para>Lists all tables.</para>
/// </example>
/// <example>
/// <code>Get-DbTable prod shop order* | Sort-Object Rows -Descending</code>
/// <para>Lists the tables whose names begin with order, the largest first.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbTable",
    HelpUri = HelpAddress.Cmdlets + "get-dbtable")]
[OutputType(typeof(DbTable))]
public sealed class GetDbTableCommand : DatabaseCmdlet
{
    /// <summary>Names of tables; * and ? stand for other characters. A name without them must be there.</summary>
    [Parameter(Position = 2)]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? TableName { get; set; }

    /// <summary>Counts the rows of every table in place of the database's guess.</summary>
    [Parameter]
    public SwitchParameter CountRows { get; set; }

    /// <summary>Lists the tables.</summary>
    protected override void ProcessRecord()
    {
        CheckUrl(ProfileName);
        Try(() =>
        {
            string[]? names = Given.Names(nameof(TableName), TableName, TableChoice.AllTables);
            IReadOnlyList<TableInfo> tables = Run(token => Service.ListTablesAsync(ProfileName, DatabaseName,
                CountRows ? RowCounts.Counted : RowCounts.CountedWhereUnknown, token));
            WriteObject(NameSelection.Of(tables, t => t.FullName, names, name => WriteError(TableErrors.NotFound(name, ProfileName)))
                .Select(t => new DbTable(ProfileName, DatabaseName, t)), enumerateCollection: true);
        }, ProfileName);
    }
}
