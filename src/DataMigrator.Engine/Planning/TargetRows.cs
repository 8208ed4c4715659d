using DataMigrator.Catalog;
using DataMigrator.Databases;

namespace DataMigrator.Planning;

/// <summary>Rows that a table of the target holds.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Its rows, counted.</param>
public sealed record TargetRows(string Table, long Rows)
{
    /// <summary>The rows of a plan's tables; tables that are still to be made have none and are left out.</summary>
    internal static async Task<IReadOnlyList<TargetRows>> CountAsync(DatabaseSession target, MigrationPlan plan, CancellationToken cancellationToken)
    {
        DatabaseCatalog catalog = await target.Database.ReadCatalogAsync(target, CatalogDetail.Tables, cancellationToken).ConfigureAwait(false);
        var rows = new List<TargetRows>();
        foreach (PlannedTable planned in plan.Tables)
        {
            if (catalog.Tables.FirstOrDefault(t => t.Name.ToString() == planned.TargetTable) is { } table)
            {
                long? count = await target.ScalarAsync("SELECT COUNT(*) FROM " + target.Dialect.From(table), cancellationToken).ConfigureAwait(false);
                rows.Add(new TargetRows(planned.TargetTable, count ?? 0));
            }
        }

        return rows;
    }
}
