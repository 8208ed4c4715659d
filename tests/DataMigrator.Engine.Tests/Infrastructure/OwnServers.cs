using System.Diagnostics;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Servers that belong to tests which hold their commits up and stop them. Started when first asked for, gone with the
/// last of these tests.</summary>
public sealed class OwnServers : IDisposable
{
    private static readonly Dictionary<string, string> Options = new()
    {
        // The plugin is MySQL's way to make a commit wait for a replica; MariaDB has it built in.
        ["DATAMIGRATOR_MYSQL_OPTIONS"] = "--log-bin=binlog --plugin-load-add=semisync_source.so",
        ["DATAMIGRATOR_MARIADB_OPTIONS"] = "--log-bin=binlog",
    };

    // The script makes it, open to PostgreSQL's user, and takes it away.
    private readonly string _home = Path.Combine(Path.GetTempPath(), "datamigrator-servers-" + Guid.NewGuid().ToString("n")[..8]);
    private readonly Dictionary<DatabaseKind, ServerUrl> _running = [];

    /// <summary>A server of the kind, or a skipped test where servers are not to be started.</summary>
    internal ServerUrl Get(DatabaseKind kind)
    {
        TestServers.Require(kind);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Servers of the test's own are started on Linux only.");
        if (!_running.TryGetValue(kind, out ServerUrl? server))
        {
            string output = Run("up", kind);
            server = ServerUrl.Parse(output[(output.LastIndexOf('=') + 1)..].Trim());
            _running.Add(kind, server);
        }

        return server;
    }

    /// <summary>Stops a server and keeps its data.</summary>
    internal void Stop(DatabaseKind kind) => Run("stop", kind);

    /// <summary>Ends a server as a power cut would.</summary>
    internal void Kill(DatabaseKind kind) => Run("kill", kind);

    /// <summary>Starts a server that was stopped.</summary>
    internal void Start(DatabaseKind kind) => Run("up", kind);

    public void Dispose()
    {
        if (_running.Count > 0)
        {
            Run("down", null);
        }
    }

    private string Run(string what, DatabaseKind? kind)
    {
        string script = Path.Combine(SchemaCopy.Repository.Root!, "tests", "servers.sh");
        var start = new ProcessStartInfo("bash", [script, what, .. kind is null ? (string[])[] : [kind.ToString()!.ToLowerInvariant()]])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["DATAMIGRATOR_SERVERS_HOME"] = _home;
        foreach ((string name, string value) in Options)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        // A server that stays keeps no end of these: each writes to its log.
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"servers.sh {what} {kind}: {errors.Result}");
    }
}
