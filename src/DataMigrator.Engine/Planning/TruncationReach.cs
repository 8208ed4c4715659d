using DataMigrator.Catalog;
using DataMigrator.Databases;

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
                   + $"its rows would change too. Include {table.Name}, or do not have the target's tables emptied.");
    }

    /// <summary>Tables that refer to each other are emptied with foreign keys off, so nothing else keeps them from going from
    /// under the rows of a table that is no part of the migration.</summary>
    public static async Task<IReadOnlyList<PlanProblem>> CheckCyclesAsync(DatabaseCatalog target, IReadOnlyList<TransferUnit> units,
        DatabaseSession session, CancellationToken cancellationToken)
    {
        HashSet<TableName> emptied = [.. units.SelectMany(u => u.Tables).Select(t => t.Target.Name)];
        HashSet<TableName> inCycle = [.. units.Where(u => u.IsCycle).SelectMany(u => u.Tables).Select(t => t.Target.Name)];
        var problems = new List<PlanProblem>();
        foreach (CatalogTable table in target.Tables.Where(t => !emptied.Contains(t.Name)))
        {
            foreach (CatalogForeignKey key in table.ForeignKeys.Where(k => inCycle.Contains(k.ReferencedTable)
                && k.OnDelete is ReferentialAction.NoAction or ReferentialAction.Restrict))
            {
                string refers = string.Join(" AND ", key.Columns.Select(c => session.Dialect.Quote(c) + " IS NOT NULL"));
                if (await session.ScalarAsync(session.Dialect.Limit($"SELECT 1 FROM {session.Dialect.From(table)} WHERE {refers}", 1), cancellationToken)
                    .ConfigureAwait(false) is not null)
                {
                    problems.Add(new PlanProblem(ErrorCodes.InvalidParameter, key.ReferencedTable.ToString(), null,
                        $"Emptying {key.ReferencedTable}: rows of {table.Name} refer to it, and {table.Name} is no part of the "
                        + $"migration. Include {table.Name}, or do not have the target's tables emptied."));
                }
            }
        }

        return problems;
    }
}
