using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Jobs.Schema;
using DataMigrator.Planning;
using DataMigrator.Profiles;

namespace DataMigrator.Jobs;

/// <summary>Brings jobs to life: a new one from a request, an old one from its checkpoint.</summary>
internal sealed class JobStarter(string home, AddressResolver addresses, RetryPolicy retry, Action<LogEntry>? log)
{
    /// <summary>Starts a job.</summary>
    /// <param name="request">What it does.</param>
    /// <param name="patience">How long to wait for its plan; a job whose plan takes longer makes it by itself.</param>
    /// <param name="cancellationToken">Ends it, until the job is there.</param>
    public Task<MigrationJob> StartAsync(MigrationRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        SessionFactory sessions = Sessions(request);
        var planning = new JobPlanning(home, log);
        Task<MigrationJob> starting = Task.Run(() => StartAsync(request, sessions, planning), CancellationToken.None);
        return planning.WaitAsync(starting, f => CheckpointRequest.NewCheckpoint(request, null, null, sessions, f), patience, cancellationToken);
    }

    private async Task<MigrationJob> StartAsync(MigrationRequest request, SessionFactory sessions, JobPlanning planning)
    {
        CancellationToken cancellationToken = planning.Stopped;
        DatabaseSession? source = null, target = null;
        try
        {
            source = await sessions.OpenSourceAsync(cancellationToken).ConfigureAwait(false);
            target = await sessions.LookAtTargetAsync(cancellationToken).ConfigureAwait(false);
            (TransferPlan? plan, SchemaPlan? schema) = await PlanAsync(request, source, target, cancellationToken).ConfigureAwait(false);
            request = TableFilter.Resolved(request, schema is null ? [.. plan!.Tables.Select(t => t.Name)]
                : [.. schema.Names.Select(n => new TableName(n.SourceSchema, n.SourceName).ToString())]);
            using JobAdmission door = await JobAdmission.EnterAsync(home, cancellationToken).ConfigureAwait(false);
            (JobFolder folder, JobLock jobLock) = await planning.TakeAsync().ConfigureAwait(false);
            try
            {
                Checkpoint checkpoint = CheckpointRequest.NewCheckpoint(request, plan, schema, sessions, folder);
                planning.Continue(checkpoint);
                door.RefuseSharedTables(checkpoint, target.Dialect.SameTable);
                schema?.Write(folder);
                if (schema is not null)
                {
                    await DatabaseSession.CloseAsync(target).ConfigureAwait(false);
                    target = await sessions.OpenTargetAsync(cancellationToken).ConfigureAwait(false);
                }

                var tracker = new JobTracker(checkpoint, folder, log);
                SchemaSteps? steps = schema is null ? null : new SchemaSteps(tracker, schema, resumed: false);
                return await LaunchAsync(tracker, new JobWork(tracker, plan, steps, request, sessions, retry), jobLock, plan?.Warnings ?? schema!.Warnings,
                    source, target, "Migration started", cancellationToken).ConfigureAwait(false);
            }
            catch when (!planning.IsAnnounced)
            {
                jobLock.Dispose();
                Directory.Delete(folder.Path, recursive: true);
                throw;
            }
        }
        catch (Exception e)
        {
            await DatabaseSession.CloseAsync(source).ConfigureAwait(false);
            await DatabaseSession.CloseAsync(target).ConfigureAwait(false);
            throw (target ?? source) is { } session ? DatabaseFailure.Translate(e, session, "Planning the migration") : e;
        }
    }

    /// <summary>Goes on with a job.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="patience">As for a start, where it has no plan yet.</param>
    /// <param name="cancellationToken">Ends it, until the job is there.</param>
    public async Task<MigrationJob> ResumeAsync(string jobId, TimeSpan patience, CancellationToken cancellationToken)
    {
        JobFolder folder = JobFolder.Open(home, jobId);
        (await JobAdmission.LockAsync(folder, cancellationToken).ConfigureAwait(false)).Dispose();
        Checkpoint read = ReadResumable(folder);
        if (IsComplete(read))
        {
            return AsItEnded(read, folder);
        }

        MigrationRequest request = CheckpointRequest.RequestOf(read);
        if (read is { PlanIdentity: "", Tables: [], TablesToMake: [] })
        {
            return await ResumePlanningAsync(read, folder, request, patience, cancellationToken).ConfigureAwait(false);
        }

        DatabaseSession? source = null, target = null;
        JobLock? jobLock = null;
        try
        {
            SessionFactory sessions = Sessions(request);
            source = await sessions.OpenSourceAsync(cancellationToken).ConfigureAwait(false);
            target = await sessions.OpenTargetAsync(cancellationToken).ConfigureAwait(false);
            SchemaPlan? schema = request.CreateSchema ? SchemaPlan.Read(folder) : null;
            TransferPlan? plan = null;
            if (schema is null)
            {
                plan = await Planner.PlanAsync(request, source, target, TargetNames.Same, cancellationToken).ConfigureAwait(false);
                PlanProblem.ThrowAny(plan.Problems);
            }

            // Only now, within the door, is it marked as alive: what is alive and running there has passed.
            using JobAdmission door = await JobAdmission.EnterAsync(home, cancellationToken).ConfigureAwait(false);
            jobLock = await JobAdmission.LockAsync(folder, cancellationToken).ConfigureAwait(false);
            Checkpoint checkpoint = ReadResumable(folder);
            if (plan is not null && Planner.Identity(plan, request) != checkpoint.PlanIdentity)
            {
                throw JobWork.PlanChanged(jobId);
            }

            checkpoint.TargetPlace = sessions.Target.Place;
            door.RefuseSharedTables(checkpoint, target.Dialect.SameTable);
            var tracker = new JobTracker(checkpoint, folder, log);
            SchemaSteps? steps = schema is null ? null : new SchemaSteps(tracker, schema, resumed: true);
            var work = new JobWork(tracker, plan, steps, request, sessions, retry);
            work.WarnOfNewSnapshot();
            return await LaunchAsync(tracker, work, jobLock, plan?.Warnings ?? [], source, target, "Migration resumed", cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            jobLock?.Dispose();
            await DatabaseSession.CloseAsync(source).ConfigureAwait(false);
            await DatabaseSession.CloseAsync(target).ConfigureAwait(false);
            throw (target ?? source) is { } session ? DatabaseFailure.Translate(e, session, $"Resuming the job {jobId}") : e;
        }
    }

    /// <summary>A job that ended before it had a plan begins anew, under its old id.</summary>
    private async Task<MigrationJob> ResumePlanningAsync(Checkpoint checkpoint, JobFolder folder, MigrationRequest request, TimeSpan patience,
        CancellationToken cancellationToken)
    {
        SessionFactory sessions = Sessions(request);
        var planning = new JobPlanning(home, log);
        JobLock jobLock = await JobAdmission.LockAsync(folder, cancellationToken).ConfigureAwait(false);
        try
        {
            await planning.AnnounceAsync(folder, jobLock, checkpoint).ConfigureAwait(false);
        }
        catch
        {
            jobLock.Dispose();
            throw;
        }

        Task<MigrationJob> starting = Task.Run(() => StartAsync(request, sessions, planning), CancellationToken.None);
        return await planning.WaitAsync(starting, _ => checkpoint, patience, cancellationToken).ConfigureAwait(false);
    }

    private static Checkpoint ReadResumable(JobFolder folder)
    {
        Checkpoint checkpoint = new CheckpointStore(folder).Read();
        return checkpoint.Version == Checkpoint.CurrentVersion || IsComplete(checkpoint) ? checkpoint
            : throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Resuming the job {folder.JobId}: an earlier version of this program began it, whose checkpoints have no checksum and "
                + "whose sessions hold no lock on the target. Resume it with that version, or empty the tables that it wrote and start a "
                + "new job.") { Target = folder.JobId };
    }

