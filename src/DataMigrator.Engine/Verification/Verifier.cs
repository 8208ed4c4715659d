using DataMigrator.Databases;
using DataMigrator.Planning;

namespace DataMigrator.Verification;

/// <summary>Compares all tables of a plan, one after the other.</summary>
internal static class Verifier
{
    public static async Task<VerificationResult> VerifyAsync(TransferPlan plan, DatabaseSession source, DatabaseSession target,
        int memoryLimitMb, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        TableTransfer[] planned = [.. plan.Tables.OrderBy(t => t.Name, StringComparer.Ordinal)];
        var tables = new List<TableVerification>();
        foreach (TableTransfer table in planned)
        {
            Action<long>? rows = progress is null ? null
                : await ReportAsync(progress, new VerificationProgress(table.Name, tables.Count, planned.Length, 0, 0), table, source,
                    cancellationToken).ConfigureAwait(false);
            tables.Add(await new TableVerifier(source, target, table, memoryLimitMb * 1024L * 1024, rows).VerifyAsync(cancellationToken)
                .ConfigureAwait(false));
        }

        return new VerificationResult(tables.TrueForAll(t => t.Equal), tables, source.Address.ToString(), target.Address.ToString());
    }

    private static async Task<Action<long>> ReportAsync(IProgress<VerificationProgress> progress, VerificationProgress begin,
        TableTransfer table, DatabaseSession source, CancellationToken cancellationToken)
    {
        // Before the count, which may take its time too.
        progress.Report(begin);
        long total = table.Source.RowEstimate ?? await source.ScalarAsync("SELECT COUNT(*) FROM " + source.Dialect.From(table.Source),
            cancellationToken).ConfigureAwait(false) ?? 0;
        return rows => progress.Report(begin with { RowsCompared = rows, TotalRows = Math.Max(total, rows) });
    }
}
