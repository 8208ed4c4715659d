using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.Rehearsals;
using DataMigrator.SchemaCopy;
using DataMigrator.Verification;

namespace DataMigrator.Json;

/// <summary>The public JSON form of what the engine tells: names and enum values in snake_case, times in UTC as ISO 8601.
/// Shared by <c>--json</c>, the log lines and the MCP results. Free text passes the <see cref="Redactor"/>
/// and gets the words of the host here.</summary>
public static class StatusJson
{
    private static readonly StatusJsonContext Indented = Make(indented: true, JsonIgnoreCondition.Never);
    private static readonly StatusJsonContext Lines = Make(indented: false, JsonIgnoreCondition.WhenWritingNull);

    /// <summary>A job's status; null values stand there as null.</summary>
    public static string Serialize(JobStatus status, HostWords words) => JsonSerializer.Serialize(Tell(status, words), Indented.JobStatus);

    /// <summary>Several jobs, as a JSON array.</summary>
    public static string Serialize(IReadOnlyList<JobStatus> statuses, HostWords words) =>
        JsonSerializer.Serialize([.. statuses.Select(s => Tell(s, words))], Indented.JobStatusArray);

    /// <summary>A plan.</summary>
    public static string Serialize(MigrationPlan plan, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return JsonSerializer.Serialize(
            plan with
            {
                Warnings = [.. plan.Warnings.Select(w => Tell(w, words))],
                Problems = [.. plan.Problems.Select(p => p with { Message = Tell(p.Message, words) })],
            },
            Indented.MigrationPlan);
    }

    /// <summary>A comparison of two databases.</summary>
    public static string Serialize(VerificationResult result, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(
            result with { Tables = [.. result.Tables.Select(t => t with { Error = Tell(t.Error, words) })] },
            Indented.VerificationResult);
    }

    /// <summary>What a schema copy wrote.</summary>
    public static string Serialize(SchemaCopyResult result, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(
            result with { Warnings = [.. result.Warnings.Select(w => w with { Message = Tell(w.Message, words) })] },
            Indented.SchemaCopyResult);
    }

    /// <summary>What a rehearsal found.</summary>
    public static string Serialize(Rehearsal result, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(
            result with
            {
                Problems = [.. result.Problems.Select(p => p with { Message = Tell(p.Message, words), Next = Tell(p.Next, words) })],
                Rejects = [.. result.Rejects.Select(r => r with { Error = Tell(r.Error, words) })],
                Warnings = [.. result.Warnings.Select(w => Tell(w, words))],
            },
            Indented.Rehearsal);
    }

    /// <summary>A line of the log, without a line break; fields that are null are left out.</summary>
    public static string SerializeLine(LogEntry entry, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return JsonSerializer.Serialize(
            entry with { Message = Tell(entry.Message, words), Detail = Tell(entry.Detail, words) }, Lines.LogEntry);
    }

    private static JobStatus Tell(JobStatus status, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status with
        {
            ErrorMessage = Tell(status.ErrorMessage, words),
            Warnings = [.. status.Warnings.Select(w => Tell(w, words))],
            FailedTables = [.. status.FailedTables.Select(t => t with { Error = Tell(t.Error, words) })],
        };
    }

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Tell(string? text, HostWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return text is null ? null : words.Render(Redactor.Redact(text));
    }

    private static StatusJsonContext Make(bool indented, JsonIgnoreCondition ignore) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = indented,
        DefaultIgnoreCondition = ignore,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<JobState>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<JobMode>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<TableState>(JsonNamingPolicy.SnakeCaseLower),
            new RoundedNumber(),
        },
    });

    // Percent, rates and seconds: three decimals say all there is, and JSON has no NaN or infinity.
    private sealed class RoundedNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteRawValue(double.IsFinite(value)
                ? Math.Round(value, 3).ToString(CultureInfo.InvariantCulture) : "0");
    }
}

/// <summary>The types of <see cref="StatusJson"/>, without reflection at run time.</summary>
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(JobStatus[]))]
[JsonSerializable(typeof(MigrationPlan))]
[JsonSerializable(typeof(VerificationResult))]
[JsonSerializable(typeof(SchemaCopyResult))]
[JsonSerializable(typeof(Rehearsal))]
[JsonSerializable(typeof(LogEntry))]
internal sealed partial class StatusJsonContext : JsonSerializerContext;
