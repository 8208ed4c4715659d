using System.Management.Automation;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>A cmdlet that does something with migrations of any process, chosen by id or as jobs of this session.</summary>
public abstract class ChosenJobCmdlet : EngineCmdlet
{
    private protected const string IdSet = "JobId";
    private protected const string JobSet = "Job";

    // Jobs of one call may be at home in different folders.
    private DbMigrationJob? _job;

    private protected ChosenJobCmdlet()
    {
    }

    /// <summary>The migration's id, as its output and Get-DbMigrationStatus show it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] JobId { get; set; } = [];

    /// <summary>A job of this session; its home folder is used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JobSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public DbMigrationJob[] Job { get; set; } = [];

    /// <summary>The home folder: jobs keep their files in .tmp/migrations under it. By default the one that the environment
    /// variable DATAMIGRATOR_HOME names, else the current folder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    private protected override string? GivenHomePath => HomePath ?? _job?.HomePath;

    /// <summary>Does it with each migration that came; one that fails is one error among them.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == IdSet)
        {
            foreach (string id in JobId)
            {
                Try(() => Process(id), id);
            }

            return;
        }

        foreach (DbMigrationJob job in Job)
        {
            _job = job;
            Try(() => Process(job.JobId ?? throw new MigrationException(ErrorCodes.MigrationNotFound,
                $"The job {job.Name} is still planning its migration or could not start it. Receive-Job shows why.") { Target = job.Name }), job.Name);
        }
    }

    /// <summary>Does it with one migration.</summary>
    /// <exception cref="MigrationException">It failed.</exception>
    private protected abstract void Process(string jobId);
}
