using DataMigrator.Verification;

namespace DataMigrator.Cli.Output;

/// <summary>A comparison for a person: a line a table, then examples of what differs.</summary>
internal static class VerificationView
{
    private const int ExamplesShown = 10;

    public static void Write(VerificationResult result)
    {
        var tables = new ResultTable("Table", "Result", ">Source rows", ">Target rows", "Digest");
        foreach (TableVerification table in result.Tables)
        {
            tables.Add(table.Table, table.Error is not null ? "not compared" : table.Equal ? "equal" : "differs",
                StatusView.Count(table.SourceRows), StatusView.Count(table.TargetRows),
                table.Equal ? table.SourceDigest : $"{table.SourceDigest} / {table.TargetDigest}");
        }

        tables.Write();
        foreach (TableVerification table in result.Tables)
        {
            WriteExamples(table);
        }

        int differing = result.Tables.Count(t => !t.Equal);
        WriteLine(result.Equal
            ? $"Equal: {result.Tables.Count} tables of {result.Source} and {result.Target}."
            : $"{differing} of {result.Tables.Count} tables differ between {result.Source} and {result.Target}.");
    }

    private static void WriteExamples(TableVerification table)
    {
        if (table.Error is not null)
        {
            WriteLine($"{table.Table}: {CommandLineWords.Tell(table.Error)}");
        }

        foreach (RowDifference difference in table.Differences.Take(ExamplesShown))
        {
            string key = string.Join(", ", difference.Key.Select(k => $"{k.Key}={k.Value ?? "NULL"}"));
            string columns = string.Join("; ", difference.Columns.Select(c => $"{c.Column}: {c.SourceValue ?? "NULL"} / {c.TargetValue ?? "NULL"}"));
            WriteLine($"{table.Table} ({key}): {difference.Kind.Replace('_', ' ')}{(columns.Length > 0 ? ", " + columns : "")}");
        }

        if (table.Differences.Count > ExamplesShown)
        {
            WriteLine($"{table.Table}: {table.Differences.Count - ExamplesShown} more examples with --json");
        }
    }

    private static void WriteLine(string text) => Console.Out.WriteLine(Printable.Text(text));
}
