using DataMigrator.Profiles;

namespace DataMigrator.Exploration;

/// <summary>The folders that a host lets others name files in. Symbolic links are resolved before a path is judged.</summary>
public sealed class AllowedFolders
{
    private readonly string _relativeTo;

    /// <summary>Folders, which need not exist yet.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="relativeTo">Where relative paths begin.</param>
    /// <exception cref="MigrationException">ACCESS_DENIED: the symbolic links of a folder can't be followed;
    /// INVALID_PARAMETER: a path is empty.</exception>
    public AllowedFolders(IEnumerable<string> folders, string relativeTo)
    {
        ArgumentNullException.ThrowIfNull(folders);
        _relativeTo = Path.GetFullPath(relativeTo);
        Folders = [.. folders.Select(f => RealPath.Of(Path.Combine(_relativeTo, NotEmpty(f)))).Distinct()];
    }

    /// <summary>The folders, absolute, without symbolic links.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The real path of a file or folder, which need not exist.</summary>
    /// <param name="path">Absolute, or relative to where relative paths begin.</param>
    /// <exception cref="MigrationException">ACCESS_DENIED: it leads out of the folders, or is a pipe or device; INVALID_PARAMETER: it is no
    /// path.</exception>
    public string Resolve(string path)
    {
        string real = RealPath.Of(Path.Combine(_relativeTo, NotEmpty(path)));
        if (!PlainFile.IsFileOrFolder(real))
        {
            throw new MigrationException(ErrorCodes.AccessDenied, $"The path {path} is no file but a pipe, socket or device. Choose a file.")
            { Target = path };
        }

        return Folders.Any(f => IsIn(real, f)) ? real : throw new MigrationException(ErrorCodes.AccessDenied,
            $"The path {path} leads out of the folders that may be used: {string.Join(", ", Folders)}. Choose one in them, or have the "
            + "server started with another allowed folder.") { Target = path };
    }

    /// <summary>An empty path would be the folder that relative ones begin in.</summary>
    private static string NotEmpty(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !string.IsNullOrWhiteSpace(path) && !path.Contains('\0') ? path : throw new MigrationException(ErrorCodes.InvalidParameter,
            "Reading the path: it is empty or holds a NUL. Give a path.");
    }

    private static bool IsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal);
}
