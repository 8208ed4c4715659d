using DataMigrator.Jobs;
using DataMigrator.Planning;
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

    /// <summary>URLs may stand where a profile name does. The MCP server says no.</summary>
    public bool AllowUrls { get; init; } = true;

    /// <summary>Receives log lines, from any thread.</summary>
    public Action<LogEntry>? Log { get; init; }
}

/// <summary>The engine's one door: every host calls this and reads <see cref="JobStatus"/>. Safe for use from several
/// threads.</summary>
public sealed class MigrationService(MigrationServiceOptions options)
{
    /// <summary>The options that the service was made with.</summary>
    public MigrationServiceOptions Options { get; } = options;

    /// <summary>What a migration would do; writes nothing. Problems are in the plan, not thrown, unless a database can't be
    /// reached.</summary>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, CONNECTION_FAILED.</exception>
    public Task<MigrationPlan> PlanAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException(request.ToString());

    /// <summary>Plans, writes the first checkpoint and starts the job in the background.</summary>
    /// <exception cref="MigrationException">What the plan found, PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED,
    /// CONNECTION_FAILED, MIGRATION_ALREADY_EXISTS.</exception>
    public Task<MigrationJob> StartAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException(request.ToString());

    /// <summary>Goes on with a job that is stopped, failed or interrupted.</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND, MIGRATION_ALREADY_EXISTS (it is
    /// running), INVALID_PARAMETER (the plan has changed), CONNECTION_FAILED.</exception>
    public Task<MigrationJob> ResumeAsync(string jobId, CancellationToken cancellationToken) =>
        throw new NotSupportedException(jobId);

    /// <summary>The status of a job of the home folder, of this process or any other.</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND.</exception>
    public JobStatus GetStatus(string jobId) => throw new NotSupportedException(jobId);

    /// <summary>All jobs of the home folder, newest first.</summary>
    public IReadOnlyList<JobStatus> ListJobs() => throw new NotSupportedException();

    /// <summary>Compares the source's tables with the target's, row by row, in bounded memory.</summary>
    /// <exception cref="MigrationException">As <see cref="PlanAsync"/>.</exception>
    public Task<VerificationResult> VerifyAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException(request.ToString());
}
