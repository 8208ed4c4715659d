using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Goes on with a migration that was stopped, failed or interrupted.</summary>
/// <remarks>
/// <para>Reads the migration's checkpoint in the home folder, settles what was on its way when it ended, and goes on after
/// the last committed row: in the session that started it or in any other, with every row exactly once. The schema of both
/// sides must be what it was. A migration that a live process is working on is refused.</para>
/// <para>A URL's password is kept nowhere: where the migration was started with one, set the environment variable
/// DATAMIGRATOR_SOURCE_PASSWORD or DATAMIGRATOR_TARGET_PASSWORD first.</para>
/// </remarks>
/// <example>
/// <code>Resume-DbMigrationJob -JobId 20260801-101500-3fa9c1 | Receive-Job -Wait</code>
/// <para>Goes on with a migration and waits for its end.</para>
/// </example>
/// <example>
/// <code>Get-DbMigrationStatus | Where-Object Status -eq interrupted | Resume-DbMigrationJob</code>
/// <para>Takes up every migration whose process died, each as a job of its own.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "DbMigrationJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpAddress.Cmdlets + "resume-dbmigrationjob")]
[OutputType(typeof(DbMigrationJob), typeof(MigrationTableResult), typeof(MigrationStatus))]
public sealed class ResumeDbMigrationJobCommand : JobCmdlet
{
    private const string IdSet = "JobId";
    private const string JobSet = "Job";

    // Jobs of one call may be at home in different folders.
    private DbMigrationJob? _job;

    /// <summary>The migration's id, as its output and Get-DbMigrationStatus show it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] JobId { get; set; } = [];

    /// <summary>The job of this session that ended; its home folder is used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JobSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public DbMigrationJob[] Job { get; set; } = [];

    /// <summary>The home folder: jobs keep their files in .tmp/migrations under it. By default the one that the environment
    /// variable DATAMIGRATOR_HOME names, else the current folder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    private protected override string? GivenHomePath => HomePath ?? _job?.HomePath;

    /// <summary>Takes up each job.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == IdSet)
        {
            foreach (string id in JobId)
            {
                Try(() => Resume(id), id);
            }

            return;
        }

        foreach (DbMigrationJob job in Job)
        {
            _job = job;
            Try(() => Resume(job.JobId ?? throw new MigrationException(ErrorCodes.MigrationNotFound,
                $"Resuming the job {job.Name}: it is still planning its migration or could not start it. Receive-Job shows why; then start a "
                + "new one with Start-DbMigrationJob.") { Target = job.Name }), job.Name);
        }
    }

    private void Resume(string id)
    {
        JobStatus before = CreateService(static _ => { }).GetStatus(id);
        if (ShouldProcess($"{before.Source} to {before.Target}", $"Resume the migration {id}"))
        {
            Launch((service, token) => service.ResumeAsync(id, token), before);
        }
    }
}
