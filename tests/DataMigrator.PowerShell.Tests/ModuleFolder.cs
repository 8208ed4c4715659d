using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataMigrator.PowerShell.Tests;

/// <summary>The module as the build left it.</summary>
internal static partial class ModuleFolder
{
    public static string Path { get; } = typeof(ModuleFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "ModuleFolder").Value!;

    public static string Manifest { get; } = File.ReadAllText(System.IO.Path.Combine(Path, "DataMigrator.psd1"));

    public static XDocument Help { get; } = XDocument.Load(System.IO.Path.Combine(Path, "en-US", "DataMigrator.PowerShell.dll-Help.xml"));

    public static XDocument Views { get; } = XDocument.Load(System.IO.Path.Combine(Path, "DataMigrator.Format.ps1xml"));

    /// <summary>The texts in a list of the manifest.</summary>
    public static IReadOnlyList<string> List(string key)
    {
        Match list = Regex.Match(Manifest, $@"\b{key}\s*=\s*@\(([^)]*)\)");
        return [.. Quoted().Matches(list.Groups[1].Value).Select(m => m.Groups[1].Value)];
    }

    /// <summary>A text of the manifest.</summary>
    public static string Value(string key) => Regex.Match(Manifest, $@"\b{key}\s*=\s*'([^']*)'").Groups[1].Value;

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
