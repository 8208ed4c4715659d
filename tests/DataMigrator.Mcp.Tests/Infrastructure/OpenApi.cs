using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>The tools as an OpenAPI document: a path a tool, for people and generators that read that rather than MCP.</summary>
internal static class OpenApi
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<Tool> tools, string version)
    {
        var paths = new JsonObject();
        foreach (Tool tool in tools)
        {
            paths["/tools/" + tool.Name] = new JsonObject
            {
                ["post"] = new JsonObject
                {
                    ["operationId"] = tool.Name,
                    ["summary"] = tool.Title,
                    ["description"] = tool.Description,
                    ["x-mcp-hints"] = new JsonObject
                    {
                        ["readOnly"] = tool.Annotations!.ReadOnlyHint, ["destructive"] = tool.Annotations.DestructiveHint,
                        ["idempotent"] = tool.Annotations.IdempotentHint, ["openWorld"] = tool.Annotations.OpenWorldHint,
                    },
                    ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(tool.InputSchema) },
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "The structured content of the result.", ["content"] = Content(tool.OutputSchema!.Value) } },
                },
            };
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "DataMigrator MCP tools", ["version"] = version,
                ["description"] = "The tools of dbmigrate mcp. They are called over MCP (tools/call), not over HTTP: a path stands for a tool. Generated from the code.",
            },
            ["paths"] = paths,
        };
        var yaml = new StringBuilder();
        Write(yaml, document, 0);
        return yaml.ToString();
    }

    private static JsonObject Content(JsonElement schema) => new()
    {
        ["application/json"] = new JsonObject { ["schema"] = JsonNode.Parse(schema.GetRawText()) },
    };

    // Block style for objects and lists, JSON for the rest: YAML reads both.
    private static void Write(StringBuilder yaml, JsonObject node, int depth)
    {
        foreach ((string name, JsonNode? value) in node)
        {
            yaml.Append(' ', depth * 2).Append(name.All(c => char.IsLetter(c) || c is '_' or '-') ? name : JsonSerializer.Serialize(name, Relaxed)).Append(':');
            if (value is JsonObject { Count: > 0 } inner)
            {
                yaml.Append('\n');
                Write(yaml, inner, depth + 1);
            }
            else
            {
                yaml.Append(' ').Append(value?.ToJsonString(Relaxed) ?? "null").Append('\n');
            }
        }
    }
}
