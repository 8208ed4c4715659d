using System.Management.Automation;
using System.Text.Json;

namespace DataMigrator.PowerShell.Output;

/// <summary>A row of a reject file as an object.</summary>
internal static class RejectedValues
{
    /// <summary>An object with a property for each member; null for none.</summary>
    public static PSObject? Row(JsonElement json)
    {
        JsonProperty[] members = [.. json.EnumerateObject()];
        return members.Length == 0 ? null : DbRow.Of(RowObjects.Names(members.Select(m => m.Name)), [.. members.Select(m => Value(m.Value))]);
    }

    /// <summary>A value of a row.</summary>
    public static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out long number) ? (object)number : json.GetDouble(),
        JsonValueKind.Object => Binary(json) ?? (object?)Row(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToArray(),
        _ => json.ToString(),
    };

    // Other values with their type, such as a geometry, stay an object of their own.
    private static byte[]? Binary(JsonElement json) =>
        json.TryGetProperty("type", out JsonElement type) && type.ValueEquals("binary") && json.TryGetProperty("base64", out JsonElement bytes)
            ? bytes.GetBytesFromBase64() : null;
}
