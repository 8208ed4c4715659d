using System.Management.Automation;
using DataMigrator.Exploration;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Shows some rows of a table.</summary>
/// <remarks>
/// <para>Returns an object for each row, with a property for each column: Int64, Decimal, Double, Single, Boolean, DateTime,
/// DateTimeOffset, Guid or Byte[] where .NET holds the value exactly, a text where it does not (decimals of over 28 digits,
/// times of day, infinite dates, ranges), $null for NULL. With AsText all are texts in the exact form in which a migration
/// carries them, binary values in hexadecimal.</para>
/// </remarks>
/// <example>
/// <code>Get-DbTableSample prod shop customers -First 3</code>
/// <para>Shows three customers.</para>
/// </example>
/// <example>
/// <code>Get-DbTable prod shop | Get-DbTableSample -First 1 | Format-List</code>
/// <para>Shows one row of each table.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbTableSample",
    HelpUri = HelpAddress.Cmdlets + "get-dbtablesample")]
[OutputType(typeof(DbRow))]
public sealed class GetDbTableSampleCommand : DatabaseCmdlet
{
    /// <summary>The table to take rows from.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceTable")]
    [ArgumentCompleter(typeof(TableCompleter))]
    [ValidateNotNullOrEmpty]
    public string TableName { get; set; } = "";

    /// <summary>The most rows, 1 to 10,000.</summary>
    /// <value>10</value>
    [Parameter]
    [Alias("Limit")]
    [ValidateRange(1, 10_000)]
    public int First { get; set; } = 10;

    /// <summary>The most characters (bytes of a binary value) of a value, 16 to 1,000,000; longer ones end in an ellipsis and their size.</summary>
    /// <value>2000</value>
    [Parameter]
    [ValidateRange(16, 1_000_000)]
    public int MaxCharacters { get; set; } = 2000;

    /// <summary>Returns every value as its exact text.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    /// <summary>Writes the rows.</summary>
    protected override void ProcessRecord()
    {
        CheckUrl(ProfileName);
        Try(() =>
        {
            QueryRows rows = Run(token => Service.SampleAsync(ProfileName, DatabaseName, TableName,
                new SampleLimits(First, MaxCharacters, Typed: !AsText), token));
            WriteObject(RowObjects.Of(rows), enumerateCollection: true);
            if (rows.ShortenedCells > 0)
            {
                WriteWarning($"{rows.ShortenedCells} values of {TableName} are shortened to {MaxCharacters} characters; -MaxCharacters shows more.");
            }
        }, TableName);
    }
}
