using System.Diagnostics;
using System.Text;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>The command line in a process of its own, as it was built beside the tests.</summary>
internal sealed class DbMigrateProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private DbMigrateProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>The most memory the process has held at once, in MiB, as last looked at; 0 where the system does not tell.</summary>
    public double PeakMemoryMb { get; private set; }

    /// <summary>The exit code after kill -9.</summary>
    public const int Killed = 128 + 9;

    public static DbMigrateProcess Start(params IEnumerable<string> arguments) => Start(null, [.. arguments]);

    /// <param name="failPoint">The place where the process is to die, and at which time that it comes by: <c>commit.after:3</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static DbMigrateProcess Start(string? failPoint, string[] arguments)
    {
        // artifacts/bin/{project}/{configuration}/
        DirectoryInfo folder = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string assembly = Path.Combine(folder.Parent!.Parent!.FullName, "DataMigrator.Cli", folder.Name, "dbmigrate.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["DATAMIGRATOR_FAILPOINT"] = failPoint;
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = new DbMigrateProcess(Process.Start(start)!);
        process._process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs to the end; fails when that takes longer than five minutes.</summary>
    public static async Task<DbMigrateProcess> RunAsync(params IEnumerable<string> arguments)
    {
        DbMigrateProcess process = Start(arguments);
        await process.WaitAsync();
        return process;
    }

    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!_process.HasExited)
        {
            LookAtMemory();
            await Task.Delay(20, limit.Token);
        }

        await _process.WaitForExitAsync(limit.Token);
    }

    /// <summary>Waits until the output or the log holds a text.</summary>
    public async Task WaitForAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!Said(text))
        {
            if (_process.HasExited)
            {
                // What it said last may still be on its way.
                await _process.WaitForExitAsync(limit.Token);
                Assert.True(Said(text), $"The process ended before it said '{text}':\n{this}");
                return;
            }

            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public override string ToString() =>
        $"exit code {(_process.HasExited ? _process.ExitCode : "none yet")}\n{Output}\n{Errors}";

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private bool Said(string text) => Errors.Contains(text) || Output.Contains(text);

    private void LookAtMemory()
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{_process.Id}/status"))
            {
                if (line.StartsWith("VmHWM:"))
                {
                    PeakMemoryMb = double.Parse(line["VmHWM:".Length..].Replace("kB", "").Trim()) / 1024;
                }
            }
        }
        catch (IOException)
        {
            // It has just ended, or the system is not Linux.
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
