using DataMigrator.Planning;
using DataMigrator.SchemaCopy;
using DataMigrator.Verification;

namespace DataMigrator.PowerShell.Output;

/// <summary>The engine's results with arrays for their lists: PowerShell can't index the read-only list that the compiler makes
/// of a collection expression (<c>$plan.Tables[0]</c> would be all of them).</summary>
internal static class Indexable
{
    public static MigrationPlan Of(MigrationPlan plan) => plan with
    {
        Tables = plan.Tables.Select(t => t with { ReadOrder = t.ReadOrder.ToArray(), Columns = t.Columns.ToArray() }).ToArray(),
        Cycles = plan.Cycles.Select(c => c.ToArray()).ToArray(),
        Warnings = plan.Warnings.Select(PowerShellText.Of).ToArray(),
        Problems = plan.Problems.Select(p => p with { Message = PowerShellText.Of(p.Message) }).ToArray(),
    };

    public static VerificationResult Of(VerificationResult result) => result with
    {
        Tables = result.Tables.Select(t => t with
        {
            Error = t.Error is null ? null : PowerShellText.Of(t.Error),
            Differences = t.Differences.Select(d => d with { Columns = d.Columns.ToArray() }).ToArray(),
        }).ToArray(),
    };

    public static SchemaCopyResult Of(SchemaCopyResult result) => result with
    {
        Warnings = result.Warnings.ToArray(),
        SkippedItems = result.SkippedItems.ToArray(),
        Files = result.Files.ToArray(),
    };
}
