using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;
using DataMigrator.Rehearsals;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Starts a migration as a background job.</summary>
/// <remarks>
/// <para>Moves one table, several, or a whole database from one database to another, and returns a job at once. Get-Job,
/// Wait-Job, Receive-Job, Stop-Job and Remove-Job work with it as with any other job. Its output is one
/// MigrationTableResult for each table as it finishes and, last, one MigrationStatus for the whole migration; progress,
/// warnings and errors are in the job's own streams.</para>
/// <para>What is wrong with the request (an unknown profile, a missing table, columns that do not match, a read-only
/// target) is an error of this cmdlet, and nothing has been written then. Rows that the target refuses are set aside in a
/// file that the result names; they do not stop the others.</para>
/// <para>The migration writes a checkpoint as it goes. After Stop-Job, a failure, or the end of the session,
/// Resume-DbMigrationJob goes on where it stopped, in any session. Rows are added to the target's tables unless
/// TruncateTarget is given; they are never doubled by resuming.</para>
/// <para>TruncateTarget asks before rows are deleted, and says which tables hold how many. In scripts, Force or Confirm:$false
/// says yes beforehand; where nobody can be asked, nothing is deleted.</para>
/// <para>Rehearse moves nothing: it tries the schema and some rows in a scratch database and returns a Rehearsal with what failed.</para>
/// </remarks>
/// <example>
/// <code>$job = Start-DbMigrationJob -SourceProfile prod -SourceDatabase shop -TargetProfile dev -TargetDatabase shop
/// $job | Receive-Job -Wait</code>
/// <para>Copies all tables in the background, then waits and shows a line for each table.</para>
/// </example>
/// <example>
/// <code>Start-DbMigrationJob sqlite:chinook.db -TargetProfile dev -TargetDatabase chinook -CreateSchema -Verify -Wait</code>
/// <para>Creates the tables in the target, copies every row, compares both sides, and returns when all is done.</para>
/// </example>
/// <example>
/// <code>Get-DbTable prod shop | Where-Object Rows -lt 1e6 | Start-DbMigrationJob -TargetProfile dev -TargetDatabase shop</code>
/// <para>Copies the tables with less than a million rows, as one job.</para>
/// </example>
/// <example>
/// <code>Start-DbMigrationJob prod shop dev shop -SourceTable 'order*', customer -TruncateTarget -Force -Wait</code>
/// <para>Loads the customers and all tables whose names begin with order anew, without a question.</para>
/// </example>
/// <example>
/// <code>Start-DbMigrationJob prod shop dev shop -TruncateTarget -WhatIf</code>
/// <para>Returns the plan: tables in the order of work, the conversion of each column, and every problem that would stop the
/// migration. Writes nothing.</para>
/// </example>
/// <example>
/// <code>$schema = New-DbSchemaCopy prod shop postgres
/// Start-DbMigrationJob prod shop dev shop -Rehearse -OutputDir $schema.OutputDir | ForEach-Object Problems</code>
/// <para>Tries the files of a schema copy and a hundred rows of each table in a scratch database beside the target, which is dropped
/// again, and shows which statements fail, with file and line.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "DbMigrationJob", DefaultParameterSetName = NewSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpAddress.Cmdlets + "start-dbmigrationjob")]
[OutputType(typeof(DbMigrationJob), typeof(MigrationTableResult), typeof(MigrationStatus), typeof(MigrationPlan), typeof(Rehearsal))]
public sealed class StartDbMigrationJobCommand : JobCmdlet
{
    private const string NewSet = "New";
    private const string ResumeSet = "Resume";

    private readonly List<Item> _items = [];
    private TruncateQuestion? _question;

