using System.Globalization;
using System.Text.Json;
using DataMigrator.Profiles;

namespace DataMigrator.Mcp.Schema;

/// <summary>The arguments of a call, checked against the tool's parameters. Everything that is wrong is said at once; null
/// counts as left out.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    public static Arguments Parse(string tool, IReadOnlyList<Parameter> parameters, IDictionary<string, JsonElement>? given)
    {
        var arguments = new Arguments();
        var problems = new List<string>();
        foreach ((string name, JsonElement value) in given ?? new Dictionary<string, JsonElement>())
        {
            Parameter? parameter = parameters.FirstOrDefault(p => p.Name == name);
            if (parameter is null)
            {
                problems.Add(Unknown(name, parameters));
            }
            else if (value.ValueKind != JsonValueKind.Null)
            {
                if (Read(parameter, value) is not { } read)
                {
                    problems.Add($"{name} must be {Expected(parameter)}, and is {Brief(value)}{Near(parameter, value)}.");
                }
                else if (!parameter.MayBeEmpty && IsEmpty(read))
                {
                    problems.Add($"{name} is given and empty. {(parameter.Required ? "Give it a value." : "Give it a value, or leave it out.")}");
                }
                else
                {
                    arguments._values[name] = read;
                }
            }
        }

        // A misspelt name explains a missing one.
        problems.AddRange(parameters.Where(p => p.Required && given?.ContainsKey(p.Name) != true
                && !problems.Exists(q => q.Contains($"Did you mean \"{p.Name}\"", StringComparison.Ordinal)))
            .Select(p => $"{p.Name} is missing: {p.Description}"));
        problems.AddRange(parameters.Where(p => p.Required && given is not null && given.TryGetValue(p.Name, out JsonElement v)
            && v.ValueKind == JsonValueKind.Null).Select(p => $"{p.Name} is null: {p.Description}"));
        return problems.Count == 0 ? arguments : throw new MigrationException(ErrorCodes.InvalidParameter,
            $"Reading the arguments of {tool}: {string.Join('\n', problems)} Correct the call; tool-help shows examples.");
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public IEnumerable<string> Names => _values.Keys;

    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    /// <summary>A text that the schema requires.</summary>
    public string Required(string name) => (string)_values[name];

    public int Integer(string name, int otherwise) => _values.TryGetValue(name, out object? value) ? (int)value : otherwise;

    public bool Flag(string name, bool otherwise = false) => _values.TryGetValue(name, out object? value) ? (bool)value : otherwise;

    /// <summary>A list, never empty; null where none is given.</summary>
    public IReadOnlyList<string>? Texts(string name) => _values.GetValueOrDefault(name) as string[];

    /// <summary>Empty is not "not given": an agent that names no table must not get them all.</summary>
    private static bool IsEmpty(object value) => value switch
    {
        string text => string.IsNullOrWhiteSpace(text),
        string[] texts => texts.Length == 0 || texts.Any(string.IsNullOrWhiteSpace),
        _ => false,
    };

    private static object? Read(Parameter parameter, JsonElement value) => parameter.Type switch
    {
        ParameterType.Text => value.ValueKind == JsonValueKind.String && parameter.Canonical(value.GetString()!) is var text
            && (parameter.Choices.Count == 0 || parameter.Choices.Contains(text)) ? text : null,
        ParameterType.Integer => Number(value) is { } number && number == Math.Floor(number)
            && number >= parameter.Least && number <= parameter.Most ? (int)number : null,
        ParameterType.Flag => value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => value.GetString() switch { "true" => true, "false" => false, _ => null },
            _ => null,
        },
        _ => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? value.EnumerateArray().Select(v => v.GetString()!).ToArray() : null,
    };

    /// <summary>A number, also where a client sends it as a text: some send all values so.</summary>
    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out double number) => number,
        JsonValueKind.String when int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) => number,
        _ => null,
    };

    private static string Unknown(string name, IReadOnlyList<Parameter> parameters)
    {
        IEnumerable<string> names = parameters.Select(p => p.Name);
        string near = NearestName.Find(name.Replace('-', '_'), names) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
        return $"There is no parameter \"{Shorten(name)}\".{near} "
            + (parameters.Count == 0 ? "The tool takes none." : $"There are: {string.Join(", ", names)}.");
    }

    private static string Expected(Parameter parameter) => parameter.Type switch
    {
        ParameterType.Text when parameter.Choices.Count > 0 => "one of " + string.Join(", ", parameter.Choices),
        ParameterType.Text => "a string",
        ParameterType.Integer => $"an integer from {parameter.Least} to {parameter.Most}",
        ParameterType.Flag => "true or false",
        _ => "an array of strings",
    };

    private static string Near(Parameter parameter, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && NearestName.Find(value.GetString()!, parameter.Choices) is { } near
            ? $" (did you mean \"{near}\"?)" : "";

    private static string Brief(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array when value.EnumerateArray().FirstOrDefault(v => v.ValueKind != JsonValueKind.String) is { ValueKind: not JsonValueKind.Undefined } other
            => "an array that holds " + Brief(other),
        JsonValueKind.Array => "an array",
        _ => Shorten(Redactor.Redact(value.GetRawText())),
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
