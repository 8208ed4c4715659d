namespace DataMigrator.Mcp.Schema;

/// <summary>The types of an argument.</summary>
internal enum ParameterType
{
    Text,
    Integer,
    Flag,
    Texts,
}

/// <summary>A parameter of a tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Description">What it means, and what happens without it.</param>
internal sealed record Parameter(string Name, ParameterType Type, string Description)
{
    public bool Required { get; init; }

    /// <summary>An empty text says something; for all others it is refused.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>The values that a text may have; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The choice that a text means, which may be written in another way.</summary>
    public Func<string, string> Canonical { get; init; } = text => text;

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;

    public static Parameter Text(string name, string description) => new(name, ParameterType.Text, description);

    public static Parameter Flag(string name, string description) => new(name, ParameterType.Flag, description);

    public static Parameter Texts(string name, string description) => new(name, ParameterType.Texts, description);

    public static Parameter Integer(string name, int least, int most, string description) =>
        new(name, ParameterType.Integer, description) { Least = least, Most = most };
}
