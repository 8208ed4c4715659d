namespace DataMigrator.Tests.Kill;

/// <summary>How the target stands when the job begins.</summary>
internal enum KillTarget
{
    /// <summary>It is empty; the job makes the schema, and verifies.</summary>
    Created,

    /// <summary>It has tables, and rows that must stay.</summary>
    Filled,

    /// <summary>It has tables and rows that the job takes away first.</summary>
    Truncated,
}

/// <summary>What a job moves, and where to.</summary>
internal sealed record KillScenario(DatabaseKind From, DatabaseKind To, KillTarget Target)
{
    private static readonly (DatabaseKind, DatabaseKind)[] Directions =
    [
        (DatabaseKind.Sqlite, DatabaseKind.Postgres), (DatabaseKind.Sqlite, DatabaseKind.MySql), (DatabaseKind.Sqlite, DatabaseKind.MariaDb),
        (DatabaseKind.Postgres, DatabaseKind.Sqlite), (DatabaseKind.Postgres, DatabaseKind.MySql), (DatabaseKind.Postgres, DatabaseKind.Postgres),
        (DatabaseKind.MySql, DatabaseKind.Postgres), (DatabaseKind.MySql, DatabaseKind.MariaDb), (DatabaseKind.MySql, DatabaseKind.Sqlite),
        (DatabaseKind.MariaDb, DatabaseKind.Postgres), (DatabaseKind.MariaDb, DatabaseKind.MySql), (DatabaseKind.Sqlite, DatabaseKind.Sqlite),
    ];

    /// <summary>All of them, or those of a direction such as <c>postgres:mysql</c>, so that the first are already a mixture.</summary>
    public static IReadOnlyList<KillScenario> All(string? direction, Random random)
    {
        KillScenario[] all = [.. Directions.Where(d => direction is null || $"{d.Item1}:{d.Item2}".Equals(direction, StringComparison.OrdinalIgnoreCase))
            .SelectMany(d => Enum.GetValues<KillTarget>().Select(t => new KillScenario(d.Item1, d.Item2, t)))];
        random.Shuffle(all);
        return all;
    }

    public IEnumerable<string> Options => ["--batch-size", "7", "--json", .. Target switch
    {
        KillTarget.Created => (string[])["--create-schema", "--verify"],
        KillTarget.Truncated => ["--truncate"],
        _ => [],
    }];

    public override string ToString() => $"{From} to {To}, {Target}".ToLowerInvariant();
}
