using System.Collections.ObjectModel;

namespace DataMigrator.PowerShell.Output;

/// <summary>A dictionary that reads as its entries where a text is wanted.</summary>
/// <typeparam name="T">The values' type.</typeparam>
public sealed class TextMap<T> : ReadOnlyDictionary<string, T>
{
    internal TextMap(IReadOnlyDictionary<string, T> entries)
        : base(new Dictionary<string, T>(entries))
    {
    }

    /// <summary>The entries: <c>id=5, line_no=NULL</c>.</summary>
    public override string ToString() => string.Join(", ", this.Select(e => $"{e.Key}={(e.Value is null ? "NULL" : e.Value.ToString())}"));
}
