using System.Text.Json;
using System.Text.Json.Serialization;
using DataMigrator.Catalog;
using DataMigrator.Planning;
using DataMigrator.Profiles;
using DataMigrator.SchemaCopy;

namespace DataMigrator.Jobs.Schema;

/// <summary>The statements that make the target's schema, kept in the job's <c>schema.json</c> from its first day, so that a
/// resumed job makes the same schema whatever has become of the source.</summary>
/// <param name="Tables">Before the load.</param>
/// <param name="AfterLoad">After it: indexes, foreign keys, triggers, views.</param>
/// <param name="Names">What tables and columns are called in the target.</param>
/// <param name="Warnings">What the translation warns of.</param>
internal sealed record SchemaPlan(IReadOnlyList<SchemaStep> Tables, IReadOnlyList<SchemaStep> AfterLoad,
    IReadOnlyList<TableNaming> Names, IReadOnlyList<string> Warnings)
{
    public TargetNames TargetNames() => new(
        Names.ToDictionary(n => new TableName(n.SourceSchema, n.SourceName), n => new TableName(n.TargetSchema, n.TargetName)),
        Names.SelectMany(n => n.Columns.Select(c => ((new TableName(n.SourceSchema, n.SourceName), c.Key), c.Value)))
            .ToDictionary(p => p.Item1, p => p.Value));

    /// <param name="script">The translation.</param>
    /// <param name="present">Tables that the target already has, equal to what would be made.</param>
    public static SchemaPlan Of(SchemaScript script, IReadOnlySet<TableName> present)
    {
        ILookup<TableName, KeyValuePair<(TableName Table, string Column), string>> renamed = script.ColumnNames
            .Where(c => c.Key.Column != c.Value).ToLookup(c => c.Key.Table);
        return new SchemaPlan([.. Steps(script.Tables)], [.. Steps(script.AfterLoad)],
            [.. script.TableNames.Select(t => new TableNaming(t.Key.Schema, t.Key.Name, t.Value.Schema, t.Value.Name,
                renamed[t.Key].ToDictionary(c => c.Key.Column, c => c.Value)))],
            [.. script.Warnings.Select(w => $"{w.Type} {w.Name}: {w.Message}"),
                .. script.Skipped.Select(s => $"{s.Type} {s.Name} is left out: {s.Reason}")]);

        IEnumerable<SchemaStep> Steps(IEnumerable<SchemaStatement> statements) => statements
            .Where(s => s.Table is null || !present.Contains(s.Table))
            .Select(s => new SchemaStep(s.Kind, s.Name, s.Table?.Schema, s.Table?.Name, s.Sql));
    }

    public void Write(JobFolder folder)
    {
        using FileStream file = JobFolder.OpenPrivate(FileOf(folder), FileMode.Create);
        file.Write(Checksum.Seal(JsonSerializer.SerializeToUtf8Bytes(this, SchemaPlanJson.Default.SchemaPlan)));
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="MigrationException">CHECKPOINT_NOT_FOUND.</exception>
    public static SchemaPlan Read(JobFolder folder)
    {
        try
        {
            PlainFile.Require(FileOf(folder));
            return JsonSerializer.Deserialize(Checksum.Open(File.ReadAllBytes(FileOf(folder))), SchemaPlanJson.Default.SchemaPlan)
                ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MigrationException(ErrorCodes.CheckpointNotFound,
                $"Reading the job's schema {FileOf(folder)}: {e.Message} Without it the job can't be resumed; start a new one.", e);
        }
    }

    private static string FileOf(JobFolder folder) => Path.Combine(folder.Path, "schema.json");
}

/// <summary>A statement of the target's DDL.</summary>
internal sealed record SchemaStep(SchemaObjectKind Kind, string Name, string? TableSchema, string? TableName, string Sql);

/// <summary>What a table and its columns (those with another name) are called in the target.</summary>
internal sealed record TableNaming(string? SourceSchema, string SourceName, string? TargetSchema, string TargetName,
    IReadOnlyDictionary<string, string> Columns);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SchemaPlan))]
internal sealed partial class SchemaPlanJson : JsonSerializerContext;
