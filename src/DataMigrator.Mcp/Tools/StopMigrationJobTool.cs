using System.Diagnostics;
using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Resources;
using DataMigrator.Mcp.Schema;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tools;

internal sealed class StopMigrationJobTool : McpTool
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    public override string Name => "stop-migration-job";

    public override string Title => "Stop a migration job";

    public override string Description =>
        "Use this to end a running job, also of another process, at its next batch boundary; nothing that was committed is lost, and it can be resumed. Waits until "
        + "it has ended and returns its status. A job that has already ended is left as it is. Next: start-migration-job with resume_job_id.";

    public override ToolHints Hints { get; } = new(false, false, true, false);

    public override IReadOnlyList<Parameter> Parameters { get; } = [Shared.JobId];

    public override IReadOnlyList<Field> Result => StatusFields.All;

    public override IEnumerable<ResourceLinkBlock> Links(JsonObject result, string home) => ResourceLinks.OfStatus(result);

    public override IReadOnlyList<ToolExample> Examples { get; } = [new("Stop a job.", """{"job_id":"20260101-120000-0a1b2c"}""")];

    public override IReadOnlyList<ToolError> Errors { get; } =
        [Shared.NoJob, new(ErrorCodes.AccessDenied, "The job runs as another user.", "Have the user stop it there.")];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string id = call.Arguments.Required("job_id");
        var clock = Stopwatch.StartNew();

        // Asked again: a job that is being resumed takes away what was asked before. Not for long: one that somebody resumes after it has
        // stopped was not meant.
        while (clock.Elapsed < AskAgain ? call.Service.RequestStop(id) : call.Service.GetStatus(id).Status == JobState.Running)
        {
            JobStatus now = call.Service.GetStatus(id);
            await call.Report(now.RowsMigrated, null, $"waiting for the end of a batch of {now.CurrentTable}").ConfigureAwait(false);
            Task end = call.Server.Jobs.Find(id)?.Completion ?? Task.Delay(Timeout.Infinite, cancellationToken);
            await Task.WhenAny(end, Task.Delay(Interval, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return StatusFields.Changed(call.Service.GetStatus(id));
    }
}
