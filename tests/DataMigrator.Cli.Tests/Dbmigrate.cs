using System.Diagnostics;
using System.Text.Json;

namespace DataMigrator.Cli.Tests;

/// <summary>What a run of dbmigrate left.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of stderr, each of which must be a JSON object.</summary>
    public IReadOnlyList<JsonElement> Log =>
        [.. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public string?[] Codes => [.. Log.Where(l => l.TryGetProperty("code", out _)).Select(l => l.GetProperty("code").GetString())];

    public string Messages => string.Join('\n', Log.Select(l => l.GetProperty("message").GetString()));
}

/// <summary>The built dbmigrate as a process of its own, in a folder of its own.</summary>
internal sealed class Dbmigrate : IDisposable
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "dbmigrate.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("datamigrator-cli-").FullName;

    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["DATAMIGRATOR_PROFILES"] = null, ["DATAMIGRATOR_HOME"] = null, ["DATAMIGRATOR_SOURCE_PASSWORD"] = null,
        ["DATAMIGRATOR_TARGET_PASSWORD"] = null,
    };

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public Process Start(params string[] arguments) => Start(new ProcessStartInfo("dotnet", ["exec", Assembly, .. arguments]));

    /// <summary>Started by a POSIX shell with a redirection, such as <c>2&gt;&amp;-</c>.</summary>
    public Process StartRedirected(string redirection, params string[] arguments) =>
        Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet exec \"$0\" \"$@\" {redirection}", Assembly, .. arguments]));

    private Process Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput, start.WorkingDirectory) =
            (true, true, true, Folder);
        start.Environment["XDG_CONFIG_HOME"] = File("config");
        foreach ((string name, string? value) in Environment)
        {
            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public async Task<RunResult> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        return await FinishAsync(process);
    }

    public static async Task<RunResult> FinishAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new RunResult(process.ExitCode, await output, await error);
    }
}
