using System.Text.Json;
using System.Text.Json.Nodes;
using DataMigrator.Exploration;
using DataMigrator.Mcp.Schema;

namespace DataMigrator.Mcp.Server;

/// <summary>Gives a result the form that clients get: members that are empty are left out, and paths are relative to the home
/// folder. What the fields do not describe, such as a row's values, stays as it is.</summary>
/// <param name="home">The home folder, absolute.</param>
internal sealed class ResultForm(string home)
{
    // Tools that resolve links name files by the folder's real path.
    private readonly string[] _homes = [.. ((string[])[home, new AllowedFolders([home], home).Folders[0]])
        .Select(h => Path.TrimEndingDirectorySeparator(h) + Path.DirectorySeparatorChar).Distinct()];

    public void Apply(JsonObject result, IReadOnlyList<Field> fields)
    {
        foreach (Field field in fields)
        {
            JsonNode? value = result[field.Name];
            if (field.IsLeftOutEmpty && value is null or JsonArray { Count: 0 })
            {
                result.Remove(field.Name);
            }
            else if (field.IsPath)
            {
                result[field.Name] = value is JsonArray paths ? new JsonArray([.. paths.Select(p => Relative(p))]) : Relative(value);
            }
            else if (field.Fields.Count > 0)
            {
                foreach (JsonObject inner in (value as JsonArray)?.OfType<JsonObject>() ?? [])
                {
                    Apply(inner, field.Fields);
                }
            }
        }
    }

    /// <summary>A path as clients get it.</summary>
    public string Relative(string path) =>
        _homes.FirstOrDefault(h => path.StartsWith(h, StringComparison.Ordinal)) is { } folder ? path[folder.Length..] : path;

    private JsonNode? Relative(JsonNode? path) =>
        path is { } node && node.GetValueKind() == JsonValueKind.String ? Relative(node.GetValue<string>()) : path?.DeepClone();
}
