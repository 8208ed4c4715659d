using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DataMigrator.Mcp.Tests.Infrastructure;

/// <summary>A real <c>dbmigrate mcp</c> behind a URL, for clients that know no pipes: each POST is a message to its stdin, and is answered by the
/// line of stdout that bears its id.</summary>
internal sealed class HttpBridge : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _waiting = new();
    private readonly HttpListener _listener = new();
    private readonly SemaphoreSlim _stdin = new(1);
    private readonly Process _server;

    public HttpBridge(Workspace workspace)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/mcp/";
        }

        _server = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dbmigrate.dll"), "mcp"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workspace.Home,
        })!;
        _server.BeginErrorReadLine();
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ReadAsync();
        _ = ServeAsync();
    }

    public string Url { get; }

    public void Dispose()
    {
        _listener.Close();
        _server.Kill();
        _server.Dispose();
        _stdin.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (JsonNode.Parse(line) is JsonObject message && message["id"] is { } id && message["method"] is null
                && _waiting.TryRemove(id.ToJsonString(), out TaskCompletionSource<string>? asked))
            {
                asked.SetResult(line);
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        if (context.Request.HttpMethod != "POST")
        {
            response.StatusCode = (int)HttpStatusCode.MethodNotAllowed;
            return;
        }

        using var reader = new StreamReader(context.Request.InputStream);
        var message = (JsonObject)JsonNode.Parse(await reader.ReadToEndAsync())!;
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isQuestion = message["id"] is not null && message["method"] is not null;
        if (isQuestion)
        {
            _waiting[message["id"]!.ToJsonString()] = asked;
        }

        await _stdin.WaitAsync();
        await _server.StandardInput.WriteLineAsync(message.ToJsonString());
        await _server.StandardInput.FlushAsync();
        _stdin.Release();
        if (!isQuestion)
        {
            response.StatusCode = (int)HttpStatusCode.Accepted;
            return;
        }

        response.ContentType = "application/json";
        await using var writer = new StreamWriter(response.OutputStream);
        await writer.WriteAsync(await asked.Task);
    }
}
