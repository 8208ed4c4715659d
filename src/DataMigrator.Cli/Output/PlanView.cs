using DataMigrator.Planning;

namespace DataMigrator.Cli.Output;

/// <summary>A plan for a person: tables in the order of work, then the columns that change on their way.</summary>
internal static class PlanView
{
    private const string Exact = "exact";

    public static void Write(MigrationPlan plan)
    {
        TextWriter output = Console.Out;
        output.WriteLine(Printable.Text($"{plan.Source} -> {plan.Target}"));
        var tables = new ResultTable(">No", "Source", "Target", ">Rows (about)", "Columns", "Read by", "Restart");
        for (int i = 0; i < plan.Tables.Count; i++)
        {
            PlannedTable table = plan.Tables[i];
            int converted = table.Columns.Count(c => c.Conversion != Exact);
            tables.Add($"{i + 1}", table.SourceTable, table.TargetTable,
                table.RowEstimate is { } rows ? StatusView.Count(rows) : "?",
                $"{table.Columns.Count}{(converted > 0 ? $", {converted} converted" : "")}",
                string.Join(", ", table.ReadOrder), table.Restart.Replace('_', ' '));
        }

        tables.Write();
        WriteConversions(plan);
        foreach (IReadOnlyList<string> cycle in plan.Cycles)
        {
            WriteNote($"Cycle: {string.Join(" -> ", cycle.Append(cycle[0]))}");
        }

        foreach (string warning in plan.Warnings)
        {
            WriteNote("Warning: " + CommandLineWords.Tell(warning));
        }

        foreach (PlanProblem problem in plan.Problems)
        {
            WriteNote($"Problem: {CommandLineWords.Tell(problem.Message)} [{problem.Code}]");
        }

        output.WriteLine(plan.Problems.Count == 0
            ? $"{plan.Tables.Count} tables; nothing was written." : $"{plan.Problems.Count} problems; nothing was written.");
    }

    private static void WriteConversions(MigrationPlan plan)
    {
        var conversions = new ResultTable("Table", "Column", "Type", "Target's column", "Target's type", "Conversion");
        bool any = false;
        foreach (PlannedTable table in plan.Tables)
        {
            foreach (PlannedColumn column in table.Columns.Where(c => c.Conversion != Exact))
            {
                conversions.Add(table.SourceTable, column.Source, column.SourceType, column.Target, column.TargetType, column.Conversion);
                any = true;
            }
        }

        if (any)
        {
            Console.Out.WriteLine();
            conversions.Write();
        }
    }

    private static void WriteNote(string text) => Console.Out.WriteLine(Printable.Text(text));
}
