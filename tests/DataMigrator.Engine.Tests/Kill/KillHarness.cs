using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Kill;

/// <summary>Starts real processes, kills each at a place of a phase, resumes until the job is done, and compares both sides with
/// the source and with what a run without kills left.</summary>
internal sealed class KillHarness(int kills, int seed, string? direction, Action<string> say) : IAsyncDisposable
{
    private const int KillsOfAJob = 4;
    private static readonly TimeSpan FirstMoments = TimeSpan.FromMilliseconds(1500);

    private readonly Random _random = new(seed);
    private readonly Dictionary<DatabaseKind, TestDatabase> _sources = [];
    private readonly Dictionary<KillScenario, (IReadOnlyCollection<string> Objects, Dictionary<string, int> Places)> _references = [];
    private readonly Dictionary<string, int> _phases = [];

    public KillReport Report { get; } = new();

    public async Task RunAsync()
    {
        IReadOnlyList<KillScenario> scenarios = KillScenario.All(direction, _random);
        if (scenarios.Count == 0)
        {
            throw new ArgumentException($"There is no direction {direction}; one is sqlite:postgres.");
        }

        for (int i = 0; Report.Kills < kills; i++)
        {
            KillScenario scenario = scenarios[i % scenarios.Count];
            TestServers.Require(scenario.From, scenario.To);
            if (!_sources.TryGetValue(scenario.From, out TestDatabase? source))
            {
                source = await TestDatabase.CreateAsync(scenario.From);
                _sources.Add(scenario.From, source);
                await KillTables.CreateSourceAsync(source);
            }

            await source.CloseAsync();
            if (!_references.ContainsKey(scenario))
            {
                _references.Add(scenario, await RunWithoutKillsAsync(scenario, source));
            }

            await RunJobAsync(scenario, source, i);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestDatabase source in _sources.Values)
        {
            await source.DisposeAsync();
        }
    }

