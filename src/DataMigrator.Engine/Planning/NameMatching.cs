using System.Text.RegularExpressions;

namespace DataMigrator.Planning;

/// <summary>How names of one side find names of the other: the exact name, else the only one that differs in case alone.</summary>
internal static class NameMatching
{
    public static T? Find<T>(IReadOnlyList<T> candidates, Func<T, string> name, string wanted)
        where T : class
    {
        T? folded = null;
        int matches = 0;
        foreach (T candidate in candidates)
        {
            if (name(candidate) == wanted)
            {
                return candidate;
            }

            if (string.Equals(name(candidate), wanted, StringComparison.OrdinalIgnoreCase))
            {
                folded = candidate;
                matches++;
            }
        }

        return matches == 1 ? folded : null;
    }

    /// <summary>Whether a name may be read as a pattern.</summary>
    public static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    /// <summary>Those whose names fit a pattern: <c>*</c> stands for any text, <c>?</c> for a character. As with a name, where
    /// none fits in its exact case, those that differ in case alone.</summary>
    public static IReadOnlyList<T> Fitting<T>(IReadOnlyList<T> candidates, Func<T, string> name, string pattern)
    {
        string expression = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "\\z";
        const RegexOptions Options = RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        IReadOnlyList<T> Fit(RegexOptions options)
        {
            var regex = new Regex(expression, options);
            return [.. candidates.Where(c => regex.IsMatch(name(c)))];
        }

        return Fit(Options) is { Count: > 0 } exact ? exact : Fit(Options | RegexOptions.IgnoreCase);
    }

    /// <summary>Names near to a misspelt one, for messages: up to three.</summary>
    public static string Suggest(IEnumerable<string> known, string wanted)
    {
        List<string> names = [.. known];
        List<string> near = [.. names.Select(n => (Name: n, Distance: Distance(n.ToLowerInvariant(), wanted.ToLowerInvariant())))
            .Where(n => n.Distance <= Math.Max(2, wanted.Length / 3)).OrderBy(n => n.Distance).Take(3).Select(n => n.Name)];
        return near.Count > 0 ? "did you mean " + string.Join(", ", near) + "?"
            : names.Count == 0 ? "there is none"
            : "there are: " + string.Join(", ", names.Take(20)) + (names.Count > 20 ? ", …" : "");
    }

    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1,
                    previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
