using DataMigrator.Planning;
using DataMigrator.Providers;

namespace DataMigrator.Verification;

/// <summary>Compares all tables of a plan, one after the other.</summary>
internal static class Verifier
{
    public static async Task<VerificationResult> VerifyAsync(TransferPlan plan, DatabaseSession source, DatabaseSession target,
        int memoryLimitMb, CancellationToken cancellationToken)
    {
        var tables = new List<TableVerification>();
        foreach (TableTransfer table in plan.Tables.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            tables.Add(await new TableVerifier(source, target, table, memoryLimitMb * 1024L * 1024).VerifyAsync(cancellationToken)
                .ConfigureAwait(false));
        }

        return new VerificationResult(tables.TrueForAll(t => t.Equal), tables, source.Address.ToString(), target.Address.ToString());
    }
}
