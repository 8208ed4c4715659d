using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataMigrator.Jobs;

/// <summary>What a job knows of itself: the content of <c>checkpoint.json</c>, to which the lines of <c>checkpoint.log</c>
/// (<see cref="CheckpointChange"/>) add what is newer. Holds no secret. Counts are committed rows.</summary>
internal sealed class Checkpoint
{
    public const int CurrentVersion = 2;

    /// <summary>What was written up to DataMigrator 1.4. Its status can be read; it can't be resumed.</summary>
    public const int VersionWithoutChecksum = 1;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>Changes so far; a line of the journal with a higher number is newer than this.</summary>
    public long Sequence { get; set; }

    public required string JobId { get; set; }

    public required string SourceProfile { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SourceDatabase { get; set; }

    public required string TargetProfile { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? TargetDatabase { get; set; }

    /// <summary>As messages name them.</summary>
    public string? Source { get; set; }

    public string? Target { get; set; }

    /// <summary><see cref="Profiles.DatabaseAddress.Place"/> of the target.</summary>
    public string? TargetPlace { get; set; }

    /// <summary>The target's tables of a job that makes them: other jobs are to see them before they are there.</summary>
    public List<string> TablesToMake { get; set; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JobState Status { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JobMode Mode { get; set; }

    public List<string> CompletedTables { get; set; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? CurrentTable { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TableState? CurrentTableStatus { get; set; }

    public List<string> TablesRemaining { get; set; } = [];

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public List<string> Warnings { get; set; } = [];

    public bool? Verified { get; set; }

    /// <summary>The request, without profiles and databases (those stand above) and without secrets.</summary>
    public required CheckpointOptions Options { get; set; }

    /// <summary><see cref="Planning.MigrationPlan.Identity"/>; empty until the plan is made.</summary>
    public string PlanIdentity { get; set; } = "";

    /// <summary>The target's tables have been emptied.</summary>
    public bool Truncated { get; set; }

    /// <summary>Statements of <c>schema.json</c> that have been run.</summary>
    public int SchemaStepsDone { get; set; }

    /// <summary>Parts of the schema that could not be made.</summary>
    public List<string> SchemaErrors { get; set; } = [];

    /// <summary>Steps after the load that failed, by number: tried again when the job is resumed.</summary>
    public List<int> SchemaStepsFailed { get; set; } = [];

    /// <summary>Bytes of fk_violations.jsonl before the lines of <see cref="SchemaStepsFailed"/>.</summary>
    public long FkBytesOfRows { get; set; }

    public List<TableCheckpoint> Tables { get; set; } = [];

    /// <summary>A commit that was about to be made when this was written; null when none is pending.</summary>
    public CommitIntent? Intent { get; set; }

    /// <summary>Bytes of fk_violations.jsonl that belong to committed work.</summary>
    public long FkBytes { get; set; }
}

/// <summary>Options of the request that a resumed job keeps.</summary>
internal sealed record CheckpointOptions(string? SourceTable, IReadOnlyList<string> IncludeTables,
    IReadOnlyList<string> ExcludeTables, int BatchSize, int MemoryLimitMb, bool TruncateTarget, bool StopOnError,
    bool ContinueOnRowError, bool CreateSchema, bool Verify);

/// <summary>A table within a checkpoint.</summary>
internal sealed class TableCheckpoint
{
    public required string Table { get; set; }

    public required string TargetTable { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TableState Status { get; set; }

    public long RowsRead { get; set; }

    public long RowsMigrated { get; set; }

    public long RowsFailed { get; set; }

    public long TotalRows { get; set; }

    public long BytesMigrated { get; set; }

    public double ElapsedSeconds { get; set; }

    /// <summary>Whether the target's table was empty when the job came to it; null until then.</summary>
    public bool? TargetWasEmpty { get; set; }

    /// <summary>Rows of the target's table before the job, where its restart needs them.</summary>
    public long TargetRowsBefore { get; set; }

    /// <summary>The last committed key, a value a key column in its text form; null before the first batch.</summary>
    public IReadOnlyList<string>? LastKey { get; set; }

    /// <summary>Committed rows after <see cref="LastKey"/>, whose keys can't be named (they were set aside): to be passed
    /// over when reading goes on.</summary>
    public long RowsAfterKey { get; set; }

    /// <summary>Bytes of the reject file that belong to committed work.</summary>
    public long RejectBytes { get; set; }

    /// <summary>All rows have been copied and committed; the table waits for the rest of its group.</summary>
    public bool Loaded { get; set; }

    public string? Error { get; set; }
}

/// <summary>A commit about to be made: how to tell afterwards whether it was, and what holds if it was.</summary>
/// <param name="Tables">The tables' state once committed.</param>
/// <param name="ProbeTable">The source's name of the table to look in; null where resuming starts over anyway.</param>
/// <param name="ProbeKey">A key, in the target's values, of a row that the commit adds; null to compare row counts.</param>
/// <param name="ExpectedRows">Rows of the probed table once committed, where there is no key.</param>
/// <param name="FkBytes">Bytes of fk_violations.jsonl once committed.</param>
internal sealed record CommitIntent(IReadOnlyList<TableProgress> Tables, string? ProbeTable,
    IReadOnlyList<string>? ProbeKey, long? ExpectedRows, long FkBytes);

/// <summary>How far a table is.</summary>
internal sealed record TableProgress(string Table, long RowsRead, long RowsMigrated, long RowsFailed, long BytesMigrated,
    IReadOnlyList<string>? LastKey, long RejectBytes)
{
    /// <summary>As <see cref="TableCheckpoint.RowsAfterKey"/>.</summary>
    public long RowsAfterKey { get; init; }

    /// <summary>The commit holds the table's last row.</summary>
    public bool Loaded { get; init; }
}

/// <summary>What is zero, false or null is left out, unless the contract names it: a checkpoint may hold ten thousand tables
/// that have not begun.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SnakeCaseEnum<JobState>), typeof(SnakeCaseEnum<JobMode>),
    typeof(SnakeCaseEnum<TableState>)])]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;

/// <summary>Enums as snake_case strings.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, false)
    where T : struct, Enum;
