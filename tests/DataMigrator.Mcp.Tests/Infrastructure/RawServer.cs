using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>A real <c>dbmigrate mcp</c> with a client that writes lines of its own and reads only what it is told to: for what a
/// client of the official library does not do.</summary>
internal sealed class RawServer : IDisposable
{
    public const string Newest = "2026-07-28";

    private static readonly JsonObject Meta = new()
    {
        ["io.modelcontextprotocol/protocolVersion"] = Newest,
        ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
        ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
    };

    private readonly Process _process;
    private readonly bool _newest;
    private int _id;

    private RawServer(Process process, bool newest)
    {
        _process = process;
        _newest = newest;
    }

    public int ProcessId => _process.Id;

    /// <summary>Starts it and says hello: without a handshake in the newest version of the protocol, with one otherwise. What it
    /// writes to stderr is not read unless it is to be.</summary>
    public static async Task<RawServer> StartAsync(Workspace workspace, bool newest = false, bool readErrors = true, string protocol = "2025-11-25", params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dbmigrate.dll"), "mcp", .. options])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workspace.Home,
        };
        start.Environment.Remove("DATAMIGRATOR_HOME");
        start.Environment.Remove("DATAMIGRATOR_PROFILES");
        var server = new RawServer(Process.Start(start)!, newest);
        if (readErrors)
        {
            server._process.BeginErrorReadLine();
        }

        if (newest)
        {
            server.Discovered = await server.AskAsync("server/discover", []);
        }
        else
        {
            server.Discovered = await server.AskAsync("initialize", new JsonObject
            {
                ["protocolVersion"] = protocol, ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
            });
            await server.WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
        }

        return server;
    }

    /// <summary>What the server said of itself.</summary>
    public JsonObject Discovered { get; private set; } = [];

    /// <summary>Sends a request and does not wait for its answer.</summary>
    public async Task<int> SendAsync(string method, JsonObject parameters)
    {
        if (_newest)
        {
            parameters["_meta"] = Meta.DeepClone();
        }

        int id = ++_id;
        await WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return id;
    }

    public Task<int> SendCallAsync(string tool, object arguments) => SendAsync("tools/call",
        new JsonObject { ["name"] = tool, ["arguments"] = JsonSerializer.SerializeToNode(arguments) });

    /// <summary>Sends a request and returns the whole answer.</summary>
    public async Task<JsonObject> AnswerAsync(string method, JsonObject parameters)
    {
        int id = await SendAsync(method, parameters);
        while (true)
        {
            JsonObject message = await ReadAsync();
            if ((int?)message["id"] == id)
            {
                return message;
            }
        }
    }

    /// <summary>Sends a request that is to succeed and returns its result.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters)
    {
        JsonObject answer = await AnswerAsync(method, parameters);
        return answer["result"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    /// <summary>Calls a tool that is to succeed.</summary>
    public async Task<JsonObject> CallAsync(string tool, object arguments)
    {
        JsonObject result = await AskAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = JsonSerializer.SerializeToNode(arguments) });
        string text = (string)result["content"]![0]!["text"]!;
        Assert.False((bool?)result["isError"] == true, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>The next message, whatever it is.</summary>
    public async Task<JsonObject> ReadAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return JsonNode.Parse(line ?? throw new EndOfStreamException("The server has ended."))!.AsObject();
    }

    /// <summary>Closes the client's ends and returns how long the server lived on.</summary>
    /// <param name="died">Also the end that reads, as when the client dies; else only the one that writes.</param>
    public async Task<TimeSpan> HangUpAsync(bool died = false)
    {
        var clock = Stopwatch.StartNew();
        _process.StandardInput.Close();
        if (died)
        {
            _process.StandardOutput.Close();
        }

        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return clock.Elapsed;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task WriteAsync(JsonObject message)
    {
        await _process.StandardInput.WriteAsync(message.ToJsonString() + "\n");
        await _process.StandardInput.FlushAsync();
    }
}
