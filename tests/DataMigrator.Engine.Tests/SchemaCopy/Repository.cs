using System.Text.RegularExpressions;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Files of the repository that tests compare with: pages and golden files.</summary>
internal static partial class Repository
{
    /// <summary>The repository's folder, or null where the tests run elsewhere.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The file holds that text. With DATAMIGRATOR_UPDATE_GOLDEN=1 it is written.</summary>
    public static void Check(string path, string text)
    {
        // The servers' user differs from machine to machine.
        text = Definer().Replace(text, "DEFINER=`tester`@`%`");
        if (Environment.GetEnvironmentVariable("DATAMIGRATOR_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the test with DATAMIGRATOR_UPDATE_GOLDEN=1 and review what it writes.");
        Assert.Equal(File.ReadAllText(path), text);
    }

    [GeneratedRegex("DEFINER=`[^`]*`@`[^`]*`")]
    private static partial Regex Definer();

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DataMigrator.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
