namespace DataMigrator.Tests.Infrastructure;

/// <summary>The sample databases (Chinook, Sakila), which are not part of the repository: the folder is named by
/// DATAMIGRATOR_SHARED_DATA, or is <c>shared/data</c> in a folder above the tests.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The path of a file, or a skip with the reason.</summary>
    public static string File(string relative)
    {
        Assert.SkipWhen(Root is null, "The sample databases are not there: set DATAMIGRATOR_SHARED_DATA to their folder.");
        string path = Path.Combine(Root!, relative);
        Assert.SkipUnless(System.IO.File.Exists(path), $"{relative} is not in the folder of sample databases.");
        return path;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DATAMIGRATOR_SHARED_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
