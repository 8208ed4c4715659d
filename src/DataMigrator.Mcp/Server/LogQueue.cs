using System.Threading.Channels;
using DataMigrator.Jobs;

namespace DataMigrator.Mcp.Server;

/// <summary>Lines of the log on their way to the host, in order. A client that does not read the server's stderr fills its pipe:
/// that must keep neither jobs nor calls from going on, so lines wait here, and those that find no room are lost.</summary>
internal sealed class LogQueue
{
    private const int Most = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Channel<LogEntry> _lines =
        Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Task _writing;

    public LogQueue(Action<LogEntry> write) => _writing = Task.Run(async () =>
    {
        await foreach (LogEntry line in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            write(line);
        }
    });

    public void Write(LogEntry line) => _lines.Writer.TryWrite(line);

    /// <summary>Takes no more, and gives what is left a moment to be written.</summary>
    public async Task EndAsync()
    {
        _lines.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(Patience)).ConfigureAwait(false);
    }
}
