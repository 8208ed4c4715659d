using System.Diagnostics;

namespace DataMigrator.Benchmarks;

/// <summary>The dbmigrate that users run, published as the README says: a program that is compiled while it runs takes a
/// quarter more time for a million rows.</summary>
internal static class PublishedProgram
{
    /// <exception cref="InvalidOperationException">It can't be published.</exception>
    public static async Task<string> MakeAsync()
    {
        string root = Root();
        string folder = Path.Combine(root, "artifacts", "dbmigrate");
        Console.WriteLine("Publishing dbmigrate, which takes a minute or two the first time …");
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", "src/DataMigrator.Cli", "-c", "Release",
            "--use-current-runtime", "--self-contained", "-o", folder, "-v", "quiet", "--nologo"]) { WorkingDirectory = root })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(folder, OperatingSystem.IsWindows() ? "dbmigrate.exe" : "dbmigrate")
            : throw new InvalidOperationException("dbmigrate could not be published; see above, or name one with --program.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataMigrator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Not within the project: name a program with --program.");
    }
}
