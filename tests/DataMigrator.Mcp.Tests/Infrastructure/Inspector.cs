using System.Diagnostics;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>The command line of the MCP Inspector, a client in another language than the server's, and the protocol's conformance suite. They
/// come from npm, with the Node that they need.</summary>
public sealed class Inspector : IAsyncLifetime
{
    private const string Package = "@modelcontextprotocol/inspector@2.12.0";
    private const string Suite = "@modelcontextprotocol/conformance@0.1.16";
    private const string Node = "node@22.23.3";

    private readonly TempFolder _folder = new();
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        // npm waits long for a registry that does not answer; that is no failure of the server.
        (int exitCode, string output, string errors) = await RunAsync("npm", _folder.Path, TimeSpan.FromMinutes(3),
            "install", "--prefix", _folder.Path, "--no-audit", "--no-fund", "--no-progress", Node, Package, Suite);
        _missing = exitCode == 0 ? null : "The MCP Inspector and the conformance suite can't be installed with npm: " + Last(errors.Length > 0 ? errors : output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs one method against <c>dbmigrate mcp</c> in a home folder; returns what the Inspector printed.</summary>
    internal async Task<(int ExitCode, string Output)> CallAsync(Workspace workspace, params IEnumerable<string> arguments)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        (int exitCode, string output, string errors) = await RunAsync(Path.Combine(Bin, "inspector"), workspace.Home, TimeSpan.FromMinutes(2),
            ["--cli", "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "dbmigrate.dll"), "mcp", .. arguments]);
        Assert.True(output.Length > 0, errors);
        return (exitCode, output);
    }

    /// <summary>Runs a scenario of the conformance suite against a server; returns what it printed.</summary>
    internal async Task<(int ExitCode, string Output)> ConformAsync(string url, string scenario)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        (int exitCode, string output, string errors) = await RunAsync(Path.Combine(Bin, "conformance"), _folder.Path, TimeSpan.FromMinutes(2),
            "server", "--url", url, "--scenario", scenario);
        return (exitCode, output + errors);
    }

    private string Bin => Path.Combine(_folder.Path, "node_modules", ".bin");

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string folder, TimeSpan patience,
        params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment["PATH"] = Bin + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment.Remove("DATAMIGRATOR_HOME");
        start.Environment.Remove("DATAMIGRATOR_PROFILES");
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(patience);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (-1, "", $"It did not end within {patience}.");
            }

            return (process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }

    private static string Last(string text) => text.Length > 300 ? "…" + text[^300..] : text;
}
