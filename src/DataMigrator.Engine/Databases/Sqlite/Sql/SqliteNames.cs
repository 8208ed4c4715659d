using DataMigrator.Sql;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>SQLite sets no limit to names, keeps those with <c>sqlite_</c> before them for itself, and never tells capital
/// letters of ASCII from small ones.</summary>
internal sealed class SqliteNames : NameRules
{
    public override bool HasSchemas => false;

    public override StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public override StringComparer TableComparer(bool serverTellsCase) => StringComparer.OrdinalIgnoreCase;

    public override string Shorten(string name) =>
        name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) ? "_" + name : name;

    public override bool TryFindSchema(string? written, string database, out string? schema)
    {
        schema = null;
        return written is null or "main";
    }
}
