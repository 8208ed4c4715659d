namespace DataMigrator.Profiles;

/// <summary>A path with every symbolic link on the way resolved, as realpath(3); the last parts need not exist.</summary>
internal static class RealPath
{
    // As Linux: more links than this on one path are a loop.
    private const int MostLinks = 40;

    /// <exception cref="MigrationException">ACCESS_DENIED: the links form a loop, or can't be read.</exception>
    public static string Of(string path)
    {
        int links = 0;
        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full)!;
        string resolved = root;
        var parts = new Stack<string>(Parts(full[root.Length..]));
        while (parts.TryPop(out string? part))
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, part);
            string? target = LinkTarget(next);
            if (target is null)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new MigrationException(ErrorCodes.AccessDenied, $"The symbolic links of {path} form a loop.");
            }

            if (Path.IsPathRooted(target))
            {
                resolved = Path.GetPathRoot(target)!;
                target = target[resolved.Length..];
            }

            foreach (string targetPart in Parts(target))
            {
                parts.Push(targetPart);
            }
        }

        return resolved;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.AccessDenied, $"The path {path} can't be followed: {e.Message}", e);
        }
    }

    // Last part first, as a stack wants them.
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != ".").Reverse();
}
