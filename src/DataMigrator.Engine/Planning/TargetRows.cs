using System.Data.Common;
using System.Globalization;
using DataMigrator.Catalog;
using DataMigrator.Databases;

namespace DataMigrator.Planning;

/// <summary>Rows that a table of the target holds.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Its rows, counted.</param>
public sealed record TargetRows(string Table, long Rows)
{
    // SQLite joins up to 500 queries in one.
    private const int TablesAtOnce = 200;

    // A plan is to be quick: whether there are rows matters, not how many more than so many.
    private const int MostCounted = 10_000;
    private const int MostNamed = 10;

    /// <summary>The rows of a plan's tables; tables that are still to be made have none and are left out.</summary>
    internal static async Task<IReadOnlyList<TargetRows>> CountAsync(DatabaseSession target, MigrationPlan plan, CancellationToken cancellationToken)
    {
        DatabaseCatalog catalog = await target.Database.ReadCatalogAsync(target, CatalogDetail.Tables, cancellationToken).ConfigureAwait(false);
        Dictionary<string, CatalogTable> tables = catalog.Tables.ToDictionary(t => t.Name.ToString());
        return await CountAsync(target, [.. plan.Tables.Select(t => tables.GetValueOrDefault(t.TargetTable)).OfType<CatalogTable>()],
            t => "SELECT COUNT(*) FROM " + target.Dialect.From(t), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The plan with a warning where its tables hold rows already, which those of the source are added to.</summary>
    internal static async Task<TransferPlan> WarnAsync(TransferPlan plan, MigrationRequest request, DatabaseSession target, CancellationToken cancellationToken) =>
        await WarningAsync([.. plan.Tables.Select(t => t.Target)], request, target, cancellationToken).ConfigureAwait(false) is { } warning
            ? plan with { Warnings = [.. plan.Warnings, warning] } : plan;

    /// <summary>What to know of rows that tables hold before the migration; null where there are none, or they are to be removed.</summary>
    internal static async Task<string?> WarningAsync(IReadOnlyList<CatalogTable> tables, MigrationRequest request, DatabaseSession target,
        CancellationToken cancellationToken)
    {
        if (request.TruncateTarget || tables.Count == 0)
        {
            return null;
        }

        TargetRows[] filled;
        try
        {
            filled = [.. (await CountAsync(target, tables, t => $"SELECT COUNT(*) FROM (SELECT 1 FROM {target.Dialect.From(t)} LIMIT {MostCounted + 1}) AS c",
                cancellationToken).ConfigureAwait(false)).Where(t => t.Rows > 0).OrderByDescending(t => t.Rows)];
        }
        catch (DbException e)
        {
            return $"Whether the tables of {target.Address} hold rows already can't be told: {e.Message}";
        }

        string more = filled.Length > MostNamed ? $" and {filled.Length - MostNamed} more tables" : "";
        return filled.Length == 0 ? null : $"The target holds rows already, and rows are added to them: "
            + string.Join(", ", filled.Take(MostNamed).Select(t => $"{t.Table} ({Counted(t.Rows)})")) + more
            + $". To have them removed first: {HostTerm.Truncate.Mark()}.";
    }

    private static string Counted(long rows) => rows > MostCounted
        ? string.Create(CultureInfo.InvariantCulture, $"more than {MostCounted:N0} rows")
        : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} row{(rows == 1 ? "" : "s")}");

    private static async Task<IReadOnlyList<TargetRows>> CountAsync(DatabaseSession target, IReadOnlyList<CatalogTable> tables,
        Func<CatalogTable, string> count, CancellationToken cancellationToken)
    {
        var rows = new long[tables.Count];
        foreach (int[] places in Enumerable.Range(0, tables.Count).Chunk(TablesAtOnce))
        {
            string sql = string.Join(" UNION ALL ", places.Select(i => $"SELECT {i}, ({count(tables[i])})"));
            foreach ((int place, long found) in await target.QueryAsync(sql, r => (Convert.ToInt32(r.GetValue(0), CultureInfo.InvariantCulture),
                Convert.ToInt64(r.GetValue(1), CultureInfo.InvariantCulture)), cancellationToken).ConfigureAwait(false))
            {
                rows[place] = found;
            }
        }

        return [.. tables.Select((t, i) => new TargetRows(t.Name.ToString(), rows[i]))];
    }
}