    /// <summary>Nothing is left that resuming could do.</summary>
    private static bool IsComplete(Checkpoint checkpoint) => checkpoint.Tables.Count > 0 && checkpoint.SchemaErrors.Count == 0
        && checkpoint.Tables.All(t => t.Status == TableState.Completed)
        && checkpoint.Status is JobState.Completed or JobState.CompletedWithErrors;

    private MigrationJob AsItEnded(Checkpoint checkpoint, JobFolder folder)
    {
        JobStatus status = CheckpointStatus.Of(checkpoint, folder, checkpoint.Status, null);
        log?.Invoke(new LogEntry("info", "The job is complete: there is nothing to resume") { JobId = folder.JobId });
        return new MigrationJob(folder.JobId, Task.FromResult(status), () => status, () => { }, () => { }) { WasComplete = true };
    }

    public SessionFactory Sessions(MigrationRequest request)
    {
        DatabaseAddress source = addresses.ResolveSource(request.SourceProfile, request.SourceDatabase);
        DatabaseAddress target = addresses.ResolveTarget(request.TargetProfile, request.TargetDatabase, source);
        return new SessionFactory(source, target, request.CreateSchema);
    }

    /// <summary>What a migration does: the plan, or where it makes the target's tables the schema to make.</summary>
    private static async Task<(TransferPlan? Plan, SchemaPlan? Schema)> PlanAsync(MigrationRequest request, DatabaseSession source,
        DatabaseSession target, CancellationToken cancellationToken)
    {
        if (request.CreateSchema)
        {
            (_, SchemaPlan schema, IReadOnlyList<PlanProblem> problems) = await SchemaPreparation
                .PrepareAsync(request, source, target, cancellationToken).ConfigureAwait(false);
            PlanProblem.ThrowAny(problems);
            return (null, schema);
        }

        TransferPlan plan = await Planner.PlanAsync(request, source, target, TargetNames.Same, cancellationToken).ConfigureAwait(false);
        PlanProblem.ThrowAny(plan.Problems);
        return (await TargetRows.WarnAsync(plan, request, target, cancellationToken).ConfigureAwait(false), null);
    }

    private async Task<MigrationJob> LaunchAsync(JobTracker tracker, JobWork work, JobLock jobLock, IReadOnlyList<string> warnings,
        DatabaseSession source, DatabaseSession target, string message, CancellationToken cancellationToken)
    {
        work.UseSessions(source, target);
        var runner = new JobRunner(tracker, work, retry, jobLock);
        StopFile.Remove(tracker.Folder.StopFile);
        tracker.Folder.RemoveTemporaries();
        await tracker.SaveAsync(c =>
        {
            c.Status = JobState.Running;
            c.CompletedAt = null;
            c.ErrorCode = c.ErrorMessage = null;
            foreach (TableCheckpoint table in c.Tables.Where(t => t.Status is TableState.Failed or TableState.Skipped))
            {
                // Begun means that the target's side of it is known, and entering it again must honour that.
                table.Status = TableState.Pending;
                table.Error = null;
            }
        }, cancellationToken).ConfigureAwait(false);
        tracker.Log(new LogEntry("info", message) { Detail = $"{tracker.Checkpoint.Source} to {tracker.Checkpoint.Target}" });
        foreach (string warning in warnings)
        {
            tracker.Warn(warning);
        }

        Task<JobStatus> completion = Task.Run(runner.RunAsync, CancellationToken.None);
        return new MigrationJob(tracker.Checkpoint.JobId, completion, tracker.Status, runner.RequestStop, runner.Cancel);
    }
}