    /// <summary>What a run without kills leaves, and how often it comes by each place.</summary>
    private static async Task<(IReadOnlyCollection<string>, Dictionary<string, int>)> RunWithoutKillsAsync(KillScenario scenario, TestDatabase source)
    {
        await using TestDatabase target = await MakeTargetAsync(scenario);
        using var migration = new TestMigration(source, target);
        var places = new Dictionary<string, int>();
        FailPoint.Observer.Value = place =>
        {
            lock (places)
            {
                places[place] = places.GetValueOrDefault(place) + 1;
            }
        };
        JobStatus status = await migration.RunAsync(r => r with
        {
            BatchSize = 7, CreateSchema = scenario.Target == KillTarget.Created, Verify = scenario.Target == KillTarget.Created,
            TruncateTarget = scenario.Target == KillTarget.Truncated,
        });
        FailPoint.Observer.Value = null;
        IReadOnlyCollection<string> objects = await KillComparison.ObjectsAsync(target);
        List<string> faults = await KillComparison.FindFaultsAsync(scenario, source, target, migration, status, objects);
        await source.CloseAsync();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"{scenario}, without kills: {string.Join("\n", faults)}\n{migration.Describe(status)}");
        }

        return (objects, places);
    }

    private static async Task<TestDatabase> MakeTargetAsync(KillScenario scenario)
    {
        TestDatabase target = await TestDatabase.CreateAsync(scenario.To);
        if (scenario.Target != KillTarget.Created)
        {
            await KillTables.CreateTargetAsync(target, filled: true);
        }
        else if (scenario.To == DatabaseKind.Sqlite)
        {
            await target.ExecuteAsync("PRAGMA user_version = 1");
        }

        await target.CloseAsync();
        return target;
    }

    private async Task RunJobAsync(KillScenario scenario, TestDatabase source, int number)
    {
        await using TestDatabase target = await MakeTargetAsync(scenario);
        await using TcpProxy? proxy = target.Server is null ? null : new TcpProxy(target.Server);
        using var migration = new TestMigration(source, target, targetPort: proxy?.Port);
        string history = $"job {number}, {scenario}";
        string? jobId = null;
        try
        {
            for (int kill = 0; kill < KillsOfAJob && Report.Kills < kills; kill++)
            {
                (string place, int times) = Choose(scenario, proxy is not null, kill);
                history += $", {place}:{times}";
                bool killed = await KillAsync(Arguments(), place, times, proxy);
                jobId ??= migration.Service.ListJobs().SingleOrDefault()?.JobId;
                if (killed)
                {
                    Report.Killed(scenario, place);
                }

                if (jobId is not null && migration.Service.GetStatus(jobId).Status is JobState.Completed or JobState.CompletedWithErrors)
                {
                    break;
                }
            }

            using (DbMigrateProcess last = await DbMigrateProcess.RunAsync(Arguments()))
            {
                jobId ??= migration.Service.ListJobs().Single().JobId;
                JobStatus status = migration.Service.GetStatus(jobId);
                List<string> faults = await KillComparison.FindFaultsAsync(scenario, source, target, migration, status, _references[scenario].Objects);
                if (last.ExitCode != (scenario.Target == KillTarget.Created ? 0 : 3))
                {
                    faults.Add($"the last process: {last}");
                }

                Report.Faults.AddRange(faults.Select(f => $"{history}: {f}"));
            }
        }
        catch (Exception e) when (e is not Xunit.Sdk.SkipException)
        {
            Report.Faults.Add($"{history}: {e}");
        }

        await source.CloseAsync();
        Report.Ended(scenario);
        say($"{history}: {Report.Kills} of {kills} kills, {Report.Faults.Count} faults");

        // Killed before it had a checkpoint, a job is started anew: nothing of it is in the target.
        IEnumerable<string> Arguments() => jobId is null ? ["migrate", .. migration.Arguments, .. scenario.Options]
            : ["resume", jobId, "--profiles", migration.ProfilePath, "--home", migration.Home, "--json"];
    }

    /// <summary>A place of the phase that was hit least so far.</summary>
    private (string Place, int Times) Choose(KillScenario scenario, bool hasServer, int kill)
    {
        Dictionary<string, int> places = new(_references[scenario].Places) { [KillPlaces.AnyMoment] = (int)FirstMoments.TotalMilliseconds };
        if (hasServer)
        {
            places[KillPlaces.InCommit] = places["commit.before"];
        }

        places["journal.half"] = places.GetValueOrDefault("journal.before");
        string phase = places.Where(p => p.Value > 0).Select(p => KillPlaces.Phase(p.Key)).Distinct()
            .OrderBy(p => _phases.GetValueOrDefault(p)).ThenBy(_ => _random.Next()).First();
        _phases[phase] = _phases.GetValueOrDefault(phase) + 1;
        string[] of = [.. places.Keys.Where(p => places[p] > 0 && KillPlaces.Phase(p) == phase).Order(StringComparer.Ordinal)];
        string place = of[_random.Next(of.Length)];
        // What is left of a job that has been resumed is less each time.
        return (place, _random.Next(1, 1 + Math.Max(1, places[place] / (1 + kill))));
    }

    /// <summary>Runs a process that is to die there; false where it ended before.</summary>
    private static async Task<bool> KillAsync(IEnumerable<string> arguments, string place, int times, TcpProxy? proxy)
    {
        bool atPlace = place is not (KillPlaces.InCommit or KillPlaces.AnyMoment);
        using DbMigrateProcess process = DbMigrateProcess.Start(atPlace ? $"{place}:{times}" : null, [.. arguments]);
        int commits = 0;
        if (place == KillPlaces.InCommit)
        {
            proxy!.Passes = (link, piece, toServer) =>
            {
                if (toServer && piece.Span.IndexOf("COMMIT"u8) >= 0 && Interlocked.Increment(ref commits) == times)
                {
                    // It is on its way, and nobody is there any more to hear that it was made.
                    _ = Task.Run(process.KillAsync);
                }

                return Task.FromResult(piece.Length);
            };
        }
        else if (place == KillPlaces.AnyMoment)
        {
            await Task.WhenAny(process.WaitAsync(), Task.Delay(times));
            if (!process.HasExited)
            {
                await process.KillAsync();
            }
        }

        await process.WaitAsync();
        if (proxy is not null)
        {
            proxy.Passes = (_, piece, _) => Task.FromResult(piece.Length);
        }

        return process.ExitCode == DbMigrateProcess.Killed;
    }
}
