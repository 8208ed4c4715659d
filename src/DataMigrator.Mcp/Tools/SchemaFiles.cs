using DataMigrator.Exploration;

namespace DataMigrator.Mcp.Tools;

/// <summary>Files with SQL in the allowed folders: nothing else is read or written for a client.</summary>
internal static class SchemaFiles
{
    /// <summary>The real path of an SQL file.</summary>
    /// <exception cref="MigrationException">ACCESS_DENIED: outside the folders, or not an SQL file.</exception>
    public static string Resolve(AllowedFolders folders, string path)
    {
        string real = folders.Resolve(path);
        return Path.GetExtension(real).Equals(".sql", StringComparison.OrdinalIgnoreCase) ? real
            : throw new MigrationException(ErrorCodes.AccessDenied, $"The file {path} is no .sql file. Only those are read and written here.") { Target = path };
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: it is not there or can't be read.</exception>
    public static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string folder = Path.GetDirectoryName(file) ?? "";
            string there = Directory.Exists(folder) ? "In its folder: " + string.Join(", ", List(folder).Select(f => Path.GetRelativePath(folder, f))) + "."
                : "Its folder does not exist.";
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading {file}: {e.Message} {there}", e) { Target = file };
        }
    }

    /// <summary>The SQL files in a folder and below, by name.</summary>
    public static IReadOnlyList<string> List(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*.sql", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Order(StringComparer.Ordinal).Take(1000)];
}
