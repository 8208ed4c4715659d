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
    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, CheckpointChangeJson.Default.CheckpointChange), (byte)'\n'];

    /// <summary>Brings a checkpoint to where a journal ends. Lines that it holds already are passed over; the first that was
    /// not written to its end, or does not follow, ends the journal.</summary>
    /// <exception cref="JsonException">The journal is another job's.</exception>
    public static void Replay(ReadOnlySpan<byte> journal, Checkpoint checkpoint)
    {
        Dictionary<string, int>? places = null;
        while (journal.IndexOf((byte)'\n') is >= 0 and int end && TryRead(journal[..end], out CheckpointChange? change)
            && change.Sequence <= checkpoint.Sequence + 1)
        {
            journal = journal[(end + 1)..];
            if (change.Sequence <= checkpoint.Sequence)
            {
                continue;
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

    private static bool TryRead(ReadOnlySpan<byte> line, [NotNullWhen(true)] out CheckpointChange? change)
    {
        try
        {
            change = JsonSerializer.Deserialize(line, CheckpointChangeJson.Default.CheckpointChange);
        }
        catch (JsonException)
        {
            change = null;
        }

        return change is not null;
    }
}

/// <summary>As <see cref="CheckpointJson"/>, on one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = [typeof(SnakeCaseEnum<TableState>)])]
[JsonSerializable(typeof(CheckpointChange))]
internal sealed partial class CheckpointChangeJson : JsonSerializerContext;
