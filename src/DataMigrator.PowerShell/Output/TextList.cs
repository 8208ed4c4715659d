using System.Collections.ObjectModel;

namespace DataMigrator.PowerShell.Output;

/// <summary>A list that PowerShell can index, and that reads as its items where a text is wanted: in a cell of Export-Csv, an array
/// is the name of its type.</summary>
/// <typeparam name="T">The items' type.</typeparam>
public sealed class TextList<T> : ReadOnlyCollection<T>
{
    private readonly string _separator;

    internal TextList(IEnumerable<T> items, string separator)
        : base(items.ToArray()) => _separator = separator;

    /// <summary>The items with commas between them: <c>id, line_no</c>.</summary>
    public override string ToString() => string.Join(_separator, this);
}

/// <summary>Makes lists that read well.</summary>
internal static class TextList
{
    public static TextList<T> Of<T>(IEnumerable<T> items, string separator = ", ") => new(items, separator);

    /// <summary>Messages, which end in full stops of their own.</summary>
    public static TextList<string> OfMessages(IEnumerable<string> messages) => new(messages.Select(PowerShellText.Of), " ");
}
