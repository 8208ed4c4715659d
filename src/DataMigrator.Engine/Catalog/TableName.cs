namespace DataMigrator.Catalog;

/// <summary>A table's name as its database holds it, case kept.</summary>
/// <param name="Schema">The PostgreSQL schema; null where a database has none (SQLite, MySQL, MariaDB).</param>
/// <param name="Name">The name, unquoted.</param>
public sealed record TableName(string? Schema, string Name)
{
    /// <summary>The schema that need not be named: <c>public</c>.</summary>
    public const string DefaultSchema = "public";

    /// <summary>The name as users see and give it: without the schema where that is none or <c>public</c>.</summary>
    public override string ToString() =>
        Schema is null or DefaultSchema ? Name : Schema + "." + Name;
}