    /// <summary>The profile to read from, or a URL such as sqlite:shop.db or postgres://user@host/database.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NewSet, ValueFromPipelineByPropertyName = true)]
    [Alias("ProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string SourceProfile { get; set; } = "";

    /// <summary>The database to read from; not needed where a URL names it.</summary>
    [Parameter(Position = 1, ParameterSetName = NewSet, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseName")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? SourceDatabase { get; set; }

    /// <summary>The profile to write to, or a URL.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = NewSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Destination", "DestinationProfile")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string TargetProfile { get; set; } = "";

    /// <summary>The database to write to; by default one of the source's name.</summary>
    [Parameter(Position = 3, ParameterSetName = NewSet, ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationDatabase")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? TargetDatabase { get; set; }

    /// <summary>The tables to copy; * and ? stand for other characters. Left out, all tables are. Tables that come through the
    /// pipeline are copied by one job for each pair of databases.</summary>
    [Parameter(ParameterSetName = NewSet, ValueFromPipelineByPropertyName = true)]
    [Alias("TableName")]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? SourceTable { get; set; }

    /// <summary>A database, as Get-DbDatabase lists it: all of its tables are copied, by a job of its own.</summary>
    [Parameter(ParameterSetName = NewSet, ValueFromPipeline = true)]
    public DbDatabase? InputObject { get; set; }

    /// <summary>As SourceTable, for a whole database; one of the two.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? IncludeTable { get; set; }

    /// <summary>All tables but these; * and ? stand for other characters.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [ArgumentCompleter(typeof(TableCompleter))]
    [SupportsWildcards]
    public string[]? ExcludeTable { get; set; }

    /// <summary>The id of a job to go on with, as Resume-DbMigrationJob does.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string ResumeJobId { get; set; } = "";

    /// <summary>Rows that are committed together, 1 to 1,000,000.</summary>
    /// <value>50000</value>
    [Parameter(ParameterSetName = NewSet)]
    [ValidateRange(1, 1_000_000)]
    public int BatchSize { get; set; } = 50_000;

    /// <summary>Mebibytes of data in flight, 1 to 65,536: a batch ends when they are reached, whatever its rows.</summary>
    /// <value>50</value>
    [Parameter(ParameterSetName = NewSet)]
    [ValidateRange(1, 65_536)]
    public int MemoryLimitMB { get; set; } = 50;

    /// <summary>Deletes all rows of the target's tables first, after asking. Without it rows are added.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [Alias("Truncate")]
    public SwitchParameter TruncateTarget { get; set; }

    /// <summary>Does not ask before rows are deleted.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Ends the job at the first table that fails. Without it, tables that do not need the failed one go on.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public SwitchParameter StopOnError { get; set; }

    /// <summary>Lets the first row that the target refuses fail its table. Without it, such rows are set aside in a
    /// file.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public SwitchParameter StopOnRowError { get; set; }

    /// <summary>Creates the target's tables from the source's.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [Alias("AutoCreateTable")]
    public SwitchParameter CreateSchema { get; set; }

    /// <summary>Compares every value of both sides when the rows have moved; the last status says whether they are equal.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public SwitchParameter Verify { get; set; }

    /// <summary>Starts no job: tries the schema and a sample of each table's rows in a scratch database beside the target, which is
    /// dropped again, and returns what failed. The schema is that of the target's tables, with CreateSchema the one that would be made,
    /// with OutputDir that of its files.</summary>
    [Parameter(ParameterSetName = NewSet)]
    public SwitchParameter Rehearse { get; set; }

    /// <summary>With Rehearse: the folder that New-DbSchemaCopy wrote, whose files, edited or not, are tried.</summary>
    [Parameter(ParameterSetName = NewSet)]
    [ValidateNotNullOrEmpty]
    public string? OutputDir { get; set; }

    /// <summary>With Rehearse: the most rows of each table, 0 to 10,000; 0 tries the schema alone.</summary>
    /// <value>100</value>
    [Parameter(ParameterSetName = NewSet)]
    [ValidateRange(0, 10_000)]
    public int SampleRows { get; set; } = 100;

    /// <summary>The home folder: jobs keep their files in .tmp/migrations under it. By default the one that the environment
    /// variable DATAMIGRATOR_HOME names, else the current folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    private protected override string? GivenHomePath => HomePath;

    /// <summary>Collects what comes through the pipeline.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == NewSet)
        {
            Do(() => _items.Add(ReadItem()), SourceProfile);
        }
    }

    /// <summary>Starts a job for each pair of databases.</summary>
    protected override void EndProcessing()
    {
        if (ParameterSetName == ResumeSet)
        {
            Do(() => Resume(ResumeJobId), ResumeJobId);
            return;
        }

        _question = new TruncateQuestion(this);
        foreach (IGrouping<(string, string?, string, string?), Item> group in
            _items.GroupBy(i => (i.SourceProfile, i.SourceDatabase, i.TargetProfile, i.TargetDatabase)))
        {
            Do(() => Process(RequestOf(group)), group.First().SourceProfile);
        }
    }

    /// <summary>The rows that the target's tables hold now.</summary>
    internal IReadOnlyList<TargetRows> CountTargetRows(MigrationRequest request) => Run(token => Service.CountTargetRowsAsync(request, token));

    private Item ReadItem()
    {
        TableChoice choice = TableChoice.Read(Given, SourceTable, IncludeTable, ExcludeTable);
        if (MyInvocation.ExpectingInput && SourceTable is null && IncludeTable is null && InputObject is null)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, "Reading the pipeline: the object names no table (SourceTable or TableName) and is no "
                + "database of Get-DbDatabase. Give it a table, or * for all tables of its database.") { Target = SourceProfile };
        }

        return new Item(SourceProfile, Given.Database(nameof(SourceDatabase), SourceDatabase, SourceProfile), TargetProfile,
            Given.Database(nameof(TargetDatabase), TargetDatabase, TargetProfile), choice);
    }

    private void Resume(string jobId)
    {
        JobStatus before = Service.GetStatus(jobId);
        if (ShouldProcess($"{before.Source} to {before.Target}", $"Resume the migration {jobId}"))
        {
            Launch((service, token) => service.ResumeAsync(jobId, token), before);
        }
    }

    private void Process(MigrationRequest request)
    {
        CheckUrl(request.SourceProfile);
        CheckUrl(request.TargetProfile);
        if (!Rehearse && (OutputDir is not null || MyInvocation.BoundParameters.ContainsKey(nameof(SampleRows))))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Reading the parameters: -{(OutputDir is null ? nameof(SampleRows) : nameof(OutputDir))} goes with -Rehearse. Add it, or leave the other out.");
        }

        string target = Named(request.TargetProfile, request.TargetDatabase);
        string tables = $"{Tables(request)} of {Named(request.SourceProfile, request.SourceDatabase)} to {target}";
        if (Rehearse)
        {
            RunRehearsal(request, $"Rehearse in a scratch database: {tables}");
            return;
        }

        string action = request.TruncateTarget ? $"{_question!.Action(request, target)}, then migrate {tables}" : "Migrate " + tables;
        if (ShouldProcess(action + ".", action + "?", "Start-DbMigrationJob", out ShouldProcessReason reason))
        {
            if (!request.TruncateTarget || _question!.IsAnswered(action + "?"))
            {
                Launch((service, token) => service.StartAsync(request, token), null);
            }
        }
        else if (reason == ShouldProcessReason.WhatIf)
        {
            MigrationPlan plan = Indexable.Of(Run(token => Service.PlanAsync(request, token)));
            WriteObject(plan);
            foreach (PlanProblem problem in plan.Problems)
            {
                WriteError(ErrorRecords.Of(problem));
            }
        }
    }

    private void RunRehearsal(MigrationRequest request, string action)
    {
        if (ShouldProcess(action + ".", action + "?", "Start-DbMigrationJob"))
        {
            WriteObject(Indexable.Of(Run(token => Service.RehearseAsync(new RehearsalRequest
            {
                Migration = request, OutputDir = OutputDir is null ? null : FullPath(OutputDir), SampleRows = SampleRows,
            }, token))));
        }
    }

    private MigrationRequest RequestOf(IEnumerable<Item> items)
    {
        Item item = items.First();
        TableChoice choice = TableChoice.Of(items.Select(i => i.Tables));
        return new MigrationRequest
        {
            SourceProfile = item.SourceProfile,
            SourceDatabase = item.SourceDatabase,
            TargetProfile = item.TargetProfile,
            TargetDatabase = item.TargetDatabase,
            SourceTable = choice.One,
            IncludeTables = choice.Included,
            ExcludeTables = choice.Excluded,
            BatchSize = BatchSize,
            MemoryLimitMb = MemoryLimitMB,
            TruncateTarget = TruncateTarget,
            StopOnError = StopOnError,
            ContinueOnRowError = !StopOnRowError,
            CreateSchema = CreateSchema,
            Verify = Verify,
        };
    }

    private static string Tables(MigrationRequest request) =>
        request.SourceTable is { } one ? $"the table {one}"
        : request.IncludeTables is not null ? $"the tables {string.Join(", ", request.IncludeTables)}" : TableChoice.AllTables;

    private static string Named(string profile, string? database) =>
        PowerShellText.Of(database is null ? profile : profile + "/" + database);

    private sealed record Item(string SourceProfile, string? SourceDatabase, string TargetProfile, string? TargetDatabase, TableChoice Tables);
}
