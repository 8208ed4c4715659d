using DataMigrator.Databases;
using DataMigrator.Jobs;
using DataMigrator.Jobs.Schema;
using DataMigrator.Planning;
using DataMigrator.Profiles;
using DataMigrator.Rehearsals;
using DataMigrator.SchemaCopy;
using DataMigrator.Verification;

namespace DataMigrator;

/// <summary>Where the engine keeps and finds things, and what its host allows.</summary>
public sealed record MigrationServiceOptions
{
    /// <summary>The home folder (<c>.tmp/migrations</c> lies under it); null for DATAMIGRATOR_HOME, else the current
    /// folder.</summary>
    public string? HomePath { get; init; }

    /// <summary>The profile file; null for the usual places.</summary>
    public string? ProfilePath { get; init; }

    /// <summary>The folder where a profile file is looked for and relative paths begin; null for the process's own. A
    /// PowerShell session has one of its own.</summary>
    public string? CurrentFolder { get; init; }

    /// <summary>Reads <c>${vault:NAME}</c>: the secret of that name, null where the vault has none. Without it such a
    /// reference is refused.</summary>
    public Func<string, string?>? ReadVault { get; init; }

    /// <summary>URLs may stand where a profile name does. The MCP server says no.</summary>
    public bool AllowUrls { get; init; } = true;

    /// <summary>The login to the source in place of the profile's or the URL's; kept nowhere.</summary>
    public DatabaseLogin? SourceLogin { get; init; }

    /// <summary>The login to the target in place of the profile's or the URL's; kept nowhere.</summary>
    public DatabaseLogin? TargetLogin { get; init; }

    /// <summary>Receives log lines, from any thread.</summary>
    public Action<LogEntry>? Log { get; init; }
}

/// <summary>The engine's one door: every host calls this and reads <see cref="JobStatus"/>. Safe for use from several
/// threads.</summary>
public sealed partial class MigrationService
{
    private readonly string _home;

    /// <summary>A service with its options; reads no file yet.</summary>
    public MigrationService(MigrationServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        if (options.HomePath is not null && string.IsNullOrWhiteSpace(options.HomePath))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Choosing the home folder ({HostTerm.Home.Mark()}): its path is given and empty. Is a variable not set? Give a path, or leave it out.");
        }

