using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Tools;

namespace DataMigrator.Mcp.Server;

/// <summary>No result is longer than an agent can read: texts and names are shortened first, then lists lose their ends, and
/// what was cut is said with how to get it.</summary>
internal static class ResultBound
{
    /// <summary>The most characters of a result.</summary>
    public const int Most = 60_000;

    public static readonly Field Cut = Field.Text("cut", "What was left out of a long result, and how to get it.").OrNull();

    // What is left for the note on what was cut.
    private const int Room = Most - 2_000;
    private const int LongText = 1_000;
    private const int LongName = 200;
    private const int MostLists = 50;

    // Parameters with which a tool gives another part.
    private static readonly string[] Narrowing =
        ["limit", "skip", "offset", "row_limit", "cell_limit", "name_contains", "first_line", "lines", "first_character", "part", "include_tables", "max_differences"];

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The result as JSON, cut where it must be.</summary>
    public static string Text(JsonObject result, McpTool tool)
    {
        string text = result.ToJsonString(Json);
        if (text.Length <= Most)
        {
            return text;
        }

        var cuts = new List<string>();
        int shortened = 0;
        var cut = (JsonObject)Shortened(result, tool.LongMember, ref shortened)!;
        if (shortened > 0)
        {
            cuts.Add($"{shortened} long texts or names end in an ellipsis and their length");
        }

        int size = Size(cut);
        for (int i = 0; size > Room && i < MostLists && CutLargest(cut, size - Room, "result") is { } said; i++)
        {
            cuts.Add(said);
            size = Size(cut);
        }

        AdjustRows(cut, result);
        string[] ways = [.. tool.Parameters.Select(p => p.Name).Where(Narrowing.Contains)];
        cut["cut"] = $"Cut to {Most} characters: {string.Join("; ", cuts)}. "
            + (ways.Length > 0 ? $"For the rest call again with {string.Join(", ", ways)}." : "Ask for less at a time.");
        return cut.ToJsonString(Json);
    }

    /// <summary>A message, shortened in the middle: its end says what to do.</summary>
    public static string Message(string text) => text.Length <= 8_000 ? text
        : string.Create(CultureInfo.InvariantCulture, $"{Start(text, 5_000)}… ({text.Length} characters) …{text[^2_500..]}");

    private static JsonNode? Shortened(JsonNode? node, string? kept, ref int shortened)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach ((string name, JsonNode? value) in members)
                {
                    bool whole = name == kept;
                    copy[Unique(copy, Short(name, LongName, ref shortened))] = whole ? value?.DeepClone() : Shortened(value, null, ref shortened);
                }

                return copy;
            case JsonArray list:
                var items = new JsonArray();
                foreach (JsonNode? item in list)
                {
                    items.Add(Shortened(item, null, ref shortened));
                }

                return items;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                return Short(text.GetValue<string>(), LongText, ref shortened);
            default:
                return node?.DeepClone();
        }
    }

    private static string Short(string text, int most, ref int shortened)
    {
        if (text.Length <= most)
        {
            return text;
        }

        shortened++;
        return string.Create(CultureInfo.InvariantCulture, $"{Start(text, most)}… ({text.Length} characters)");
    }

    // No half of a surrogate pair stays behind.
    private static string Start(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Unique(JsonObject members, string name)
    {
        string unique = name;
        for (int i = 2; members.ContainsKey(unique); i++)
        {
            unique = $"{name} ({i})";
        }

        return unique;
    }

    /// <summary>Takes away the end of the list or object that makes the result long; says which, or null when there is nothing
    /// to take.</summary>
    private static string? CutLargest(JsonNode node, int excess, string path)
    {
        (string Name, JsonNode? Node, int Size)[] children = node switch
        {
            JsonObject members => [.. members.Select(m => (m.Key, m.Value, Size(m.Value) + m.Key.Length + 4))],
            JsonArray list => [.. list.Select((item, i) => ($"[{i}]", item, Size(item) + 1))],
            _ => [],
        };
        if (children.Length == 0)
        {
            return null;
        }

        (string name, JsonNode? largest, int size) = children.MaxBy(c => c.Size);
        bool dominates = size > children.Sum(c => c.Size) / 2 || (path == "result" && node is JsonObject);
        if (dominates && largest is JsonObject or JsonArray
            && CutLargest(largest, excess, path == "result" ? name : node is JsonArray ? path + name : $"{path}.{name}") is { } inner)
        {
            return inner;
        }

        if (path == "result" || children.Length < 2)
        {
            return null;
        }

        int taken = 0, kept = children.Length;
        while (taken < excess && kept > 1)
        {
            taken += children[--kept].Size;
        }

        for (int i = children.Length - 1; i >= kept; i--)
        {
            if (node is JsonArray list)
            {
                list.RemoveAt(i);
            }
            else
            {
                ((JsonObject)node).Remove(children[i].Name);
            }
        }

        return $"{path} holds the first {kept} of {children.Length}";
    }

    // Rows tell themselves how many they are.
    private static void AdjustRows(JsonObject cut, JsonObject whole)
    {
        if (cut["rows"] is JsonArray rows && whole["rows"] is JsonArray all && rows.Count < all.Count)
        {
            if (cut.ContainsKey("more_rows"))
            {
                cut["more_rows"] = true;
            }

            if (cut.ContainsKey("row_count"))
            {
                cut["row_count"] = rows.Count;
            }
        }
    }

    private static int Size(JsonNode? node) => node?.ToJsonString(Json).Length ?? 4;
}
