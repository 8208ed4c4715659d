using DataMigrator.Catalog;
using DataMigrator.Jobs.Schema;
using DataMigrator.Planning;

namespace DataMigrator.Jobs;

/// <summary>From a request to a job's first checkpoint, and from any checkpoint back to the request.</summary>
internal static class CheckpointRequest
{
    public static Checkpoint NewCheckpoint(MigrationRequest request, TransferPlan? plan, SchemaPlan? schema,
        SessionFactory sessions, JobFolder folder) => new()
        {
            JobId = folder.JobId,
            SourceProfile = sessions.Source.Profile.Name,
            SourceDatabase = request.SourceDatabase,
            TargetProfile = sessions.Target.Profile.Name,
            TargetDatabase = request.TargetDatabase ?? (sessions.Target.Profile.Database is null
                ? Path.GetFileName(sessions.Target.Database) : null),
            Source = sessions.Source.ToString(),
            Target = sessions.Target.ToString(),
            TargetPlace = sessions.Target.Place,
            Status = JobState.Running,
            Mode = request.SourceTable is null ? JobMode.WholeDatabase : JobMode.SingleTable,
            StartedAt = DateTimeOffset.UtcNow,
            Options = new CheckpointOptions(request.SourceTable, request.IncludeTables ?? [], request.ExcludeTables ?? [], request.BatchSize,
                request.MemoryLimitMb, request.TruncateTarget, request.StopOnError, request.ContinueOnRowError,
                request.CreateSchema, request.Verify),
            PlanIdentity = plan is null ? "" : Planner.Identity(plan, request),
            Tables = plan is null ? [] : [.. TablesOf(plan)],
            TablesToMake = [.. schema?.Names.Select(n => new TableName(n.TargetSchema, n.TargetName).ToString()) ?? []],
        };

    public static IEnumerable<TableCheckpoint> TablesOf(TransferPlan plan) => plan.Tables.Select(t => new TableCheckpoint
    {
        Table = t.Name, TargetTable = t.Target.Name.ToString(), TotalRows = t.Source.RowEstimate ?? 0,
    });

    public static MigrationRequest RequestOf(Checkpoint checkpoint) => new()
    {
        SourceProfile = checkpoint.SourceProfile,
        SourceDatabase = checkpoint.SourceDatabase,
        TargetProfile = checkpoint.TargetProfile,
        TargetDatabase = checkpoint.TargetDatabase,
        SourceTable = checkpoint.Options.SourceTable,
        IncludeTables = Given(checkpoint.Options.IncludeTables),
        ExcludeTables = Given(checkpoint.Options.ExcludeTables),
        BatchSize = checkpoint.Options.BatchSize,
        MemoryLimitMb = checkpoint.Options.MemoryLimitMb,
        TruncateTarget = checkpoint.Options.TruncateTarget,
        StopOnError = checkpoint.Options.StopOnError,
        ContinueOnRowError = checkpoint.Options.ContinueOnRowError,
        CreateSchema = checkpoint.Options.CreateSchema,
        Verify = checkpoint.Options.Verify,
    };

    /// <summary>A checkpoint writes a list that was not given as an empty one.</summary>
    private static IReadOnlyList<string>? Given(IReadOnlyList<string> names) => names.Count == 0 ? null : names;
}
