using System.Text.Json;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>Holds a value against a schema of the few keywords that the tools use, and against silence: a member that the
/// schema does not name is a problem too.</summary>
internal static class SchemaCheck
{
    public static readonly string[] Keywords = ["type", "description", "properties", "required", "items", "enum", "minimum", "maximum"];

    public static List<string> Problems(JsonElement schema, JsonElement value, string path = "$")
    {
        var problems = new List<string>();
        if (schema.TryGetProperty("type", out JsonElement type) && !IsOf(type.GetString()!, value))
        {
            problems.Add($"{path} is {value.ValueKind}, not {type}");
            return problems;
        }

        if (schema.TryGetProperty("enum", out JsonElement choices) && value.ValueKind != JsonValueKind.Null
            && !choices.EnumerateArray().Any(c => c.GetString() == value.GetString()))
        {
            problems.Add($"{path} is {value}, not one of {choices}");
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out JsonElement properties))
        {
            problems.AddRange(schema.TryGetProperty("required", out JsonElement required)
                ? required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path}.{r} is missing") : []);
            foreach (JsonProperty member in value.EnumerateObject())
            {
                problems.AddRange(properties.TryGetProperty(member.Name, out JsonElement of)
                    ? Problems(of, member.Value, path + "." + member.Name) : [$"{path}.{member.Name} is not in the schema"]);
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            problems.AddRange(value.EnumerateArray().SelectMany((v, i) => Problems(items, v, $"{path}[{i}]")));
        }

        return problems;
    }

    /// <summary>What no client is sure to take.</summary>
    public static IEnumerable<string> Unwanted(JsonElement schema, string path)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Keywords.Contains(keyword.Name))
            {
                yield return $"{path} has {keyword.Name}";
            }
        }

        if (schema.TryGetProperty("type", out JsonElement type) && type.ValueKind != JsonValueKind.String)
        {
            yield return $"{path} has a list of types";
        }

        if (schema.TryGetProperty("enum", out JsonElement choices) && choices.EnumerateArray().Any(c => c.ValueKind != JsonValueKind.String))
        {
            yield return $"{path} has an enum with something else than texts";
        }

        IEnumerable<string> inner = schema.TryGetProperty("properties", out JsonElement properties)
            ? properties.EnumerateObject().SelectMany(p => Unwanted(p.Value, path + "." + p.Name)) : [];
        foreach (string problem in schema.TryGetProperty("items", out JsonElement items) ? inner.Concat(Unwanted(items, path + "[]")) : inner)
        {
            yield return problem;
        }
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
