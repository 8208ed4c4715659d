using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataMigrator.Mcp.Server;
using DataMigrator.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>A client of the official library over the pipes of a real <c>dbmigrate mcp</c>. Every result is held against the
/// tool's own output schema and its bounds; every line of stdout is kept.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private static readonly Dictionary<string, JsonElement> Schemas = ToolCatalog.All.ToDictionary(t => t.Name,
        t => ServerSetup.Describe(t, structured: true).OutputSchema!.Value);

    private readonly Process _process;
    private readonly RecordingStream _output;
    private readonly StringBuilder _errors = new();

    private Agent(Process process, string home)
    {
        Home = home;
        _process = process;
        _output = new RecordingStream(process.StandardOutput.BaseStream);
        process.ErrorDataReceived += (_, e) =>
        {
            lock (_errors)
            {
                _errors.Append(e.Data).Append('\n');
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>The folder that paths of results are relative to.</summary>
    public string Home { get; }

    public McpClient Client { get; private set; } = null!;

    public IReadOnlyDictionary<string, Tool> Tools { get; private set; } = new Dictionary<string, Tool>();

    public string StandardOutput => _output.Text;

    /// <summary>The most memory that the server had in use, in bytes (VmHWM of Linux; the process's own figure elsewhere).</summary>
    public long PeakMemory
    {
        get
        {
            string status = $"/proc/{_process.Id}/status";
            _process.Refresh();
            return File.Exists(status)
                ? long.Parse(File.ReadLines(status).First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]) * 1024
                : _process.PeakWorkingSet64;
        }
    }

    public string StandardError
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public static Task<Agent> StartAsync(Workspace workspace, params string[] options) =>
        StartAsync(workspace, new Dictionary<string, string?>(), null, options);

    /// <summary>With variables of its environment, and a version of the protocol (null for the newest).</summary>
    public static async Task<Agent> StartAsync(Workspace workspace, IReadOnlyDictionary<string, string?> environment, string? protocol,
        params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dbmigrate.dll"), "mcp", .. options])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workspace.Home,
        };
        start.Environment.Remove("DATAMIGRATOR_HOME");
        start.Environment.Remove("DATAMIGRATOR_PROFILES");
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        var agent = new Agent(Process.Start(start)!, workspace.Home);
        var transport = new StreamClientTransport(agent._process.StandardInput.BaseStream, agent._output);
        agent.Client = await McpClient.CreateAsync(transport, new McpClientOptions
        {
            // A machine that is busy with other tests starts a process slowly.
            ProtocolVersion = protocol, DiscoverProbeTimeout = TimeSpan.FromMinutes(1), InitializationTimeout = TimeSpan.FromMinutes(1),
        });
        agent.Tools = (await agent.Client.ListToolsAsync()).ToDictionary(t => t.Name, t => t.ProtocolTool);
        return agent;
    }

    /// <summary>Calls a tool that is to succeed.</summary>
    public async Task<JsonObject> CallAsync(string tool, object arguments, IProgress<ProgressNotificationValue>? progress = null)
    {
        CallToolResult result = await RawAsync(tool, arguments, progress);
        string text = Text(result);
        Assert.False(result.IsError == true, $"{tool}: {text}");
        Assert.True(text.Length <= 60_000, $"{tool} gave {text.Length} characters.");
        Assert.DoesNotContain("\\u0022", text);

        // Nothing is sent twice: the text is the result, unless the client asked for structured content.
        bool structured = Tools[tool].OutputSchema is not null;
        Assert.Equal(structured, result.StructuredContent is not null);
        JsonElement content = result.StructuredContent ?? JsonElement.Parse(text);
        Assert.Equal([], SchemaCheck.Problems(Schemas[tool], content));
        return JsonNode.Parse(content.GetRawText())!.AsObject();
    }

    /// <summary>Calls a tool that is to refuse, and returns the message.</summary>
    public async Task<string> FailAsync(string tool, object arguments)
    {
        CallToolResult result = await RawAsync(tool, arguments);
        string text = Text(result);
        Assert.True(result.IsError == true, $"{tool} was not to succeed: {text}");
        Assert.Matches("^[A-Z_]+: .+", text);
        return text;
    }

    public Task<CallToolResult> RawAsync(string tool, object arguments, IProgress<ProgressNotificationValue>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Dictionary<string, object?> given = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        return Client.CallToolAsync(tool, given, progress, cancellationToken: cancellationToken).AsTask();
    }

    /// <summary>Waits for the end of a job and returns its status.</summary>
    public async Task<JsonObject> EndOfAsync(string jobId)
    {
        for (int i = 0; i < 20; i++)
        {
            JsonObject status = await CallAsync("check-migration-status", new { job_id = jobId, wait_seconds = 30 });
            if ((string?)status["status"] != "running")
            {
                return status;
            }
        }

        throw new TimeoutException($"The job {jobId} has not ended.");
    }

    /// <summary>Writes to the server's stdin past the library.</summary>
    public async Task SendAsync(string text)
    {
        try
        {
            await _process.StandardInput.WriteAsync(text);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has closed its end.
        }
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal and, with stdin still open, waits for the server's end and returns its exit code.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        using (Process kill = Process.Start("kill", ["-" + signal, $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        return await EndAsync();
    }

    /// <summary>Hangs up, waits for the server's end and returns its exit code.</summary>
    public async Task<int> HangUpAsync()
    {
        _process.StandardInput.Close();
        return await EndAsync();
    }

    private async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await HangUpAsync();
            }

            await Client.DisposeAsync();
        }
        catch (IOException)
        {
            // It has closed its end.
        }

        _process.Dispose();
    }

    private static string Text(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
