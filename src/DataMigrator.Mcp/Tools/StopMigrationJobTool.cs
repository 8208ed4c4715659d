using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Schema;

namespace DataMigrator.Mcp.Tools;

internal sealed class StopMigrationJobTool : McpTool
{
    public override string Name => "stop-migration-job";

    public override string Title => "Stop a migration job";

    public override string Description =>
        "Use this to end a running job at its next batch boundary; nothing that was committed is lost, and it can be resumed. Waits until "
        + "it has ended and returns its status. A job that has already ended is left as it is. Next: start-migration-job with resume_job_id.";

    public override ToolHints Hints { get; } = new(false, false, true, false);

    public override IReadOnlyList<Parameter> Parameters { get; } = [Shared.JobId];

    public override IReadOnlyList<Field> Result => StatusFields.All;

    public override IReadOnlyList<ToolExample> Examples { get; } = [new("Stop a job.", """{"job_id":"20260101-120000-0a1b2c"}""")];

    public override IReadOnlyList<ToolError> Errors { get; } =
        [Shared.NoJob, new(ErrorCodes.AccessDenied, "The job runs in another process.", "Have it stopped there (Ctrl+C, Stop-Job).")];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string id = call.Arguments.Required("job_id");
        if (call.Server.Jobs.Find(id) is { } job)
        {
            job.RequestStop();
            while (!job.Completion.IsCompleted)
            {
                JobStatus now = job.Status;
                await call.Report(now.RowsMigrated, null, $"waiting for the end of a batch of {now.CurrentTable}").ConfigureAwait(false);
                await Task.WhenAny(job.Completion, Task.Delay(TimeSpan.FromSeconds(1), cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        JobStatus status = call.Service.GetStatus(id);
        return status.Status != JobState.Running ? StatusFields.Json(status) : throw new MigrationException(ErrorCodes.AccessDenied,
            $"Stopping the job {id}: it runs in another process. Have it stopped there, with Ctrl+C or Stop-Job; check-migration-status shows "
            + "when it has ended.") { Target = id };
    }
}