        string? variable = Environment.GetEnvironmentVariable("DATAMIGRATOR_HOME");
        _home = Path.GetFullPath(options.HomePath ?? (string.IsNullOrEmpty(variable) ? "." : variable));
        Redactor.RegisterNames(_home);
    }

    /// <summary>The options that the service was made with.</summary>
    public MigrationServiceOptions Options { get; }

    /// <summary>How often and how long to try again; shorter in tests.</summary>
    internal RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>What a migration would do; writes nothing. Problems are in the plan, not thrown, unless a database can't be
    /// reached.</summary>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, CONNECTION_FAILED.</exception>
    public Task<MigrationPlan> PlanAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        ConnectedAsync(request, (source, target) => DescribeAsync(request, source, target, cancellationToken), cancellationToken);

    /// <summary>Tries a migration in a scratch database beside the target, which is dropped afterwards: the schema, and a sample of each
    /// table's rows. What fails is in the result, not thrown. The target's tables are not touched, the source is only read.</summary>
    /// <exception cref="MigrationException">It could not be rehearsed: PROFILE_NOT_FOUND, INVALID_PARAMETER, CONNECTION_FAILED,
    /// SCHEMA_COPY_FAILED, ACCESS_DENIED (the target's profile is read-only, or its login may not make a database).</exception>
    public async Task<Rehearsal> RehearseAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request.Migration);
        InRange(request.SampleRows, 0, 10_000, HostTerm.SampleRows, "sample_rows");
        if (request.OutputDir is { } folder && (string.IsNullOrWhiteSpace(folder) || request.Migration.CreateSchema))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading the request: {HostTerm.OutputDir.Mark()} "
                + (request.Migration.CreateSchema ? $"and {HostTerm.CreateSchema.Mark()} name two schemas. Give one of them." : "is empty. Give a folder, or leave it out."))
            { Target = "output_dir" };
        }

        SessionFactory sessions = Starter().Sessions(request.Migration) with { CreateTarget = request.Migration.CreateSchema || request.OutputDir is not null };
        return await new Rehearser(_home, request, sessions, Retry, Options.Log).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rows that <see cref="MigrationRequest.TruncateTarget"/> would delete, by table, counted now: for a host that
    /// asks before it lets them go. Tables that are not there yet are left out.</summary>
    /// <exception cref="MigrationException">What the plan found, and as <see cref="PlanAsync"/>.</exception>
    public Task<IReadOnlyList<TargetRows>> CountTargetRowsAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        ConnectedAsync(request, async (source, target) =>
        {
            MigrationPlan plan = await DescribeAsync(request, source, target, cancellationToken).ConfigureAwait(false);
            PlanProblem.ThrowAny(plan.Problems);
            return await TargetRows.CountAsync(target, plan, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    /// <summary>Plans, writes the first checkpoint and starts the job in the background.</summary>
    /// <exception cref="MigrationException">What the plan found, PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED,
    /// CONNECTION_FAILED, MIGRATION_ALREADY_EXISTS.</exception>
    public Task<MigrationJob> StartAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        StartAsync(request, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>As above, and returns a job whose plan takes longer than <paramref name="patience"/> before it is made: it has no
    /// tables yet, and what the plan finds is the job's failure. The token then no longer ends it.</summary>
    /// <exception cref="MigrationException">As above, where it is found in time.</exception>
    public Task<MigrationJob> StartAsync(MigrationRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        Check(request);
        return KeepAsync(Starter().StartAsync(request, patience, cancellationToken));
    }

    /// <summary>Goes on with a job that is stopped, failed or interrupted, or that left tables out. One that is complete is
    /// returned as it ended (<see cref="MigrationJob.WasComplete"/>).</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND, MIGRATION_ALREADY_EXISTS (it is
    /// running), INVALID_PARAMETER (the plan has changed, or an earlier
    /// version began the job), CONNECTION_FAILED.</exception>
    public Task<MigrationJob> ResumeAsync(string jobId, CancellationToken cancellationToken) =>
        ResumeAsync(jobId, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>As above, for a job that ended before it had a plan with <paramref name="patience"/> as for a start.</summary>
    /// <exception cref="MigrationException">As above.</exception>
    public Task<MigrationJob> ResumeAsync(string jobId, TimeSpan patience, CancellationToken cancellationToken) =>
        KeepAsync(Starter().ResumeAsync(jobId, patience, cancellationToken));

    /// <summary>The status of a job of the home folder, of this process or any other.</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND.</exception>
    public JobStatus GetStatus(string jobId) => StatusOf(JobFolder.Open(_home, jobId));

    /// <summary>All jobs of the home folder whose checkpoint can be read, newest first.</summary>
    public IReadOnlyList<JobStatus> ListJobs()
    {
        var jobs = new List<JobStatus>();
        foreach (JobFolder folder in JobFolder.All(_home))
        {
            try
            {
                jobs.Add(StatusOf(folder));
            }
            catch (MigrationException)
            {
                // No checkpoint yet, or none that can be read: asking for that job by its id says so.
            }
        }

        return [.. jobs.OrderByDescending(j => j.StartedAt)];
    }

    /// <summary>Compares the source's tables with the target's, row by row, in bounded memory.</summary>
    /// <exception cref="MigrationException">As <see cref="PlanAsync"/>.</exception>
    public Task<VerificationResult> VerifyAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        VerifyAsync(request, null, cancellationToken);

    /// <summary>As above, and tells how far it has come: from any thread, often.</summary>
    /// <exception cref="MigrationException">As <see cref="PlanAsync"/>.</exception>
    public Task<VerificationResult> VerifyAsync(MigrationRequest request, IProgress<VerificationProgress>? progress,
        CancellationToken cancellationToken) => ConnectedAsync(request with { CreateSchema = false }, async (source, target) =>
        {
            TransferPlan plan = await Planner.PlanAsync(request with { TruncateTarget = false }, source, target, TargetNames.Same,
                cancellationToken).ConfigureAwait(false);
            PlanProblem.ThrowAny([.. plan.Problems.Where(p => !p.OnlyForWriting)]);
            return await Verifier.VerifyAsync(plan, source, target, request.MemoryLimitMb, progress, cancellationToken)
                .ConfigureAwait(false);
        }, cancellationToken);

    private static async Task<MigrationPlan> DescribeAsync(MigrationRequest request, DatabaseSession source, DatabaseSession target,
        CancellationToken cancellationToken)
    {
        if (request.CreateSchema)
        {
            (SchemaScript script, SchemaPlan schema, IReadOnlyList<PlanProblem> problems) = await SchemaPreparation
                .PrepareAsync(request, source, target, cancellationToken).ConfigureAwait(false);
            return SchemaPreparation.Describe(script, schema, problems, source, target);
        }

        TransferPlan plan = await Planner.PlanAsync(request, source, target, TargetNames.Same, cancellationToken)
            .ConfigureAwait(false);
        plan = await TargetRows.WarnAsync(plan, request, target, cancellationToken).ConfigureAwait(false);
        return Planner.Describe(plan, request, source, target);
    }

    private static JobStatus StatusOf(JobFolder folder)
    {
        // The lock before the checkpoint: a job that ends in between is then seen as ended, not as interrupted.
        bool alive = JobLock.IsHeld(folder.LockFile);
        Checkpoint checkpoint = new CheckpointStore(folder).Read();
        JobState state = checkpoint.Status == JobState.Running && !alive ? JobState.Interrupted : checkpoint.Status;
        return CheckpointStatus.Of(checkpoint, folder, state, null);
    }

    private static void Check(MigrationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Range(request.BatchSize, 1, 1_000_000, HostTerm.BatchSize, "batch_size");
        Range(request.MemoryLimitMb, 1, 65_536, HostTerm.MemoryLimit, "memory_limit_mb");
        TableFilter.Of(request).Check();

        static void Range(int value, int least, int most, HostTerm option, string name)
        {
            if (value < least || value > most)
            {
                throw new MigrationException(ErrorCodes.InvalidParameter,
                    $"Reading the request: {option.Mark()} is {value}; it must be from {least} to {most}.") { Target = name };
            }
        }
    }

    private JobStarter Starter() => new(_home, NewResolver(out _), Retry, Options.Log);

    private AddressResolver NewResolver(out ProfileStore store)
    {
        store = ProfileStore.Open(Options.ProfilePath, Options.CurrentFolder);
        return new AddressResolver(store, Options.AllowUrls)
        {
            Warn = Warn,
            CurrentFolder = Options.CurrentFolder,
            ReadVault = Options.ReadVault,
            SourceLogin = Options.SourceLogin,
            TargetLogin = Options.TargetLogin,
        };
    }

    private async Task<T> ConnectedAsync<T>(MigrationRequest request, Func<DatabaseSession, DatabaseSession, Task<T>> use,
        CancellationToken cancellationToken)
    {
        Check(request);
        SessionFactory sessions = Starter().Sessions(request);
        await using DatabaseSession source = await sessions.OpenSourceAsync(cancellationToken).ConfigureAwait(false);
        await using DatabaseSession target = await sessions.LookAtTargetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(source, target).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw DatabaseFailure.Translate(e, target, "Planning the migration");
        }
    }
}
