using DataMigrator.Exploration;
using DataMigrator.Mcp.Jobs;
using DataMigrator.Mcp.Tools;

namespace DataMigrator.Mcp.Server;

/// <summary>What the tools of one server share.</summary>
internal sealed class ServerContext : IDisposable
{
    private readonly CancellationTokenSource _hungUp = new();

    public ServerContext(McpHostOptions options)
    {
        Service = new MigrationService(options.Engine);
        ReadOnly = options.ReadOnly;
        Structured = options.Structured;
        Form = new ResultForm(Service.HomePath);
        Folders = new AllowedFolders([OwnFolder(Service.HomePath), .. options.AllowedFolders], Service.HomePath);
        Tools = ToolCatalog.For(options.ReadOnly);
    }

    public MigrationService Service { get; }

    public bool ReadOnly { get; }

    public bool Structured { get; }

    public AllowedFolders Folders { get; }

    public ResultForm Form { get; }

    public JobRegistry Jobs { get; } = new();

    public IReadOnlyList<McpTool> Tools { get; }

    /// <summary>Cancelled when the client is gone: nobody waits for a call's result any more.</summary>
    public CancellationToken HungUp => _hungUp.Token;

    /// <summary>Returns at once: what a call does when it is cancelled may block, such as telling a database.</summary>
    public void HangUp() => _ = _hungUp.CancelAsync();

    /// <summary>Only when no call is under way any more: each holds the token.</summary>
    public void Dispose() => _hungUp.Dispose();

    public string Describe() =>
        $"{Tools.Count} tools{(ReadOnly ? " (read-only)" : "")}, home {Service.HomePath}, folders {string.Join(", ", Folders.Folders)}";

    // A server that a desktop program starts has / or the user's home for its current folder: only the project's own
    // corner of such a folder is open to a client.
    private static string OwnFolder(string home)
    {
        string user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        bool wide = Path.GetPathRoot(home) == home || Path.TrimEndingDirectorySeparator(user) == Path.TrimEndingDirectorySeparator(home);
        return wide ? Path.Combine(home, ".tmp") : home;
    }
}
