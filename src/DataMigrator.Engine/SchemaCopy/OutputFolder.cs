using DataMigrator.Profiles;

namespace DataMigrator.SchemaCopy;

/// <summary>The folder that a schema copy writes into.</summary>
internal static class OutputFolder
{
    /// <summary>The absolute path, checked; the folder itself may not exist yet.</summary>
    /// <exception cref="MigrationException">ACCESS_DENIED outside the allowed root, INVALID_PARAMETER for a file or a folder
    /// that is not empty.</exception>
    public static string Choose(SchemaCopyRequest request, string home)
    {
        if (request.OutputDir is not null && string.IsNullOrWhiteSpace(request.OutputDir))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                "Choosing the output folder: its path is given and empty. Is a variable not set? Give a path, or leave it out.");
        }

        string folder = request.OutputDir is { } given
            ? Path.GetFullPath(given, home)
            : Path.Combine(home, ".tmp", "schema-copy", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss-fff"));
        if (request.AllowedRoot is { } root && !IsWithin(folder, root))
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"Choosing the output folder: {folder} is outside {root}. Give a folder within it.") { Target = folder };
        }

        if (File.Exists(folder))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Choosing the output folder: {folder} is a file. Give a folder.") { Target = folder };
        }

        if (!request.Overwrite && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Choosing the output folder: {folder} is not empty. Give another one{HostTerm.OrOverwrite.Mark()}.") { Target = folder };
        }

        return folder;
    }

    /// <summary>Whether a path lies in a folder once every symbolic link on the way is followed; neither need exist.</summary>
    private static bool IsWithin(string path, string root)
    {
        string real = RealPath.Of(path);
        string allowed = Path.TrimEndingDirectorySeparator(RealPath.Of(root));
        return real == allowed || real.StartsWith(allowed + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
