using DataMigrator.Catalog;

namespace DataMigrator.Planning;

/// <summary>Emptying a table would change tables that are no part of the migration, where they refer to it with a cascading
/// action: their rows would go, or lose their reference, without a word. Such a migration does not begin.</summary>
internal static class TruncationReach
{
    public static IEnumerable<PlanProblem> Check(DatabaseCatalog target, IReadOnlyList<TableTransfer> tables)
    {
        HashSet<TableName> emptied = [.. tables.Select(t => t.Target.Name)];
        return from table in target.Tables
               where !emptied.Contains(table.Name)
               from key in table.ForeignKeys
               where emptied.Contains(key.ReferencedTable)
                   && key.OnDelete is ReferentialAction.Cascade or ReferentialAction.SetNull or ReferentialAction.SetDefault
               select new PlanProblem(ErrorCodes.InvalidParameter, key.ReferencedTable.ToString(), null,
                   $"Emptying {key.ReferencedTable}: {table.Name} refers to it with ON DELETE "
                   + $"{(key.OnDelete == ReferentialAction.Cascade ? "CASCADE" : "SET NULL or SET DEFAULT")} and is no part of the migration, so "
                   + $"its rows would change too. Include {table.Name}, or do not truncate.");
    }
}
