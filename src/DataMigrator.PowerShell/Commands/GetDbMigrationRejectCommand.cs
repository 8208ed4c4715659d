using System.Management.Automation;
using DataMigrator.Pipeline;
using DataMigrator.PowerShell.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Reads the rows that a migration set aside.</summary>
/// <remarks>
/// <para>Returns an object for each row: the table, the column, why it was set aside, and the whole row in the property Row, whose
/// properties are the columns. First the rows that a conversion or the target rejected, then those that were taken out again because
/// they refer to a row that is not there; of these References and Value say to what.</para>
/// <para>The files are read as they are asked for, whatever their size, also while the migration runs.</para>
/// </remarks>
/// <example>
/// <code>Get-DbMigrationStatus | Where-Object RowsFailed -gt 0 | Get-DbMigrationReject -First 10</code>
/// <para>Shows ten rejected rows of the migrations that have any.</para>
/// </example>
/// <example>
/// <code>Get-DbMigrationReject $job.JobId -Table orders | Group-Object Column, Error -NoElement</code>
/// <para>Counts the reasons.</para>
/// </example>
/// <example>
/// <code>$job | Get-DbMigrationReject -Table orders | Select-Object -ExpandProperty Row | Export-Csv orders.csv</code>
/// <para>Writes the rows themselves, a column each, to correct them.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbMigrationReject", DefaultParameterSetName = IdSet,
    HelpUri = HelpAddress.Cmdlets + "get-dbmigrationreject")]
[OutputType(typeof(MigrationReject))]
public sealed class GetDbMigrationRejectCommand : ChosenJobCmdlet
{
    private const int Chunk = 100;

    private long _written;

    /// <summary>Tables of the migration; * and ? stand for other characters. A name without them must be one of its tables. Without
    /// it, all.</summary>
    [Parameter(Position = 1, ParameterSetName = IdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = JobSet)]
    [Alias("SourceTable", "TableName")]
    [SupportsWildcards]
    public string[]? Table { get; set; }

    /// <summary>The most rows.</summary>
    [Parameter]
    [Alias("Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Writes the rows of a migration.</summary>
    private protected override void Process(string jobId)
    {
        MigrationService service = NewService();
        string[]? wanted = Given.Names(nameof(Table), Table, TableChoice.AllTables);
        string[] all = [.. service.GetStatus(jobId).TablesStatus.Select(t => t.Table)];
        string[] tables = [.. NameSelection.Of(all, t => t, wanted, name => WriteError(ErrorRecords.Of(ErrorCodes.SourceTableNotFound,
            $"Reading the rejected rows of {jobId}: it has no table '{name}'. (Get-DbMigrationStatus {jobId}).TablesStatus lists them.", name)))];
        foreach (string? table in tables.Length == all.Length ? new string?[] { null } : tables)
        {
            Write(jobId, service.ReadRejectsAsync(jobId, table, StopToken));
        }
    }

    // A few rows at a time: the pipeline's thread alone may write, and what a later command has enough of is not read.
    private void Write(string jobId, IAsyncEnumerable<RejectedRow> rows)
    {
        IAsyncEnumerator<RejectedRow> reader = rows.GetAsyncEnumerator(StopToken);
        try
        {
            for (bool more = true; more && _written < First;)
            {
                (List<RejectedRow> chunk, more) = Run(token => NextAsync(reader));
                foreach (RejectedRow row in chunk.Take((int)Math.Min(Chunk, First - _written)))
                {
                    WriteObject(new MigrationReject(jobId, row));
                    _written++;
                }
            }
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static async Task<(List<RejectedRow> Rows, bool More)> NextAsync(IAsyncEnumerator<RejectedRow> reader)
    {
        var rows = new List<RejectedRow>(Chunk);
        while (rows.Count < Chunk)
        {
            if (!await reader.MoveNextAsync().ConfigureAwait(false))
            {
                return (rows, false);
            }

            rows.Add(reader.Current);
        }

        return (rows, true);
    }
}
