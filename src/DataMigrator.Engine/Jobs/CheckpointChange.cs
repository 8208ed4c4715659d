using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataMigrator.Jobs;

/// <summary>What changes at every commit, however many tables the job has: a line of <c>checkpoint.log</c>.</summary>
internal sealed record CheckpointChange
{
    /// <summary>One more than that of the line before, and than the checkpoint's that the lines follow.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string? CurrentTable { get; init; }

    public CommitIntent? Intent { get; init; }

    public long FkBytes { get; init; }

    /// <summary>The tables that changed, whole.</summary>
    public IReadOnlyList<TableCheckpoint> Tables { get; init; } = [];

    public static CheckpointChange Of(Checkpoint checkpoint, IEnumerable<TableCheckpoint> tables) => new()
    {
        Sequence = checkpoint.Sequence,
        UpdatedAt = checkpoint.UpdatedAt,
        CurrentTable = checkpoint.CurrentTable,
        Intent = checkpoint.Intent,
        FkBytes = checkpoint.FkBytes,
        Tables = [.. tables],
    };

    /// <summary>The change as a line.</summary>
    public byte[] ToLine() =>
        Checksum.SealLine(JsonSerializer.SerializeToUtf8Bytes(this, CheckpointChangeJson.Default.CheckpointChange));

    /// <summary>Brings a checkpoint to where a journal ends. Lines that it holds already are passed over. The last may be there in
    /// part: the process or the machine died over it, before what it says was relied on.</summary>
    /// <exception cref="JsonException">The journal is another job's, or a line within it is damaged or missing: what was committed
    /// after it can't be known.</exception>
    public static void Replay(ReadOnlySpan<byte> journal, Checkpoint checkpoint)
    {
        Dictionary<string, int>? places = null;
        for (int number = 1; journal.IndexOf((byte)'\n') is >= 0 and int end; number++)
        {
            ReadOnlySpan<byte> line = journal[..end];
            journal = journal[(end + 1)..];
            if (!TryRead(line, checkpoint, out CheckpointChange? change))
            {
                if (journal.IsEmpty)
                {
                    return;
                }

                throw new JsonException($"line {number} of its journal is damaged, and lines follow it.");
            }

            if (change.Sequence <= checkpoint.Sequence)
            {
                continue;
            }

            if (change.Sequence != checkpoint.Sequence + 1)
            {
                throw new JsonException($"lines are missing before line {number} of its journal.");
            }

            places ??= checkpoint.Tables.Select((t, i) => (t.Table, i)).ToDictionary(p => p.Table, p => p.i);
            foreach (TableCheckpoint table in change.Tables)
            {
                checkpoint.Tables[places.TryGetValue(table.Table, out int place) ? place
                    : throw new JsonException($"its journal names the table {table.Table}, which it has not.")] = table;
            }

            checkpoint.Sequence = change.Sequence;
            checkpoint.UpdatedAt = change.UpdatedAt;
            checkpoint.CurrentTable = change.CurrentTable;
            checkpoint.Intent = change.Intent;
            checkpoint.FkBytes = change.FkBytes;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> line, Checkpoint checkpoint, [NotNullWhen(true)] out CheckpointChange? change)
    {
        change = null;
        ReadOnlySpan<byte> json = checkpoint.Version == Checkpoint.VersionWithoutChecksum ? line : Checksum.OpenLine(line);
        try
        {
            change = json.IsEmpty ? null : JsonSerializer.Deserialize(json, CheckpointChangeJson.Default.CheckpointChange);
        }
        catch (JsonException)
        {
            // Damaged.
        }

        return change is not null;
    }
}

/// <summary>As <see cref="CheckpointJson"/>, on one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = [typeof(SnakeCaseEnum<TableState>)])]
[JsonSerializable(typeof(CheckpointChange))]
internal sealed partial class CheckpointChangeJson : JsonSerializerContext;
