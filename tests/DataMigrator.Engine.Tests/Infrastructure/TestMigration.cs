using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Planning;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>A migration from one test database to another, with a home folder and a profile file of its own: the profiles
/// are <c>source</c> and <c>target</c>, so that any process can run and resume its jobs.</summary>
internal sealed class TestMigration : IDisposable
{
    private readonly TempFolder _home = new();
    private readonly TestDatabase _source;
    private readonly TestDatabase _target;

    /// <param name="source">The source.</param>
    /// <param name="target">The target.</param>
    /// <param name="targetAccess">The access of the target's profile.</param>
    /// <param name="targetPort">Where the target is reached, if not at its own port.</param>
    public TestMigration(TestDatabase source, TestDatabase target, string targetAccess = "read-write", int? targetPort = null)
    {
        _source = source;
        _target = target;
        File.WriteAllText(ProfilePath, JsonSerializer.Serialize(new
        {
            profiles = new Dictionary<string, object>
            {
                ["source"] = Profile(source, "read-only", _home),
                ["target"] = Profile(target, targetAccess, _home, targetPort),
            },
        }));
        Request = new MigrationRequest
        {
            SourceProfile = "source",
            SourceDatabase = DatabaseName(source),
            TargetProfile = "target",
            TargetDatabase = DatabaseName(target),
        };
        Service = new MigrationService(new MigrationServiceOptions
        {
            HomePath = Home, ProfilePath = ProfilePath, Log = Log.Enqueue,
        });
    }

    public string Home => _home.Path;

    public string ProfilePath => _home.File("profiles.json");

    public MigrationService Service { get; }

    /// <summary>The request with nothing but its ends; tests add to it.</summary>
    public MigrationRequest Request { get; }

    public ConcurrentQueue<LogEntry> Log { get; } = new();

    /// <summary>The options of the command line that name the ends of the migration.</summary>
    public string[] Arguments =>
    [
        "--profiles", ProfilePath, "--home", Home, "--source", "source", "--source-database", DatabaseName(_source),
        "--target", "target", "--target-database", DatabaseName(_target),
    ];

    public async Task<JobStatus> RunAsync(Func<MigrationRequest, MigrationRequest>? change = null)
    {
        await _source.CloseAsync();
        await _target.CloseAsync();
        MigrationJob job = await Service.StartAsync(change is null ? Request : change(Request), CancellationToken.None);
        return await job.Completion;
    }

    public async Task<JobStatus> ResumeAsync(string jobId) =>
        await (await Service.ResumeAsync(jobId, CancellationToken.None)).Completion;

    /// <summary>Goes on with a job in a process of its own.</summary>
    public DbMigrateProcess StartResume(string jobId) =>
        DbMigrateProcess.Start(["resume", jobId, "--profiles", ProfilePath, "--home", Home, "--json"]);

    /// <summary>Runs it and asks it to stop at the first line of the log that fits.</summary>
    public async Task<JobStatus> StopAtAsync(Predicate<LogEntry> when, Func<MigrationRequest, MigrationRequest> change)
    {
        await _source.CloseAsync();
        await _target.CloseAsync();
        var started = new TaskCompletionSource<MigrationJob>();
        var service = new MigrationService(new MigrationServiceOptions
        {
            HomePath = Home,
            ProfilePath = ProfilePath,
            Log = entry =>
            {
                Log.Enqueue(entry);
                if (when(entry))
                {
                    started.Task.Wait();
                    started.Task.Result.RequestStop();
                }
            },
        });
        MigrationJob job = await service.StartAsync(change(Request), CancellationToken.None);
        started.SetResult(job);
        return await job.Completion;
    }

    /// <summary>Puts the checkpoint of a job back to what a process that died earlier would have left.</summary>
    public void Rewind(string jobId, Action<Checkpoint> change)
    {
        var folder = DataMigrator.Jobs.JobFolder.Open(Home, jobId);
        Checkpoint checkpoint = new CheckpointStore(folder).Read();
        checkpoint.Status = JobState.Running;
        change(checkpoint);
        File.WriteAllBytes(folder.CheckpointFile,
            Checksum.Seal(JsonSerializer.SerializeToUtf8Bytes(checkpoint, CheckpointJson.Default.Checkpoint)));
    }

    /// <summary>A service as <see cref="Service"/> that tries again as this says.</summary>
    public MigrationService With(RetryPolicy retry) => new(new MigrationServiceOptions
    {
        HomePath = Home, ProfilePath = ProfilePath, Log = Log.Enqueue,
    }) { Retry = retry };

    /// <summary>Runs it and demands that every row arrived.</summary>
    public async Task<JobStatus> CompleteAsync(Func<MigrationRequest, MigrationRequest>? change = null)
    {
        JobStatus status = await RunAsync(change);
        Assert.True(status.Status == JobState.Completed, Describe(status));
        return status;
    }

    /// <summary>The folder of a job.</summary>
    public string JobFolder(string jobId) => Path.Combine(Home, ".tmp", "migrations", jobId);

    /// <summary>The rejected rows of a table, in the order of their file.</summary>
    public static List<JsonElement> Rejects(JobStatus status, string table) =>
        status.TablesStatus.Single(t => t.Table == table).ErrorFile is { } file ? Lines(file) : [];

    public List<JsonElement> FkViolations(JobStatus status)
    {
        string file = Path.Combine(JobFolder(status.JobId), "fk_violations.jsonl");
        return File.Exists(file) ? Lines(file) : [];
    }

    /// <summary>All that can be told about a job that did not end as it should.</summary>
    public string Describe(JobStatus status)
    {
        var text = new StringBuilder().AppendLine($"The job is {status.Status}: {status.ErrorCode} {status.ErrorMessage}");
        foreach (FailedTable table in status.FailedTables)
        {
            text.AppendLine($"{table.Table}: {table.Error}");
            if (table.ErrorFile is not null)
            {
                foreach (string line in File.ReadLines(table.ErrorFile).Take(3))
                {
                    text.AppendLine("  " + (line.Length > 400 ? line[..400] + "…" : line));
                }
            }
        }

        foreach (LogEntry entry in Log.Where(e => e.Level != "info"))
        {
            text.AppendLine($"{entry.Level}: {entry.Message} {entry.Table} {entry.Detail}");
        }

        return text.ToString();
    }

    public void Dispose() => _home.Dispose();

    private static string DatabaseName(TestDatabase database) =>
        database.Kind == DatabaseKind.Sqlite ? Path.GetFileName(database.Name) : database.Name;

    private static Dictionary<string, object> Profile(TestDatabase database, string access, TempFolder home,
        int? port = null)
    {
        var profile = new Dictionary<string, object> { ["type"] = database.Kind.ToString().ToLowerInvariant(), ["access"] = access };
        if (database.Kind == DatabaseKind.Sqlite)
        {
            profile["directory"] = Path.GetDirectoryName(database.Name)!;
            return profile;
        }

        ServerUrl server = database.Server!;
        profile["host"] = server.Host;
        profile["port"] = port ?? server.Port;
        profile["username"] = server.User;
        if (port is not null)
        {
            // What stands between reads along.
            profile["options"] = new Dictionary<string, string> { ["SslMode"] = "disable" };
        }

        if (server.Password is not null)
        {
            string secret = home.File(database.Kind + ".secret");
            File.WriteAllText(secret, server.Password);
            profile["password"] = "${file:" + secret + "}";
        }

        return profile;
    }

    private static List<JsonElement> Lines(string file) =>
        [.. File.ReadLines(file).Select(l => JsonDocument.Parse(l).RootElement)];
}
