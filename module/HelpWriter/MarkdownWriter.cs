using System.Text;

namespace DataMigrator.HelpWriter;

/// <summary>Writes cmdlets as a page for docs/, with a heading for each that Get-Help -Online leads to.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _page = new();

    public string Write(IReadOnlyList<CmdletModel> cmdlets)
    {
        Line("# The cmdlets");
        Line("");
        Line("Written from the cmdlets' own comments, as Get-Help shows them. Common parameters (-ErrorAction, -Verbose, …) are left out.");
        Line("");
        Line("| cmdlet | what it does |");
        Line("|---|---|");
        foreach (CmdletModel cmdlet in cmdlets)
        {
            Line($"| [{cmdlet.Name}](#{cmdlet.Name.ToLowerInvariant()}) | {Cell(cmdlet.Summary)} |");
        }

        foreach (CmdletModel cmdlet in cmdlets)
        {
            Write(cmdlet);
        }

        return _page.ToString();
    }

    private void Write(CmdletModel cmdlet)
    {
        Line("");
        Line("## " + cmdlet.Name);
        Line("");
        Line(cmdlet.Summary);
        foreach (string paragraph in cmdlet.Description)
        {
            Line("");
            Line(paragraph);
        }

        foreach (Example example in cmdlet.Examples)
        {
            Line("");
            foreach (string line in example.Code.Split('\n'))
            {
                Line("    PS> " + line.TrimEnd());
            }

            Line("");
            Line(example.Text);
        }

        Line("");
        Line("| parameter | aliases | default | meaning |");
        Line("|---|---|---|---|");
        foreach (ParameterModel parameter in cmdlet.Parameters)
        {
            string mandatory = parameter.Placements.All(p => p.Mandatory) ? " (mandatory)" : "";
            Line($"| `-{parameter.Name}`{mandatory} | {string.Join(", ", parameter.Aliases)} | {(parameter.IsSwitch ? "" : Cell(parameter.Default ?? ""))} | {Cell(parameter.Text)} |");
        }
    }

    private void Line(string text) => _page.Append(text).Append('\n');

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
