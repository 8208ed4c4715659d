using System.Management.Automation;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>A name in which * and ? may stand for other characters.</summary>
internal static class NamePattern
{
    /// <summary>Whether the name holds wildcards. One with a bracket that is not closed is a name as it stands.</summary>
    public static bool Of(string name, out WildcardPattern pattern)
    {
        pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        try
        {
            pattern.IsMatch("");
            return WildcardPattern.ContainsWildcardCharacters(name);
        }
        catch (WildcardPatternException)
        {
            pattern = new WildcardPattern(WildcardPattern.Escape(name), WildcardOptions.IgnoreCase);
            return false;
        }
    }
}
