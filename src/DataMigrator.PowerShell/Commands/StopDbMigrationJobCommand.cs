using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using JobState = DataMigrator.Jobs.JobState;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Stops a running migration, of this session or of any other process.</summary>
/// <remarks>
/// <para>The migration ends at its next batch boundary, with what is committed in its checkpoint: Resume-DbMigrationJob goes on after
/// the last committed row. A migration of another session, of dbmigrate or of the MCP server sees the request within a
/// second.</para>
/// <para>Waits until the migration has ended and returns its last status; with NoWait, the status of the moment. One that does not
/// run is left as it is, with a warning.</para>
/// </remarks>
/// <example>
/// <code>Stop-DbMigrationJob 20260801-101500-3fa9c1</code>
/// <para>Stops a migration and shows how far it came.</para>
/// </example>
/// <example>
/// <code>Get-DbMigrationStatus | Where-Object Status -eq running | Stop-DbMigrationJob -NoWait</code>
/// <para>Asks every running migration of the home folder to stop.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "DbMigrationJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpAddress.Cmdlets + "stop-dbmigrationjob")]
[OutputType(typeof(MigrationStatus))]
public sealed class StopDbMigrationJobCommand : ChosenJobCmdlet
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns as soon as the migration was asked to stop.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Seconds to wait for the migration's end, 1 to 86,400. One that has not ended by then is an error; it stops all the
    /// same when its batch is done.</summary>
    /// <value>60</value>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Stops a migration.</summary>
    private protected override void Process(string jobId)
    {
        MigrationService service = NewService();
        JobStatus status = service.GetStatus(jobId);
        if (!ShouldProcess($"{status.Source} to {status.Target}", $"Stop the migration {jobId}"))
        {
            return;
        }

        if (!service.RequestStop(jobId))
        {
            WriteWarning($"The migration {jobId} does not run: it is {ContractName.Of(service.GetStatus(jobId).Status)}.");
        }

        WriteObject(new MigrationStatus(NoWait ? service.GetStatus(jobId) : End(service, jobId), Home));
    }

    private JobStatus End(MigrationService service, string jobId)
    {
        long end = Environment.TickCount64 + (TimeoutSeconds * 1000L);
        while (service.GetStatus(jobId) is { Status: JobState.Running } status)
        {
            if (Environment.TickCount64 > end)
            {
                throw new MigrationException(ErrorCodes.MigrationFailed, $"Stopping the migration {jobId}: it was asked to stop and has not ended "
                    + $"within {TimeoutSeconds} s; it does when its batch of {status.CurrentTable ?? "no table"} is done. Wait with "
                    + $"Get-DbMigrationStatus {jobId} -Watch, or give -TimeoutSeconds more.") { Target = jobId };
            }

            if (StopToken.WaitHandle.WaitOne(Interval))
            {
                throw new PipelineStoppedException();
            }
        }

        return service.GetStatus(jobId);
    }
}
