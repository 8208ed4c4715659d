using System.Text.Json;

namespace DataMigrator.Profiles;

/// <summary>What is wrong in a profile file, gathered so that all of it is told at once.</summary>
internal sealed class ProfileFindings(string file)
{
    private readonly List<PlanProblem> _problems = [];

    public string File { get; } = file;

    /// <summary>Notes a mistake. <paramref name="what"/> never quotes a value that may be a secret.</summary>
    public void Add(string key, string what) => _problems.Add(new PlanProblem(ErrorCodes.InvalidParameter, null, null,
        $"{File}: {(key.Length == 0 ? "the file" : key)} {what}"));

    public void UnknownKey(string key, string name, IReadOnlyList<string> known) =>
        Add(key, $"is no known key.{NearestName.Hint(name, known)} Known are: {string.Join(", ", known)}.");

    public void WrongChoice(string key, string value, IReadOnlyList<string> choices) =>
        Add(key, $"is \"{Redactor.Redact(value)}\", which is no choice.{NearestName.Hint(value, choices)} Choices are: {string.Join(", ", choices)}.");

    public bool IsObject(JsonElement json, string key)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Add(key, $"must be an object {{ … }}, not {Describe(json)}.");
        return false;
    }

    /// <summary>The text of a JSON string; a finding and null for anything else.</summary>
    public string? Text(JsonElement json, string key)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            Add(key, $"must be a text in quotes, not {Describe(json)}.");
            return null;
        }

        string text = json.GetString()!;
        if (text.Length == 0 || text.Contains('\0'))
        {
            Add(key, text.Length == 0 ? "is empty; leave the key out, or give a value." : "holds U+0000.");
            return null;
        }

        return text;
    }

    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, string.Join(Environment.NewLine, _problems.Select(p => p.Message)))
            { Target = File, Problems = _problems };
        }
    }

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a text",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
