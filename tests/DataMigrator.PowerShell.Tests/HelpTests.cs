using System.Xml.Linq;
using DataMigrator.Mcp.Tests.Infrastructure;

namespace DataMigrator.PowerShell.Tests;

public sealed class HelpTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static TheoryData<string> Cmdlets => [.. CmdletInfo.All.Select(c => c.Name)];

    [Fact]
    public void The_help_has_every_cmdlet() => Assert.Equal(CmdletInfo.All.Select(c => c.Name),
        ModuleFolder.Help.Descendants(Command + "details").Select(d => (string)d.Element(Command + "name")!));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_has_every_parameter_of_a_cmdlet_with_a_text(string name)
    {
        CmdletInfo cmdlet = CmdletInfo.Find(name);
        string[] expected = [.. cmdlet.Parameters, .. cmdlet.ShouldProcess ? (string[])["Confirm", "WhatIf"] : []];
        List<XElement> parameters = [.. Help(name).Element(Command + "parameters")!.Elements()];

        Assert.Equal(expected.Order(StringComparer.Ordinal), parameters.Select(p => (string)p.Element(Maml + "name")!));
        Assert.All(parameters, p => Assert.True(p.Element(Maml + "description")!.Value.Length > 10));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_has_examples_that_use_the_cmdlet_and_its_parameters(string name)
    {
        List<XElement> examples = [.. Help(name).Element(Command + "examples")!.Elements()];

        Assert.True(examples.Count >= 2);
        Assert.All(examples, e => Assert.NotEmpty(e.Element(Dev + "remarks")!.Value));
        Assert.All(examples, e => Assert.Contains(name, e.Element(Dev + "code")!.Value));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_has_a_syntax_for_each_parameter_set(string name)
    {
        int sets = CmdletInfo.Find(name).Uses.Select(u => u.Set).OfType<string>().Distinct().Count();

        Assert.Equal(Math.Max(1, sets), Help(name).Element(Command + "syntax")!.Elements().Count());
    }

    [Fact]
    public void The_page_of_the_cmdlets_is_what_their_comments_say() =>
        Repository.AssertSame("docs/cmdlets.md", File.ReadAllText(Path.Combine(ModuleFolder.Path, "..", "cmdlets.md")));

    // Get-Help -Online opens it: the project's address, the page, the cmdlet's heading in it.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_online_leads_to_the_heading_of_the_cmdlet(string name)
    {
        string address = CmdletInfo.Find(name).HelpUri ?? "";
        Assert.StartsWith(ModuleFolder.Value("ProjectUri") + "/docs/cmdlets#", address, StringComparison.Ordinal);
        Assert.EndsWith("#" + name.ToLowerInvariant(), address, StringComparison.Ordinal);
        Assert.Contains("\n## " + name + "\n", File.ReadAllText(Path.Combine(ModuleFolder.Path, "..", "cmdlets.md")));
    }

    [Fact]
    public void The_topic_about_the_module_names_every_cmdlet()
    {
        string about = File.ReadAllText(Path.Combine(ModuleFolder.Path, "en-US", "about_DataMigrator.help.txt"));

        Assert.All(CmdletInfo.All, c => Assert.Contains(c.Name, about));
    }

    [Fact]
    public void The_topic_about_the_module_names_every_error_code()
    {
        string about = File.ReadAllText(Path.Combine(ModuleFolder.Path, "en-US", "about_DataMigrator.help.txt"));

        Assert.All(typeof(ErrorCodes).GetFields(), f => Assert.Contains((string)f.GetRawConstantValue()!, about));
    }

    private static XElement Help(string name) => ModuleFolder.Help.Descendants(Command + "command")
        .Single(c => (string)c.Element(Command + "details")!.Element(Command + "name")! == name);
}
