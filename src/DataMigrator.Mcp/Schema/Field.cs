namespace DataMigrator.Mcp.Schema;

/// <summary>The types of a member of a result.</summary>
internal enum FieldType
{
    Text,
    Integer,
    Number,
    Flag,

    /// <summary>An object with members of its own, or with any.</summary>
    Object,
}

/// <summary>A member of a tool's result. One that may be null, or is a list, is left out when it is empty.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, or the type of its elements.</param>
/// <param name="Description">What it says.</param>
internal sealed record Field(string Name, FieldType Type, string Description)
{
    /// <summary>0 for a single value, 1 for a list of them, 2 for a list of lists.</summary>
    public int Depth { get; init; }

    public bool Nullable { get; init; }

    /// <summary>A value of a database, where null says something: it is never left out, and has no type in the schema, which
    /// would otherwise have to be a list of types.</summary>
    public bool IsValue { get; init; }

    /// <summary>A path: told relative to the home folder where it is in it.</summary>
    public bool IsPath { get; init; }

    /// <summary>Left out when it is empty.</summary>
    public bool IsLeftOutEmpty => !IsValue && (Nullable || Depth > 0);

    /// <summary>The values that a text may have; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The members of an object; empty for any.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    public Field OrNull() => this with { Nullable = true };

    public static Field Text(string name, string description) => new(name, FieldType.Text, description);

    public static Field Value(string name, string description) => new(name, FieldType.Text, description) { Nullable = true, IsValue = true };

    public static Field Path(string name, string description) => new(name, FieldType.Text, description) { IsPath = true };

    public static Field Paths(string name, string description) => new(name, FieldType.Text, description) { Depth = 1, IsPath = true };

    public static Field Choice(string name, string description, params string[] choices) =>
        new(name, FieldType.Text, description) { Choices = choices };

    public static Field Integer(string name, string description) => new(name, FieldType.Integer, description);

    public static Field Number(string name, string description) => new(name, FieldType.Number, description);

    public static Field Flag(string name, string description) => new(name, FieldType.Flag, description);

    public static Field Texts(string name, string description) => new(name, FieldType.Text, description) { Depth = 1 };

    public static Field Objects(string name, string description, params Field[] fields) =>
        new(name, FieldType.Object, description) { Depth = 1, Fields = fields };

    public static Field Map(string name, string description) => new(name, FieldType.Object, description);
}
