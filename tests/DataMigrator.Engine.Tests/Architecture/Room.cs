namespace DataMigrator.Tests.Architecture;

/// <summary>A room of the engine: what stands in one folder under one namespace.</summary>
/// <param name="Name">The namespace below DataMigrator.</param>
/// <param name="MayUse">The rooms that it may use; <c>Databases.*</c> for every database.</param>
internal sealed record Room(string Name, string MayUse)
{
    /// <summary>The types of a room that need none: they stand below or above all that the rest of their namespace does.</summary>
    private static readonly Dictionary<string, string> ByType = new()
    {
        // Public types keep the namespace DataMigrator, which is the floor's.
        ["DataMigrator.DatabaseKind"] = "Names",
        ["DataMigrator.DatabaseName"] = "Names",
        ["DataMigrator.DatabaseNames"] = "Names",
        ["DataMigrator.MigrationService"] = "Service",
        ["DataMigrator.MigrationServiceOptions"] = "Service",

        // The one place that knows all databases.
        ["DataMigrator.Databases.DatabaseRegistry"] = "Registry",
    };

    /// <summary>The rooms from the floor to the roof: each may use only rooms above it in this table.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Errors", ""),
        new("Names", ""),
        new("Values", ""),
        new("Catalog", "Names Values"),
        new("Sql", "Names Catalog"),
        new("Profiles", "Errors Names"),
        new("Databases", "Errors Names Values Catalog Sql Profiles"),
        new("Databases.Sqlite", "Errors Names Values Catalog Sql Profiles Databases"),
        new("Databases.Postgres", "Errors Names Values Catalog Sql Profiles Databases"),
        new("Databases.MySql", "Errors Names Values Catalog Sql Profiles Databases"),
        new("Registry", "Names Databases Databases.Sqlite Databases.Postgres Databases.MySql"),
        new("Demo", "Errors"),
        new("Planning", "Errors Names Values Catalog Profiles Databases"),
        new("Pipeline", "Errors Values Catalog Profiles Databases Planning"),
        new("Verification", "Values Catalog Profiles Databases Planning Pipeline"),
        new("SchemaCopy", "Errors Names Values Catalog Sql Profiles Databases Registry Planning"),
        new("Jobs", "Errors Names Values Catalog Profiles Databases Registry Planning Pipeline Verification SchemaCopy"),
        new("Exploration", "Errors Names Values Catalog Sql Profiles Databases Registry Planning"),
        new("Rehearsals", "Errors Names Catalog Sql Profiles Databases Planning Pipeline SchemaCopy Jobs Exploration"),
        new("Json", "Errors Planning Verification SchemaCopy Jobs Rehearsals"),
        new("Service", "Errors Names Catalog Sql Profiles Databases Registry Planning Pipeline Verification SchemaCopy Jobs Exploration Rehearsals"),
    ];

    /// <summary>The room of a type, null where it has none.</summary>
    public static string? Of(Type type)
    {
        if (ByType.TryGetValue(type.FullName!, out string? room))
        {
            return room;
        }

        string name = type.Namespace == "DataMigrator" ? "Errors" : type.Namespace!["DataMigrator.".Length..];
        return All.Where(r => name == r.Name || name.StartsWith(r.Name + ".", StringComparison.Ordinal))
            .MaxBy(r => r.Name.Length)?.Name;
    }
}
