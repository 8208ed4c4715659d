using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Resources;
using DataMigrator.Mcp.Schema;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tools;

internal sealed class CheckMigrationStatusTool : McpTool
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public override string Name => "check-migration-status";

    public override string Title => "Check a migration job";

    public override string Description =>
        "Use this after start-migration-job, again and again until status is no longer running; wait_seconds makes the call wait for the end. "
        + "Works for any job of the home folder, also of other processes. Returns counts of committed rows, the tables on their way, and "
        + "why tables failed. Next: when completed, verify-migration; when rows were set aside, read-rejected-rows; when stopped, failed or "
        + "interrupted, start-migration-job with resume_job_id.";

    public override ToolHints Hints => ToolHints.Local;

    public override IReadOnlyList<Parameter> Parameters { get; } =
        [Shared.JobId, Parameter.Integer("wait_seconds", 0, 600, "Wait up to so long for the job to end; most hosts end a call after 60 s, so give at most 50. Without it 0."),
            Parameter.Text("tables", "Which tables to name. Without it changed: those on their way, failed or with rows set aside.") with { Choices = ["changed", "all"] },
            Parameter.Integer("offset", 0, 1_000_000, "With tables all, tables to leave out before the first. Without it 0."),
            Parameter.Integer("limit", 1, 1000, "With tables all, the most tables to name. Without it 100.")];

    public override IReadOnlyList<Field> Result => StatusFields.All;

    public override IEnumerable<ResourceLinkBlock> Links(JsonObject result, string home) => ResourceLinks.OfStatus(result);

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("Look once.", """{"job_id":"20260101-120000-0a1b2c"}"""),
        new("Wait most of a minute for the end.", """{"job_id":"20260101-120000-0a1b2c","wait_seconds":50}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
        [Shared.NoJob, new(ErrorCodes.CheckpointNotFound, "The job's checkpoint can't be read.", "Start a new job.")];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string id = call.Arguments.Required("job_id");
        DateTime until = DateTime.UtcNow.AddSeconds(call.Arguments.Integer("wait_seconds", 0));
        JobStatus status = Status(call, id);
        for (int i = 0; status.Status == JobState.Running && DateTime.UtcNow < until; i++)
        {
            // Once a second is enough for a person to see that it moves.
            if (i % 2 == 0)
            {
                await call.Report(status.RowsMigrated, status.TotalRows > 0 ? Math.Max(status.TotalRows, status.RowsMigrated) : null,
                    $"{status.RowsMigrated} rows, {status.TablesCompleted} of {status.TablesTotal} tables, {status.CurrentTable}").ConfigureAwait(false);
            }

            Task end = call.Server.Jobs.Find(id)?.Completion ?? Task.Delay(Timeout.Infinite, cancellationToken);
            await Task.WhenAny(end, Task.Delay(Interval, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            status = Status(call, id);
        }

        return call.Arguments.Text("tables") != "all" ? StatusFields.Changed(status)
            : StatusFields.Json(status, status.TablesStatus.Skip(call.Arguments.Integer("offset", 0)).Take(call.Arguments.Integer("limit", 100)));
    }

    private static JobStatus Status(ToolCall call, string id)
    {
        // The live job knows the rows of the table on its way; the checkpoint is what other processes leave.
        MigrationJob? job = call.Server.Jobs.Find(id);
        return job is not null && !job.Completion.IsCompleted ? job.Status : call.Service.GetStatus(id);
    }
}
