using System.Text.Json.Nodes;
using DataMigrator.Jobs;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Server;

namespace DataMigrator.Mcp.Tools;

internal sealed class StartMigrationJobTool : McpTool
{
    // What can be refused quickly is refused in the answer; a client waits for a minute at most.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int MostWarnings = 5;

    public override string Name => "start-migration-job";

    public override string Title => "Start or resume a migration job";

    public override string Description =>
        "Use this to move rows: one table (source_table), some (include_tables) or all tables of a database, into a target whose profile is "
        + "read-write. Rows are added unless truncate_target is true. Returns at "
        + "once with a job_id while the job goes on in the background. Next: check-migration-status until it has ended. A job that was "
        + "stopped, failed or interrupted goes on with resume_job_id alone, with every row exactly once.";

    public override ToolHints Hints { get; } = new(false, true, false, true);

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. MigrationArguments.All,
        Parameter.Text("resume_job_id", "Id of a job to go on with; everything else is as it was begun. Give it alone."),
        Parameter.Integer("batch_size", 1, 1_000_000, "Rows a batch. Without it 50000."),
        Parameter.Integer("memory_limit_mb", 1, 65_536, "Mebibytes of data in flight. Without it 50."),
        Parameter.Flag("truncate_target", "Remove all rows of the target's tables first. Without it rows are added. Ask the user before setting it."),
        Parameter.Flag("stop_on_error", "End the job at the first table that fails. Without it other tables go on."),
        Parameter.Flag("continue_on_row_error", "Set bad rows aside in a file and go on. Without it true; false fails a table at its first bad row."),
        Parameter.Flag("create_schema", "Create the target's tables from the source's, and indexes and foreign keys after the load. Without it the tables must be there."),
        Parameter.Flag("verify", "Compare both sides when the rows have moved. Without it not."),
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Text("job_id", "The job's id, for check-migration-status, stop-migration-job and resume_job_id."),
        Field.Choice("status", "Whether it is new.", "started", "resumed"),
        Field.Choice("mode", "What it moves.", "single_table", "whole_database"),
        Field.Integer("tables_count", "Tables of the job; left out while its plan is being made.").OrNull(),
        Field.Text("message", "What happens now, and what to call next."),
        Field.Texts("warnings", $"What to know, such as rows that the target holds already: the first {MostWarnings}; the status has all."),
        Field.Path("checkpoint", "The job's checkpoint file."),
        Field.Text("home_path", "The home folder: paths in results are relative to it."),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("A whole database into tables that are there.", """{"source_profile":"prod","source_database":"shop","target_profile":"dev","target_database":"shop"}"""),
        new("One table, replacing what the target holds.", """{"source_table":"orders","source_profile":"prod","source_database":"shop","target_profile":"dev","target_database":"shop","truncate_target":true}"""),
        new("Go on with a job.", """{"resume_job_id":"20260101-120000-0a1b2c"}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
    [
        MigrationArguments.SourceMissing, MigrationArguments.TargetMissing, MigrationArguments.Mismatch, MigrationArguments.Denied,
        new(ErrorCodes.MigrationAlreadyExists, "The job is running, or another one writes the same tables.", "Wait for it (check-migration-status), or stop it (stop-migration-job)."),
        Shared.NoJob,
        new(ErrorCodes.CheckpointNotFound, "The job to resume has no checkpoint that can be read.", "Start a new job."),
        Shared.WrongArgument, Shared.NoProfile, Shared.NoConnection,
    ];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string? resume = call.Arguments.Text("resume_job_id");
        MigrationJob job;
        if (resume is null)
        {
            job = await call.Service.StartAsync(MigrationArguments.Request(call.Arguments, Name), Patience, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            MigrationArguments.RequireSame(call.Arguments, call.Service.GetRequest(resume), resume);
            job = await call.Service.ResumeAsync(resume, Patience, cancellationToken).ConfigureAwait(false);
        }

        call.Server.Jobs.Add(job);
        JobStatus status = job.Status;
        return new JsonObject
        {
            ["job_id"] = job.JobId,
            ["status"] = resume is null ? "started" : "resumed",
            ["mode"] = status.Mode == JobMode.SingleTable ? "single_table" : "whole_database",
            ["tables_count"] = status.TablesTotal > 0 ? status.TablesTotal : null,
            ["message"] = Message(job, status),
            ["warnings"] = Shared.Array(status.Warnings.Take(MostWarnings).Select(ToolWords.Tell)),
            ["checkpoint"] = status.Checkpoint ?? "",
            ["home_path"] = call.Service.HomePath,
        };
    }

    private static string Message(MigrationJob job, JobStatus status)
    {
        string next = $"Next: check-migration-status with job_id {job.JobId} (wait_seconds makes it wait for the end).";
        return job.WasComplete
            ? $"The job had ended{(status.Status == JobState.Completed ? "" : " with errors")} already: there was nothing to resume. Start a new job to migrate again."
            : status.TablesTotal == 0
            ? $"The job from {status.Source} to {status.Target} still makes its plan in the background; what stops it will be in its status. {next}"
            : $"The job moves {status.TablesTotal} tables from {status.Source} to {status.Target} in the background. {next}";
    }
}
