using DataMigrator.SchemaCopy;

namespace DataMigrator.Cli.Output;

/// <summary>What a schema copy wrote, for a person: what to look at, then a sentence.</summary>
internal static class SchemaCopyView
{
    public static void Write(SchemaCopyResult result)
    {
        foreach (SchemaCopyWarning warning in result.Warnings)
        {
            WriteLine($"Warning: {warning.Type} {warning.Name}: {warning.Message}");
        }

        foreach (SchemaCopySkippedItem skipped in result.SkippedItems)
        {
            WriteLine($"Skipped: {skipped.Type} {skipped.Name}: {skipped.Reason} (see {skipped.File})");
        }

        WriteLine(result.Summary);
    }

    private static void WriteLine(string text) => Console.Out.WriteLine(Printable.Text(text));
}
