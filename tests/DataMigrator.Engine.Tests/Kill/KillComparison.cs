using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Kill;

/// <summary>Compares both sides after a job that was killed, by SQL of the tests' own: rows, rows set aside, objects.</summary>
internal static partial class KillComparison
{
    /// <summary>All that is wrong; empty where nothing is.</summary>
    public static async Task<List<string>> FindFaultsAsync(KillScenario scenario, TestDatabase source, TestDatabase target, TestMigration migration,
        JobStatus status, IReadOnlyCollection<string> objects)
    {
        List<string> faults = [];
        JobState right = scenario.Target == KillTarget.Created ? JobState.Completed : JobState.CompletedWithErrors;
        if (status.Status != right)
        {
            faults.Add($"it ended as {status.Status}: {status.ErrorMessage} {string.Join("; ", status.FailedTables.Select(t => t.Error))}");
        }

        foreach (string table in KillTables.Names)
        {
            faults.AddRange(Rows(table, scenario, await ReadAsync(source, table), await ReadAsync(target, table),
                SetAside(migration, status, table), status.TablesStatus.SingleOrDefault(t => t.Table.EndsWith(table, StringComparison.Ordinal))));
        }

        IReadOnlyCollection<string> found = await ObjectsAsync(target);
        faults.AddRange(objects.Except(found).Select(o => $"{o} is missing"));
        faults.AddRange(found.Except(objects).Select(o => $"{o} is there, and was not without kills"));
        await NextNumberAsync(target, faults);
        return faults;
    }

    /// <summary>Keys, constraints, indexes, triggers and views by name, in the database's own words.</summary>
    public static async Task<IReadOnlyCollection<string>> ObjectsAsync(TestDatabase database)
    {
        string sql = database.Kind switch
        {
            DatabaseKind.Sqlite => "SELECT type || ' ' || name || ' on ' || tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
            DatabaseKind.Postgres => "SELECT 'constraint ' || pg_get_constraintdef(oid) || ' on ' || conrelid::regclass FROM pg_constraint "
                + "WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 "
                + "UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' "
                + "UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal "
                + "UNION ALL SELECT 'view ' || viewname FROM pg_views WHERE schemaname = 'public' "
                + "UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public'",
            _ => "SELECT concat('index ', table_name, '.', index_name, '.', column_name) FROM information_schema.statistics WHERE table_schema = database() "
                + "UNION ALL SELECT concat(lower(constraint_type), ' ', table_name, '.', constraint_name) FROM information_schema.table_constraints "
                + "WHERE table_schema = database() UNION ALL SELECT concat('trigger ', trigger_name) FROM information_schema.triggers "
                + "WHERE trigger_schema = database() UNION ALL SELECT concat('view ', table_name) FROM information_schema.views WHERE table_schema = database()",
        };
        return [.. (await database.QueryAsync(sql)).Select(r => Convert.ToString(r[0], CultureInfo.InvariantCulture)!).Order()];
    }

    private static IEnumerable<string> Rows(string table, KillScenario scenario, List<string> source, List<string> target, List<string> setAside,
        TableStatus? status)
    {
        int mine = target.RemoveAll(r => r.EndsWith("|" + KillTables.Mine, StringComparison.Ordinal));
        if (mine != (scenario.Target == KillTarget.Filled ? 1 : 0))
        {
            yield return $"{table}: {mine} of the target's own rows are there";
        }

        foreach (string row in target.GroupBy(r => r).Where(g => g.Count() > source.Count(s => s == g.Key)).Select(g => g.Key).Take(3))
        {
            yield return $"{table}: doubled or unknown: {row}";
        }

        // Each row ends in a text of its own, by which the lines of the files are found.
        List<string> missing = [.. source.Except(target).Select(r => r[(r.LastIndexOf('|') + 1)..]).Order()];
        List<string> lines = [.. setAside.Order()];
        if (!missing.SequenceEqual(lines))
        {
            yield return $"{table}: {missing.Count} rows are not in the target and {lines.Count} were set aside; only missing: "
                + $"{string.Join(", ", missing.Except(lines).Take(3))}; only set aside: {string.Join(", ", lines.Except(missing).Take(3))}";
        }

        if ((status?.RowsMigrated, status?.RowsFailed) != (target.Count, missing.Count))
        {
            yield return $"{table}: the status says {status?.RowsMigrated} migrated and {status?.RowsFailed} failed, the target holds {target.Count} "
                + $"and {missing.Count} are missing";
        }
    }

    private static List<string> SetAside(TestMigration migration, JobStatus status, string table)
    {
        string folder = migration.JobFolder(status.JobId);
        return [.. Directory.EnumerateFiles(folder, "*.jsonl").SelectMany(File.ReadLines).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(l => l.GetProperty("table").GetString()!.Split('.')[^1] == table).Select(l => l.GetProperty("row").GetProperty("w").GetString()!)];
    }

    private static async Task<List<string>> ReadAsync(TestDatabase database, string table) =>
        [.. (await database.QueryAsync($"SELECT * FROM {table}")).Select(r => string.Join('|', r.Select(Canonical)))];

    private static string Canonical(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        Guid guid => guid.ToString("D"),
        string text => Time().IsMatch(text) ? Canonical(DateTime.Parse(text, CultureInfo.InvariantCulture)) : text,
        IConvertible number => Convert.ToDecimal(number, CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>A row that asks for a number gets one that no row has.</summary>
    private static async Task NextNumberAsync(TestDatabase target, List<string> faults)
    {
        try
        {
            await target.ExecuteAsync("INSERT INTO k_int (v, w) VALUES (1, 'next')");
        }
        catch (System.Data.Common.DbException e)
        {
            faults.Add($"k_int: the next number is taken: {e.Message}");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:")]
    private static partial Regex Time();
}
