using DataMigrator.Catalog;

namespace DataMigrator.Planning;

/// <summary>Triggers of the target fire for the rows that a migration writes, as for any others: what they did in the source is
/// in its rows already, and is done again. That may be what is wanted, so it is said and not refused.</summary>
internal static class TargetTriggers
{
    /// <summary>A warning a table that has such triggers.</summary>
    public static IEnumerable<string> Warnings(DatabaseCatalog target, IReadOnlyList<TableTransfer> tables, bool emptied)
    {
        ILookup<TableName, CatalogTrigger> byTable = target.Triggers.Where(t => t.Enabled && t.Events.Any(Fires)).ToLookup(t => t.Table);
        return from table in tables
               where byTable.Contains(table.Target.Name)
               let names = byTable[table.Target.Name].Select(t => t.Name).ToArray()
               select $"{table.Target.Name}: the target's {(names.Length == 1 ? "trigger" : "triggers")} {string.Join(", ", names)} will "
                   + "fire for the rows that are written, and may change them or add others. Drop or disable "
                   + $"{(names.Length == 1 ? "it" : "them")} for the migration if the source's rows hold the outcome already.";

        bool Fires(string what) => what == "INSERT" || (emptied && what is "DELETE" or "TRUNCATE");
    }
}
