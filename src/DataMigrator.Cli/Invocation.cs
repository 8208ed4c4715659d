namespace DataMigrator.Cli;

/// <summary>How this program is called, for hints that can be pasted.</summary>
internal static class Invocation
{
    private const string Name = "dbmigrate";

    /// <summary><c>dbmigrate</c> where the shell finds it, else what to write instead.</summary>
    public static string Command { get; } = Find();

    /// <summary>A word as a POSIX shell and PowerShell read it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./:\\,=@+%~".Contains(c)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Find()
    {
        string? process = Environment.ProcessPath;
        if (process is null || Path.GetFileNameWithoutExtension(process) != Name)
        {
            return $"dotnet exec {Quote(Path.Combine(AppContext.BaseDirectory, Name + ".dll"))}";
        }

        string folder = Path.GetDirectoryName(process)!;
        string[] found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return found.Any(f => f.TrimEnd(Path.DirectorySeparatorChar) == folder) ? Name : Quote(process);
    }
}
