namespace DataMigrator.PowerShell.Jobs;

/// <summary>The process that the session is in. pwsh -File ends with 0 when Ctrl+C stops its script (7.6), which a scheduler
/// takes for success.</summary>
internal static class HostProcess
{
    /// <summary>128 + SIGINT, as the command line ends too.</summary>
    public const int StoppedExitCode = 130;

    /// <summary>The process is pwsh and ends with the script file that it was started with, so that an exit code can be set
    /// without ending a session in which somebody types.</summary>
    public static bool RunsAScriptFile { get; } = Is(Environment.GetCommandLineArgs());

    /// <summary>Reads the arguments of pwsh, whose parameters may be shortened to what tells them apart; the first one that is
    /// none is a file.</summary>
    internal static bool Is(string[] arguments)
    {
        string[] given = [.. arguments.Skip(1)];
        if (!Path.GetFileNameWithoutExtension(arguments[0]).Equals("pwsh", StringComparison.OrdinalIgnoreCase)
            || given.Any(a => IsParameter(a, "noexit", 3)))
        {
            return false;
        }

        int file = Array.FindIndex(given, a => IsParameter(a, "file", 1) || a.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase));
        int command = Array.FindIndex(given, a => IsParameter(a, "command", 1) || IsParameter(a, "commandwithargs", 8) || IsParameter(a, "encodedcommand", 1));
        return file >= 0 && (command < 0 || file < command);
    }

    private static bool IsParameter(string argument, string name, int least)
    {
        string bare = argument.TrimStart('-', '/');
        return bare.Length < argument.Length && bare.Length >= least && name.StartsWith(bare, StringComparison.OrdinalIgnoreCase);
    }
}
