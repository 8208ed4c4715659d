using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using JobState = DataMigrator.Jobs.JobState;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Shows how far migrations are: one, several, or all of a home folder.</summary>
/// <remarks>
/// <para>Reads the checkpoint that each migration keeps, so it also sees those of other sessions, of dbmigrate and of the MCP
/// server, and those whose process has ended. A migration whose process died shows as interrupted; it can be resumed.
/// Counts are of committed rows.</para>
/// </remarks>
/// <example>
/// <code>Get-DbMigrationStatus</code>
/// <para>Lists the migrations of the home folder, newest first.</para>
/// </example>
/// <example>
/// <code>$job | Get-DbMigrationStatus | Select-Object -ExpandProperty TablesStatus</code>
/// <para>Shows the tables of a job of this session.</para>
/// </example>
/// <example>
/// <code>Get-DbMigrationStatus -JobId 20260801-101500-3fa9c1 -Watch</code>
/// <para>Shows progress bars until the migration ends, then its last status. Ctrl+C ends the watching alone.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "DbMigrationStatus", DefaultParameterSetName = IdSet,
    HelpUri = HelpAddress.Cmdlets + "get-dbmigrationstatus")]
[OutputType(typeof(MigrationStatus))]
public sealed class GetDbMigrationStatusCommand : EngineCmdlet
{
    private const string IdSet = "JobId";
    private const string JobSet = "Job";

    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>The migration's id; without it, all migrations of the home folder.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? JobId { get; set; }

    /// <summary>A job of this session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JobSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public DbMigrationJob[] Job { get; set; } = [];

    /// <summary>Shows progress bars, refreshed twice a second, until the migration ends; then its last status.</summary>
    [Parameter]
    public SwitchParameter Watch { get; set; }

    /// <summary>The home folder: jobs keep their files in .tmp/migrations under it. By default the one that the environment
    /// variable DATAMIGRATOR_HOME names, else the current folder.</summary>
    [Parameter(ParameterSetName = IdSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    private protected override string? GivenHomePath => HomePath;

    /// <summary>Writes the status of what came.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == JobSet)
        {
            foreach (DbMigrationJob job in Job)
            {
                Show(() => job.Status ?? throw new MigrationException(ErrorCodes.MigrationNotFound,
                    $"The job {job.Name} is still planning its migration or could not start it. Receive-Job shows why.") { Target = job.Name });
            }

            return;
        }

        MigrationService service = CreateService(static _ => { });
        string home = Home;
        if (JobId is null)
        {
            foreach (JobStatus job in service.ListJobs())
            {
                Show(() => new MigrationStatus(Watch ? service.GetStatus(job.JobId) : job, home));
            }

            return;
        }

        foreach (string id in JobId)
        {
            Show(() => new MigrationStatus(service.GetStatus(id), home));
        }
    }

    private void Show(Func<MigrationStatus> read) => Try(() =>
    {
        MigrationStatus status = read();
        if (Watch)
        {
            status = Follow(status, read);
        }

        WriteObject(status);
    }, null);

    private MigrationStatus Follow(MigrationStatus status, Func<MigrationStatus> read)
    {
        var progress = new JobProgress(WriteProgress);
        string running = ContractName.Of(JobState.Running);
        while (status.Status == running)
        {
            progress.Show(status);
            if (StopToken.WaitHandle.WaitOne(WatchInterval))
            {
                throw new PipelineStoppedException();
            }

            status = read();
        }

        progress.Complete();
        return status;
    }
}
