using System.Globalization;
using DataMigrator.Tests.Infrastructure;
using Xunit.Sdk;

namespace DataMigrator.Benchmarks;

/// <summary>Moves the big table through dbmigrate and through the best other tool for each direction, side by side: times
/// on one machine and in one run can be compared, others can't.</summary>
internal sealed class Comparison
{
    private readonly Dictionary<DatabaseKind, TestDatabase> _sources = [];
    private readonly long _rows;
    private readonly IReadOnlyList<(DatabaseKind From, DatabaseKind To)> _directions;

    private string? _program;
    private readonly int _rounds;

    private Comparison(long rows, int rounds, IReadOnlyList<(DatabaseKind, DatabaseKind)> directions, string? program)
    {
        _rounds = rounds;
        _rows = rows;
        _directions = directions;
        _program = program;
    }

    /// <summary>Null when the arguments can't be understood.</summary>
    public static Comparison? Parse(IReadOnlyList<string> arguments)
    {
        long rows = 1_000_000;
        int rounds = 3;
        IReadOnlyList<(DatabaseKind, DatabaseKind)>? directions = [.. Yardstick.Directions];
        string? program = null;
        for (int i = 0; i < arguments.Count; i += 2)
        {
            bool understood = i + 1 < arguments.Count && arguments[i] switch
            {
                "--rows" => long.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out rows) && rows > 0,
                "--rounds" => int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out rounds) && rounds > 0,
                "--directions" => (directions = ParseDirections(arguments[i + 1])) is not null,
                "--program" => File.Exists(program = arguments[i + 1]),
                _ => false,
            };
            if (!understood)
            {
                return null;
            }
        }

        return new Comparison(rows, rounds, directions!, program);
    }

    public async Task<int> RunAsync()
    {
        try
        {
            _program ??= await PublishedProgram.MakeAsync();
            Console.WriteLine($"{_program}: {_rows:N0} rows of eight columns; medians of {_rounds} rounds in turn. Seconds are wall "
                + "time, memory is the peak of the process in MiB.");
            Console.WriteLine();
            Console.WriteLine($"{"direction",-22}{"dbmigrate",10}{"memory",8}   {"yardstick",-34}{"seconds",9}{"memory",8}{"ratio",8}");
            bool failed = false;
            foreach ((DatabaseKind from, DatabaseKind to) in _directions)
            {
                failed |= !await CompareAsync(from, to);
            }

            return failed ? 1 : 0;
        }
        catch (Exception e) when (e is SkipException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        finally
        {
            foreach (TestDatabase source in _sources.Values)
            {
                await source.DisposeAsync();
            }
        }
    }

    private async Task<bool> CompareAsync(DatabaseKind from, DatabaseKind to)
    {
        TestDatabase source = await SourceAsync(from);
        Yardstick? yardstick = Yardstick.For(from, to);
        var ours = new List<Measurement>();
        var others = new List<Measurement>();
        for (int round = 0; round < _rounds; round++)
        {
            ours.Add(await IntoNewDatabaseAsync(to, target => MigrateAsync(source, target)));
            if (yardstick is { IsInstalled: true })
            {
                others.Add(await IntoNewDatabaseAsync(to, target => yardstick.RunAsync(source, target)));
            }
        }

        Measurement mine = Measurement.Median(ours);
        Measurement? other = others.Count > 0 ? Measurement.Median(others) : null;
        string ratio = mine.Error is null && other is { Error: null } ? $"{mine.Seconds / other.Seconds:0.00}" : "";
        string missing = yardstick is { IsInstalled: false } ? $"({yardstick.Program} is not installed)" : "";
        Console.WriteLine($"{from + " to " + to,-22}{Seconds(mine),10}{Memory(mine),8}   {yardstick?.Name ?? "none",-34}"
            + $"{Seconds(other),9}{Memory(other),8}{ratio,8}{missing}");
        foreach (Measurement? measurement in new[] { mine, other })
        {
            if (measurement?.Error is { } error)
            {
                Console.WriteLine("    " + error.ReplaceLineEndings("\n    "));
            }
        }

        return mine.Error is null;
    }

    private async Task<Measurement> MigrateAsync(TestDatabase source, TestDatabase target)
    {
        using var home = new TempFolder();
        return (await MeasuredProcess.RunAsync(_program!, "migrate", "--source", source.Url, "--target", target.Url,
            "--home", home.Path, "--json"))!;
    }

    private async Task<Measurement> IntoNewDatabaseAsync(DatabaseKind kind, Func<TestDatabase, Task<Measurement>> run)
    {
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await BigTable.CreateAsync(target);
        await target.CloseAsync();
        Measurement measured = await run(target);
        long found = await target.CountAsync("big");
        return measured.Error is null && found != _rows ? measured with { Error = $"{found:N0} rows arrived." } : measured;
    }

    private async Task<TestDatabase> SourceAsync(DatabaseKind kind)
    {
        if (!_sources.TryGetValue(kind, out TestDatabase? source))
        {
            _sources[kind] = source = await TestDatabase.CreateAsync(kind);
            await BigTable.CreateAsync(source);
            await BigTable.FillAsync(source, _rows);
            await source.CloseAsync();
        }

        return source;
    }

    private static List<(DatabaseKind, DatabaseKind)>? ParseDirections(string text)
    {
        if (text == "all")
        {
            return [.. TestServers.AllKinds.SelectMany(from => TestServers.AllKinds.Select(to => (from, to)))];
        }

        var directions = new List<(DatabaseKind, DatabaseKind)>();
        foreach (string pair in text.Split(','))
        {
            if (pair.Split(':') is not [var from, var to] || !Enum.TryParse(from, true, out DatabaseKind a)
                || !Enum.TryParse(to, true, out DatabaseKind b))
            {
                return null;
            }

            directions.Add((a, b));
        }

        return directions;
    }

    private static string Seconds(Measurement? m) => m is null ? "" : m.Error is null ? $"{m.Seconds:0.0}" : "failed";

    private static string Memory(Measurement? m) => m?.PeakMb is { } peak ? $"{peak:0}" : "";
}
