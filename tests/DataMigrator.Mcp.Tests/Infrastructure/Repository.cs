namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>Files of the repository that are generated from the code and kept in it. With DATAMIGRATOR_UPDATE=1 a test writes
/// them anew instead of comparing.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static void AssertSame(string file, string expected)
    {
        string path = Path.Combine(Root, file);
        if (Environment.GetEnvironmentVariable("DATAMIGRATOR_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{file} is missing: run this test with DATAMIGRATOR_UPDATE=1.");
        Assert.True(File.ReadAllText(path).ReplaceLineEndings("\n") == expected,
            $"{file} is not what the code says: run this test with DATAMIGRATOR_UPDATE=1 and look at the difference.");
    }

    /// <summary>The part of a file between two marks.</summary>
    public static void AssertPart(string file, string begin, string end, string expected)
    {
        string text = File.ReadAllText(Path.Combine(Root, file)).ReplaceLineEndings("\n");
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{file} has no part between {begin} and {end}.");
        AssertSame(file, text[..from] + expected + text[to..]);
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataMigrator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not in the repository.");
    }
}
