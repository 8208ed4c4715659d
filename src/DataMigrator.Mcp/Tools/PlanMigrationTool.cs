using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Server;
using DataMigrator.Planning;

namespace DataMigrator.Mcp.Tools;

internal sealed class PlanMigrationTool : McpTool
{
    private const int MostNames = 20;

    public override string Name => "plan-migration";

    public override string Title => "Show what a migration would do";

    public override string Description =>
        "Use this before start-migration-job. Compares source and target and returns the tables in order of work, every column that is "
        + "converted with the name of the rule, cycles of foreign keys, warnings, and all problems that would stop the job. Writes "
        + "nothing. Next: solve the problems, then start-migration-job with the same arguments.";

    public override ToolHints Hints => ToolHints.Reading;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. MigrationArguments.All.Select(p => p with { Required = p.Name is "source_profile" or "source_database" or "target_profile" }),
        Parameter.Flag("create_schema", "Plan for a job that creates the target's tables. Without it they must be there."),
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Shared.NamesNoticeField,
        Field.Text("source", "Where rows come from."),
        Field.Text("target", "Where rows go."),
        Field.Flag("can_start", "There is no problem."),
        Field.Objects("problems", "What stops the job.", Field.Text("code", "An error code."), Field.Text("table", "The table.").OrNull(),
            Field.Text("column", "The column.").OrNull(), Field.Text("message", "What is wrong and what to do."),
            Field.Integer("others", "How many other tables or columns have the same problem.").OrNull(),
            Field.Texts("other_tables", $"Their tables, the first {MostNames} of them.")),
        Field.Texts("warnings", "What to know."),
        Field.Integer("tables_count", "Tables of the job."),
        Field.Objects("tables", "The tables in order of work.",
            Field.Text("source_table", "Its name in the source."), Field.Text("target_table", "Its name in the target."),
            Field.Integer("row_estimate", "A guess of its rows, null for none.").OrNull(),
            Field.Texts("read_order", "The key that it is read by; empty without one."),
            Field.Text("restart", "What resuming does in mid-table: after_last_key, reload or one_transaction; in words for a table that is not there yet."),
            Field.Integer("columns", "Columns that are copied."),
            Field.Objects("conversions", "Columns that are not copied as they are.", Field.Text("source", "The source's column."), Field.Text("source_type", "Its type."),
                Field.Text("target", "The target's column."), Field.Text("target_type", "Its type."), Field.Text("conversion", "The rule."))),
        new("cycles", FieldType.Text, "Groups of tables that refer to each other.") { Depth = 2 },
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("A whole database.", """{"source_profile":"prod","source_database":"shop","target_profile":"dev","target_database":"shop"}"""),
        new("One table.", """{"source_table":"orders","source_profile":"prod","source_database":"shop","target_profile":"dev","target_database":"shop"}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } = [Shared.NoProfile, Shared.NoConnection, Shared.WrongArgument];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        MigrationPlan plan = await call.Service.PlanAsync(MigrationArguments.Request(call.Arguments, Name), cancellationToken).ConfigureAwait(false);
        return new JsonObject
        {
            ["notice"] = Shared.NamesNotice,
            ["source"] = plan.Source,
            ["target"] = plan.Target,
            ["can_start"] = plan.Problems.Count == 0,
            ["problems"] = Shared.Array(plan.Problems.GroupBy(Kind).Select(Problem)),
            ["warnings"] = Shared.Array(plan.Warnings.Select(ToolWords.Tell)),
            ["tables_count"] = plan.Tables.Count,
            ["tables"] = Shared.Array(plan.Tables.Select(Table)),
            ["cycles"] = Shared.Array(plan.Cycles.Select(c => (JsonNode)Shared.Array(c))),
        };
    }

    // The same said of another table or column is the same problem.
    private static (string Code, string Message) Kind(PlanProblem problem)
    {
        string message = problem.Message;
        foreach (string name in ((string?[])[problem.Table, problem.Column]).OfType<string>().Where(n => n.Length > 0).OrderByDescending(n => n.Length))
        {
            message = Regex.Replace(message, $@"(?<![\w]){Regex.Escape(name)}(?![\w])", "…");
        }

        return (problem.Code, message);
    }

    private static JsonNode Problem(IGrouping<(string Code, string Message), PlanProblem> alike)
    {
        PlanProblem first = alike.First();
        int others = alike.Count() - 1;
        return new JsonObject
        {
            ["code"] = first.Code, ["table"] = first.Table, ["column"] = first.Column, ["message"] = ToolWords.Tell(first.Message),
            ["others"] = others > 0 ? others : null,
            ["other_tables"] = Shared.Array(alike.Skip(1).Select(p => p.Table).OfType<string>().Distinct().Where(t => t != first.Table).Take(MostNames)),
        };
    }

    private static JsonNode Table(PlannedTable table) => new JsonObject
    {
        ["source_table"] = table.SourceTable,
        ["target_table"] = table.TargetTable,
        ["row_estimate"] = table.RowEstimate,
        ["read_order"] = Shared.Array(table.ReadOrder),
        ["restart"] = table.Restart,
        ["columns"] = table.Columns.Count,
        ["conversions"] = Shared.Array(table.Columns.Where(c => c.Conversion != "exact").Select(c => (JsonNode)new JsonObject
        {
            ["source"] = c.Source, ["source_type"] = c.SourceType, ["target"] = c.Target, ["target_type"] = c.TargetType,
            ["conversion"] = c.Conversion,
        })),
    };
}
