using System.Text.Json;
using DataMigrator.Mcp.Help;
using DataMigrator.Profiles;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Prompts;

/// <summary>The two workflows as prompts that a user picks.</summary>
internal static class PromptSet
{
    private static readonly PromptArgument[] Ends =
    [
        Argument("source_profile", "The source's profile."), Argument("source_database", "The source's database."),
        Argument("target_profile", "The target's profile, read-write."), Argument("target_database", "The target's database."),
    ];

    public static IList<Prompt> All { get; } =
    [
        new()
        {
            Name = "migrate-table", Title = "Migrate one table",
            Description = "Moves one table and verifies it.",
            Arguments = [Argument("source_table", "The table."), .. Ends],
        },
        new()
        {
            Name = "migrate-database", Title = "Migrate a whole database",
            Description = "Copies the schema, moves all rows and verifies them.",
            Arguments = [.. Ends],
        },
    ];

    /// <exception cref="McpProtocolException">There is no such prompt, or an argument is missing or unknown.</exception>
    public static GetPromptResult Get(string name, IDictionary<string, JsonElement>? given)
    {
        Prompt prompt = All.FirstOrDefault(p => p.Name == name)
            ?? throw Invalid($"There is no prompt \"{name}\". There are: {string.Join(", ", All.Select(p => p.Name))}.");
        Dictionary<string, string> values = (given ?? new Dictionary<string, JsonElement>()).ToDictionary(a => a.Key, a => a.Value.ToString());
        string[] names = [.. prompt.Arguments!.Select(a => a.Name)];
        foreach (string unknown in values.Keys.Where(k => !names.Contains(k)))
        {
            throw Invalid($"The prompt {name} has no argument \"{unknown}\"." + (NearestName.Find(unknown, names) is { } near ? $" Did you mean \"{near}\"?" : ""));
        }

        if (Array.Find(names, n => !values.TryGetValue(n, out string? v) || v.Length == 0) is { } missing)
        {
            throw Invalid($"The prompt {name} needs the argument {missing}.");
        }

        return new GetPromptResult
        {
            Description = prompt.Description,
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = Text(name, values) } }],
        };
    }

    private static string Text(string name, Dictionary<string, string> v)
    {
        string ends = $"from the database \"{v["source_database"]}\" of the profile \"{v["source_profile"]}\" into the database "
            + $"\"{v["target_database"]}\" of the profile \"{v["target_profile"]}\"";
        string rest = "Ask me before removing rows or tables of the target. Report rows that were set aside and anything that differs.";
        return name == "migrate-table"
            ? $"Migrate the table \"{v["source_table"]}\" {ends}. Describe it on both sides first; if the target has no such table, generate its schema "
                + $"with include_tables and run it. Then plan, start the job with source_table, wait for its end and verify it. {rest}"
            : $"Migrate all tables {ends}, in these steps:\n{string.Join('\n', Workflow.Steps)}\n{rest}";
    }

    private static PromptArgument Argument(string name, string description) => new() { Name = name, Description = description, Required = true };

    private static McpProtocolException Invalid(string message) => new(message, McpErrorCode.InvalidParams);
}
