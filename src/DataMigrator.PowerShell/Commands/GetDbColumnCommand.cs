using System.Management.Automation;
using DataMigrator.Catalog;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Lists the columns of tables.</summary>
/// <remarks>
/// <para>Types and defaults are as the database declares them. The catalogue of a database is read once, however many of its
/// tables come through the pipeline. The columns come in the order of the tables' names.</para>
/// </remarks>
/// <example>
/// <code>Get-DbColumn prod shop orders</code>
/// <para>Lists the columns of one table.</para>
/// </example>
/// <example>
/// <code>Get-DbColumn prod shop * *_id | Where-Object Type -notlike bigint*</code>
/// <para>Finds the columns whose names end in _id and that are of another type than bigint.</para>
/// </example>
/// <example>
/// <code>Get-DbTable prod shop order* | Get-DbColumn | Where-Object Generated</code>
/// <para>Lists the generated columns of the tables whose names begin with order.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbColumn",
    HelpUri = HelpAddress.Cmdlets + "get-dbcolumn")]
[OutputType(typeof(DbColumn))]
public sealed class GetDbColumnCommand : DatabaseCmdlet
{
    private readonly List<(string Profile, string? Database, string[]? Tables)> _items = [];

    /// <summary>Names of tables; * and ? stand for other characters. A name without them must be there.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceTable")]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? TableName { get; set; }

    /// <summary>Names of columns; * and ? stand for other characters. A name without them must be in one of the tables.</summary>
    [Parameter(Position = 3)]
    [Alias("ColumnName")]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Collects what comes through the pipeline.</summary>
    protected override void ProcessRecord() =>
        Do(() => _items.Add((ProfileName, DatabaseName, Given.Names(nameof(TableName), TableName, TableChoice.AllTables))), ProfileName);

    /// <summary>Lists the columns of each database.</summary>
    protected override void EndProcessing()
    {
        string[]? names = Must(() => Given.Names(nameof(Name), Name, "all columns"));
        foreach (IGrouping<(string Profile, string? Database), string[]?> group in _items.GroupBy(i => (i.Profile, i.Database), i => i.Tables))
        {
            CheckUrl(group.Key.Profile);
            string[]? tables = group.Any(t => t is null) ? null : [.. group.SelectMany(t => t!).Distinct()];
            Try(() => List(group.Key.Profile, group.Key.Database, tables, names), group.Key.Profile);
        }
    }

    private void List(string profile, string? database, string[]? tables, string[]? names)
    {
        IReadOnlyList<CatalogTable> all = Run(token => Service.DescribeTablesAsync(profile, database, token));
        IEnumerable<CatalogTable> chosen = NameSelection.Of(all, t => t.Name.ToString(), tables, name => WriteError(TableErrors.NotFound(name, profile)));
        DbColumn[] columns = [.. chosen.SelectMany(t => t.Columns.Select((_, i) => new DbColumn(profile, database, t, i)))];
        WriteObject(NameSelection.Of(columns, c => c.Name, names, name => WriteError(ErrorRecords.Of(ErrorCodes.InvalidParameter,
            $"Looking for the column '{name}' in {PowerShellText.Of(profile)}: none of the tables has it. Get-DbColumn without a name lists all.",
            name))), enumerateCollection: true);
    }
}
