using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Resources;

/// <summary>Links from a result to what can be read by address: a few, for each costs an agent some forty tokens.</summary>
internal static class ResourceLinks
{
    public const string Jobs = "datamigrator://jobs/";
    public const string Schemas = "datamigrator://schema-copy/";

    // The first version of the protocol that has links.
    private const string Since = "2025-06-18";
    private const int Most = 5;

    /// <summary>The client knows links.</summary>
    public static bool AreKnown(string? protocol) => string.CompareOrdinal(protocol, Since) >= 0;

    public static string Rejects(string jobId, string table) => $"{Jobs}{jobId}/rejects/{Uri.EscapeDataString(table)}";

    public static string SchemaFile(string relative) => Schemas + string.Join('/', relative.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    /// <summary>The rows that a job set aside, from its status.</summary>
    public static IEnumerable<ResourceLinkBlock> OfStatus(JsonObject status)
    {
        string id = (string)status["job_id"]!;
        return (status["failed_tables"] as JsonArray ?? []).Where(t => t!["error_file"] is not null).Take(Most).Select(t =>
            ((string)t!["error_file"]!).EndsWith("fk_violations.jsonl", StringComparison.Ordinal)
                ? Link($"{Jobs}{id}/fk-violations", "foreign key violations", "application/jsonl")
                : Link(Rejects(id, (string)t["table"]!), $"rejected rows of {t["table"]}", "application/jsonl")).DistinctBy(l => l.Uri);
    }

    /// <summary>The files that hold statements, from a generated schema; those that a client can read by address.</summary>
    public static IEnumerable<ResourceLinkBlock> OfSchema(JsonObject schema, string home)
    {
        string root = Path.Combine(home, ".tmp", "schema-copy");
        return (schema["files"] as JsonArray ?? []).Select(f => Path.GetRelativePath(root, Path.Combine(home, (string)f!)))
            .Where(f => !f.StartsWith("..", StringComparison.Ordinal) && Path.GetFileName(Path.GetDirectoryName(f)) != "skipped").Take(Most)
            .Select(f => Link(SchemaFile(f), Path.GetFileName(f), "application/sql"));
    }

    private static ResourceLinkBlock Link(string uri, string name, string type) => new() { Uri = uri, Name = name, MimeType = type };
}
