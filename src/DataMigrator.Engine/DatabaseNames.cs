using System.Diagnostics.CodeAnalysis;

namespace DataMigrator;

/// <summary>What a database system is called and how it is reached.</summary>
/// <param name="Kind">The system.</param>
/// <param name="Name">Its name in profiles, URLs, options and results.</param>
/// <param name="Aliases">Other names that are taken for it.</param>
/// <param name="Port">The usual port of its servers; null for a file.</param>
public sealed record DatabaseName(DatabaseKind Kind, string Name, IReadOnlyList<string> Aliases, int? Port)
{
    /// <summary>The name of the system whose SQL and types it shares: its own, or its parent's.</summary>
    public string Family { get; init; } = Name;

    /// <summary>A database is a file, not one of a server's.</summary>
    public bool IsFile => Port is null;
}

/// <summary>The one list of the database systems' names. Case makes no difference.</summary>
public static class DatabaseNames
{
    /// <summary>The systems.</summary>
    public static IReadOnlyList<DatabaseName> All { get; } =
    [
        new(DatabaseKind.Sqlite, "sqlite", ["sqlite3"], null),
        new(DatabaseKind.Postgres, "postgres", ["postgresql", "pgsql"], 5432),
        new(DatabaseKind.MySql, "mysql", [], 3306),
        new(DatabaseKind.MariaDb, "mariadb", [], 3306) { Family = "mysql" },
    ];

    /// <summary>The names without their aliases, as choices show them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(d => d.Name)];

    private static readonly Dictionary<string, DatabaseName> ByName = new(
        All.SelectMany(d => d.Aliases.Prepend(d.Name).Select(n => KeyValuePair.Create(n, d))), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<DatabaseKind, DatabaseName> ByKind = All.ToDictionary(d => d.Kind);

    /// <summary>The system of that name or alias.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out DatabaseName? database)
    {
        database = null;
        return name is not null && ByName.TryGetValue(name, out database);
    }

    /// <summary>Two systems share SQL and types: MySQL and MariaDB do.</summary>
    public static bool SameFamily(DatabaseKind one, DatabaseKind other) => Of(one).Family == Of(other).Family;

    /// <summary>What is told of a system.</summary>
    public static DatabaseName Of(DatabaseKind kind) => ByKind[kind];
}
