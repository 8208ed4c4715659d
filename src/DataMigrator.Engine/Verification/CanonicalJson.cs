using System.Buffers;
using System.Text.Json;
using DataMigrator.Values;

namespace DataMigrator.Verification;

/// <summary>JSON by meaning: no white space, object keys in ordinal order with the last of equal keys kept (as jsonb does),
/// numbers as normalized decimals, strings with the fewest escapes.</summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1000 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            using var json = new Utf8JsonWriter(output, Options);
            Write(document.RootElement, json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or with an escape that is no character: compared as it stands.
            output.Write(text);
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter json)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    members[property.Name] = property.Value;
                }

                json.WriteStartObject();
                foreach ((string name, JsonElement value) in members)
                {
                    json.WritePropertyName(name);
                    Write(value, json);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(item, json);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                byte[] raw = System.Text.Encoding.ASCII.GetBytes(element.GetRawText());
                byte[] normalized = new byte[DecimalText.NormalizedLength(raw)];
                bool plain = DecimalText.TryNormalize(raw, normalized, out int length);
                json.WriteRawValue(plain ? normalized.AsSpan(0, length) : raw, skipInputValidation: true);
                break;
            case JsonValueKind.String:
                json.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
