using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Schema;

namespace DataMigrator.Mcp.Tools;

internal sealed class ListMigrationJobsTool : McpTool
{
    private const int Usual = 50;

    public override string Name => "list-migration-jobs";

    public override string Title => "List the jobs of the home folder";

    public override string Description =>
        "Use this to find a job again, for example after the server was restarted: lists the jobs of the home folder, newest first, with "
        + "their state. Next: check-migration-status with a job_id, or start-migration-job with resume_job_id for one that is stopped, failed "
        + "or interrupted.";

    public override ToolHints Hints => ToolHints.Local;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Shared.Limit(Usual), Shared.Offset];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Integer("jobs_count", "How many there are, whatever limit and offset."),
        Field.Objects("jobs", "The jobs, newest first.",
            Field.Text("job_id", "The job's id."),
            Field.Choice("status", "Its state.", "running", "completed", "completed_with_errors", "failed", "stopped", "interrupted"),
            Field.Text("source", "Where rows come from, null where it is not known.").OrNull(),
            Field.Text("target", "Where rows go, null where it is not known.").OrNull(),
            Field.Integer("rows_migrated", "Rows committed."),
            Field.Integer("rows_failed", "Rows set aside."),
            Field.Integer("tables_completed", "Tables done."),
            Field.Integer("tables_total", "Tables of the job."),
            Field.Text("started_at", "When it began (UTC).")),
    ];

    public override IReadOnlyList<ToolExample> Examples => [new("Find the jobs.", "{}")];

    public override IReadOnlyList<ToolError> Errors => [];

    public override Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobStatus> jobs = call.Service.ListJobs();
        return Task.FromResult(new JsonObject
        {
            ["jobs_count"] = jobs.Count,
            ["jobs"] = Shared.Array(Shared.Page(call, jobs, Usual).Select(Job)),
        });
    }

    private static JsonNode Job(JobStatus status)
    {
        JsonObject all = StatusFields.Json(status);
        var job = new JsonObject();
        foreach (string name in (string[])["job_id", "status", "source", "target", "rows_migrated", "rows_failed", "tables_completed", "tables_total", "started_at"])
        {
            job[name] = all[name]?.DeepClone();
        }

        return job;
    }
}
