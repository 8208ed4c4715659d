namespace DataMigrator.Catalog;

/// <summary>An object, or a property of one, that the catalogue does not hold, and that no copy of the schema has.</summary>
/// <param name="Type">What it is or belongs to, in the words of its database: <c>table</c>, <c>policy</c>, <c>rule</c>, <c>event</c>.</param>
/// <param name="Name">Its name, with the table's where it hangs on one.</param>
/// <param name="What">What is left out, as it goes on after <i>left out:</i>.</param>
public sealed record LeftOut(string Type, string Name, string What)
{
    /// <summary>The table or view that it hangs on, null for an object of its own.</summary>
    public TableName? Table { get; init; }

    /// <summary>What is said of it.</summary>
    public string Message => "left out: " + What;

    /// <summary>The whole, as a warning.</summary>
    public override string ToString() => $"{Type} {Name}: {Message}";
}
