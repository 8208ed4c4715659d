using DataMigrator.Planning;
using DataMigrator.Rehearsals;
using DataMigrator.SchemaCopy;
using DataMigrator.Verification;

namespace DataMigrator.PowerShell.Output;

/// <summary>The engine's results with lists that PowerShell can index (in the read-only list that the compiler makes of a collection
/// expression, <c>$plan.Tables[0]</c> would be all of them) and that read well in a cell.</summary>
internal static class Indexable
{
    public static MigrationPlan Of(MigrationPlan plan) => plan with
    {
        Tables = TextList.Of(plan.Tables.Select(t => t with { ReadOrder = TextList.Of(t.ReadOrder), Columns = TextList.Of(t.Columns) })),
        Cycles = TextList.Of(plan.Cycles.Select(c => TextList.Of(c)), "; "),
        Warnings = TextList.OfMessages(plan.Warnings),
        Problems = TextList.Of(plan.Problems.Select(p => p with { Message = PowerShellText.Of(p.Message) }), " "),
    };

    public static Rehearsal Of(Rehearsal found) => found with
    {
        Problems = TextList.Of(found.Problems.Select(p => p with { Message = PowerShellText.Of(p.Message), Next = PowerShellText.Of(p.Next) }), "; "),
        Rejects = TextList.Of(found.Rejects.Select(r => r with { Error = PowerShellText.Of(r.Error) }), "; "),
        Tables = TextList.Of(found.Tables, "; "),
        Warnings = TextList.OfMessages(found.Warnings),
    };

    public static VerificationResult Of(VerificationResult result) => result with
    {
        Tables = TextList.Of(result.Tables.Select(t => t with
        {
            Error = t.Error is null ? null : PowerShellText.Of(t.Error),
            Differences = TextList.Of(t.Differences.Select(d => d with
            {
                Key = new TextMap<string?>(d.Key), Columns = TextList.Of(d.Columns),
            }), "; "),
        })),
    };

    public static SchemaCopyResult Of(SchemaCopyResult result) => result with
    {
        Warnings = TextList.Of(result.Warnings, "; "),
        SkippedItems = TextList.Of(result.SkippedItems, "; "),
        Files = TextList.Of(result.Files),
    };
}
