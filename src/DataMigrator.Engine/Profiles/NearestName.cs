namespace DataMigrator.Profiles;

/// <summary>Finds what a user meant: the known name nearest to a mistyped one.</summary>
public static class NearestName
{
    /// <summary>The known name that is nearest to <paramref name="name"/>, or null where none is near enough (more than a
    /// third of its characters differ).</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="known">The names that would have been right.</param>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in known)
        {
            int distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest is not null && least <= Math.Max(1, Math.Max(name.Length, nearest.Length) / 3) ? nearest : null;
    }

    /// <summary><c> Did you mean "x"?</c> for the end of a message, or an empty text.</summary>
    internal static string Hint(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";

    // Edits (insert, remove, replace, swap of neighbours) between two short names.
    private static int Distance(string a, string b)
    {
        if (b.StartsWith(a, StringComparison.Ordinal) && a.Length >= 3)
        {
            return 1;
        }

        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
