using System.Management.Automation;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Chooses by names and wildcards.</summary>
internal static class NameSelection
{
    /// <summary>The items that are wanted, in their own order; all where nothing is said. A name that is there as it stands means
    /// that one, whatever characters are in it: what one cmdlet lists another one finds.</summary>
    /// <param name="items">What there is.</param>
    /// <param name="name">An item's name.</param>
    /// <param name="wanted">Names and wildcards, null for all.</param>
    /// <param name="missing">Told of a name without wildcards that is not there.</param>
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> items, Func<T, string> name, IReadOnlyList<string>? wanted, Action<string> missing)
    {
        if (wanted is null)
        {
            return items;
        }

        bool[] chosen = new bool[items.Count];
        foreach (string one in wanted)
        {
            bool isPattern = NamePattern.Of(one, out WildcardPattern pattern);
            bool exact = items.Any(i => name(i) == one);
            bool found = false;
            for (int i = 0; i < chosen.Length; i++)
            {
                bool fits = exact ? name(items[i]) == one : pattern.IsMatch(name(items[i]));
                chosen[i] |= fits;
                found |= fits;
            }

            if (!found && !isPattern)
            {
                missing(one);
            }
        }

        return items.Where((_, i) => chosen[i]);
    }
}
