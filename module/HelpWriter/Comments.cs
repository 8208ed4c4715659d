using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataMigrator.HelpWriter;

/// <summary>An example: a command and what it does.</summary>
internal sealed record Example(string Code, string Text);

/// <summary>The comments that the compiler collected, as plain text.</summary>
internal sealed partial class Comments
{
    private readonly Dictionary<string, XElement> _members;

    private Comments(Dictionary<string, XElement> members) => _members = members;

    public static Comments Read(string file) => new(XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member")
        .ToDictionary(m => (string)m.Attribute("name")!));

    public string Summary(string member) => Find(member)?.Element("summary") is { } summary ? Text(summary) : "";

    public string? Value(string member) => Find(member)?.Element("value") is { } value ? Text(value) : null;

    public IReadOnlyList<string> Remarks(string member) =>
        Find(member)?.Element("remarks") is { } remarks ? [.. remarks.Elements("para").Select(Text)] : [];

    public IReadOnlyList<Example> Examples(string member) => Find(member) is not { } found ? [] :
        [.. found.Elements("example").Select(e => new Example(Code(e.Element("code")!),
            string.Join(' ', e.Elements("para").Select(Text))))];

    private XElement? Find(string member) => _members.GetValueOrDefault(member);

    private static string Code(XElement code) =>
        string.Join('\n', code.Value.Trim().Split('\n').Select(l => l.StartsWith("            ", StringComparison.Ordinal) ? l[12..] : l));

    // A reference stands as the last part of what it refers to.
    private static string Text(XElement element) => Blanks().Replace(string.Concat(element.DescendantNodes().Select(n => n switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } e when e.Attribute("cref") is { } cref => cref.Value[(cref.Value.LastIndexOf('.') + 1)..],
        _ => "",
    })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
