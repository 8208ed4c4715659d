using System.Diagnostics;

namespace DataMigrator.Benchmarks;

/// <summary>What a run of a program cost.</summary>
/// <param name="Seconds">Wall time from start to end, with the start of the program itself.</param>
/// <param name="PeakMb">The most resident memory of the process, null where that can't be told.</param>
/// <param name="Error">Why it failed, null when it did not.</param>
internal sealed record Measurement(double Seconds, double? PeakMb, string? Error = null)
{
    /// <summary>The middle one of several runs in time, with the highest memory of all; a failed one if there is any.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> runs) => runs.FirstOrDefault(r => r.Error is not null)
        ?? new Measurement(runs.Select(r => r.Seconds).Order().ElementAt(runs.Count / 2), runs.Max(r => r.PeakMb));
}

/// <summary>Runs a program and measures it.</summary>
internal static class MeasuredProcess
{
    /// <summary>Null when there is no such program.</summary>
    public static async Task<Measurement?> RunAsync(string program, params IEnumerable<string> arguments)
    {
        if (Find(program) is not { } path)
        {
            return null;
        }

        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        double peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }

        await process.WaitForExitAsync();
        double seconds = clock.Elapsed.TotalSeconds;
        // A shell only starts the programs that hold the memory.
        double? told = peak > 0 && program != "bash" ? peak : null;
        return new Measurement(seconds, told, process.ExitCode == 0 ? null
            : $"exit code {process.ExitCode}: {Last(await errors)} {Last(await output)}");
    }

    public static string? Find(string program) => program.Contains('/')
        ? File.Exists(program) ? program : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static double Peak(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:"));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..].Replace("kB", "").Trim()) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string Last(string text) => text.Length > 600 ? "…" + text[^600..] : text.Trim();
}
