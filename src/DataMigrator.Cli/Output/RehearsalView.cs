using DataMigrator.Rehearsals;

namespace DataMigrator.Cli.Output;

/// <summary>What a rehearsal found, for a person: problems with their places, rows that would be rejected, a sentence.</summary>
internal static class RehearsalView
{
    public static void Write(Rehearsal found)
    {
        WriteLine($"{found.Source} -> {found.Target}");
        foreach (RehearsalProblem problem in found.Problems)
        {
            string place = problem.File is not null ? $"{problem.File} line {problem.Line}: " : problem.Table is not null ? problem.Table + ": " : "";
            string code = problem.DatabaseCode is null ? problem.Code : $"{problem.Code}, {problem.DatabaseCode}";
            WriteLine($"Problem: {place}{CommandLineWords.Tell(problem.Message)} [{code}]");
            if (problem.Statement is not null)
            {
                WriteLine("  Statement: " + problem.Statement);
            }

            WriteLine("  Next: " + CommandLineWords.Tell(problem.Next));
        }

        if (found.ProblemsTotal > found.Problems.Count)
        {
            WriteLine($"{found.ProblemsTotal - found.Problems.Count} more problems.");
        }

        WriteRejects(found);
        foreach (string warning in found.Warnings)
        {
            WriteLine("Warning: " + CommandLineWords.Tell(warning));
        }

        WriteLine($"{found} The scratch database is gone.");
    }

    private static void WriteRejects(Rehearsal found)
    {
        if (found.Rejects.Count == 0)
        {
            return;
        }

        var rows = new ResultTable("Table", "Key", "Column", "Code", "Error");
        foreach (RehearsedReject reject in found.Rejects)
        {
            rows.Add(reject.Table, reject.Key, reject.Column ?? "", reject.Code ?? "", CommandLineWords.Tell(reject.Error));
        }

        rows.Write();
        if (found.RowsRejected > found.Rejects.Count)
        {
            WriteLine($"{found.RowsRejected - found.Rejects.Count} more rows would be rejected.");
        }
    }

    private static void WriteLine(string text) => Console.Out.WriteLine(Printable.Text(text));
}
