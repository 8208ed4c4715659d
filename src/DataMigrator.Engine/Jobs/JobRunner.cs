using DataMigrator.Catalog;
using DataMigrator.Jobs.Schema;
using DataMigrator.Pipeline;
using DataMigrator.Planning;
using DataMigrator.Providers;
using DataMigrator.Verification;

namespace DataMigrator.Jobs;

/// <summary>A job from its first row to its last status: runs the plan's units in order, retries what may pass from the last
/// commit, sets failed tables aside, and leaves a checkpoint that can be resumed whatever happens.</summary>
internal sealed class JobRunner(JobTracker tracker, TransferPlan? known, SchemaSteps? schema, MigrationRequest request,
    SessionFactory sessions, RetryPolicy retry, JobLock jobLock) : IAsyncDisposable
{
    /// <summary>The plan; of a job that makes the target's tables, once they are there.</summary>
    private TransferPlan _plan = known ?? new TransferPlan([], [], []);
    private bool _planned = known is not null;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<TableName> _notLoaded = [];
    private volatile bool _ended;
    private DatabaseSession? _source;
    private DatabaseSession? _target;

    /// <summary>Asks for an end at the next batch boundary; nothing happens when the job has ended.</summary>
    public void RequestStop()
    {
        if (!_ended)
        {
            _stop.Cancel();
        }
    }

    /// <summary>Takes over sessions that planning has opened; the source's snapshot is that of the plan.</summary>
    public void UseSessions(DatabaseSession source, DatabaseSession target)
    {
        _source = source;
        _target = target;
    }

    /// <summary>Runs to the end and returns the last status; the job's own failures are in it, not thrown.</summary>
    public async Task<JobStatus> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunWithRetriesAsync(cancellationToken).ConfigureAwait(false);
            bool errors = tracker.Checkpoint.Tables.Any(t => t.RowsFailed > 0 || t.Status != TableState.Completed)
                || tracker.Checkpoint.Verified == false || tracker.Checkpoint.SchemaErrors.Count > 0;
            await EndAsync(errors ? JobState.CompletedWithErrors : JobState.Completed, null).ConfigureAwait(false);
        }
        catch (StopException)
        {
            await EndAsync(JobState.Stopped, null).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(JobState.Stopped, null).ConfigureAwait(false);
        }
        catch (JobFault e)
        {
            await EndAsync(JobState.Failed, e.ToMigrationException(tracker.Checkpoint.JobId)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await EndAsync(JobState.Failed, e as MigrationException ?? new MigrationException(ErrorCodes.MigrationFailed,
                $"Running the job {tracker.Checkpoint.JobId}: {e.Message} Resume it; if it fails again, please report it.", e))
                .ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }

        return tracker.Status();
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        await CloseAsync().ConfigureAwait(false);
        tracker.Dispose();
        jobLock.Dispose();
    }

    private async Task RunWithRetriesAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        long committed = -1;
        while (true)
        {
            try
            {
                await RunOnceAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (MayPass(e))
            {
                failures = tracker.CommittedRows > committed ? 1 : failures + 1;
                committed = tracker.CommittedRows;
                if (failures > retry.Delays.Count)
                {
                    throw;
                }

                TimeSpan delay = retry.Delays[failures - 1];
                tracker.Log(new LogEntry("warn", "Retrying")
                {
                    Detail = $"{e.Message} Trying again in {delay.TotalSeconds:0.#} s from the last commit ({failures} of {retry.Delays.Count}).",
                });
                await CloseAsync().ConfigureAwait(false);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
                await Task.Delay(delay, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                ThrowIfStopped();
                WarnOfNewSnapshot();
            }
        }
    }

    /// <summary>The rows of one target then come from two moments of the source.</summary>
    private void WarnOfNewSnapshot()
    {
        IReadOnlyList<TableCheckpoint> tables = tracker.Checkpoint.Tables;
        if (tables.Any(t => t.RowsRead > 0) && (tracker.Checkpoint.Options.Verify || tables.Any(t => t.Status != TableState.Completed)))
        {
            tracker.Warn("The work was broken off and goes on after its last commit; what was not copied by then is read in a new "
                + "snapshot of the source.");
        }
    }

    /// <summary>The server may come back; a wrong password may not.</summary>
    private static bool MayPass(Exception e) =>
        e is JobFault { IsTransient: true } or MigrationException { Code: ErrorCodes.ConnectionFailed };

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var fkViolations = new JsonLinesFile(tracker.Folder.FkViolationsFile,
            p => JobFolder.OpenPrivate(p, FileMode.OpenOrCreate));
        JobContext job = await OpenAsync(fkViolations, cancellationToken).ConfigureAwait(false);
        if (schema is not null)
        {
            await schema.ForgetErrorsAsync(cancellationToken).ConfigureAwait(false);
        }

        await GuardTargetAsync(job, "Creating the tables", () => PrepareSchemaAsync(job, cancellationToken)).ConfigureAwait(false);
        await SettleAsync(job, cancellationToken).ConfigureAwait(false);
        await GuardTargetAsync(job, "Emptying the target's tables", () => TruncateAsync(job, cancellationToken)).ConfigureAwait(false);
        _notLoaded.Clear();
        foreach (TransferUnit unit in _plan.Units)
        {
            if (unit.Tables.All(t => tracker.Table(t.Name).Status == TableState.Completed))
            {
                continue;
            }

            ThrowIfStopped();
            if (await SkipAsync(unit, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            try
            {
                await GuardTargetAsync(job, $"Loading {Names(unit)}", () => new UnitRunner(job, unit).RunAsync(cancellationToken))
                    .ConfigureAwait(false);
            }
            catch (Exception e) when (e is JobFault { IsFatal: false } or MigrationException { Code: not ErrorCodes.ConnectionFailed }
                && !tracker.Checkpoint.Options.StopOnError && _plan.Tables.Skip(1).Any())
            {
                await FailAsync(unit, e, cancellationToken).ConfigureAwait(false);
                job = await OpenAsync(fkViolations, cancellationToken).ConfigureAwait(false);
                await SettleAsync(job, cancellationToken).ConfigureAwait(false);
            }
        }

        if (schema is not null)
        {
            ThrowIfStopped();
            await schema.FinishAsync(job, _plan, cancellationToken).ConfigureAwait(false);
        }

        if (tracker.Checkpoint.Options.Verify)
        {
            await VerifyAsync(job, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds out what became of the last commit, before another intent takes its place in the checkpoint, and cuts
    /// off the lines of what was not committed.</summary>
    private Task SettleAsync(JobContext job, CancellationToken cancellationToken) => GuardTargetAsync(job, "Settling the last commit",
        async () =>
        {
            await IntentSettlement.SettleAsync(job, _plan, cancellationToken).ConfigureAwait(false);
            job.FkViolations.TruncateTo(tracker.Checkpoint.FkBytes);
        });

    private async Task VerifyAsync(JobContext job, CancellationToken cancellationToken)
    {
        VerificationResult result = await Verifier.VerifyAsync(_plan, job.Source, job.Target, job.Options.MemoryLimitMb, null, cancellationToken)
            .ConfigureAwait(false);
        foreach (TableVerification table in result.Tables.Where(t => !t.Equal))
        {
            tracker.Warn($"Verification: {table.Table} differs ({table.SourceRows} rows in the source, {table.TargetRows} in the target). "
                + "Run verify to see examples.");
        }

        await tracker.SaveAsync(c => c.Verified = result.Equal, cancellationToken).ConfigureAwait(false);
        tracker.Log(new LogEntry(result.Equal ? "info" : "error", result.Equal ? "Verification equal" : "Verification differs")
        {
            Rows = result.Tables.Sum(t => t.TargetRows),
        });
    }

    private async Task<JobContext> OpenAsync(JsonLinesFile fkViolations, CancellationToken cancellationToken)
    {
        _source ??= await sessions.OpenSourceAsync(cancellationToken).ConfigureAwait(false);
        _target ??= await sessions.OpenTargetAsync(cancellationToken).ConfigureAwait(false);
        _source.Warn = _target.Warn = tracker.Warn;
        return new JobContext(_source, _target, tracker.Checkpoint.Options, tracker, fkViolations, _stop.Token);
    }

    private static async Task GuardTargetAsync(JobContext job, string doing, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not StopException)
        {
            throw JobFault.Wrap(job.Target, $"{doing} in {job.Target.Address}", e);
        }
    }

    /// <summary>Makes the target's tables, then the plan over them.</summary>
    private async Task PrepareSchemaAsync(JobContext job, CancellationToken cancellationToken)
    {
        if (_planned)
        {
            return;
        }

        await schema!.CreateTablesAsync(job.Target, cancellationToken).ConfigureAwait(false);
        TransferPlan plan = await Planner.PlanAsync(request, job.Source, job.Target, schema.Plan.TargetNames(), cancellationToken)
            .ConfigureAwait(false);
        JobStarter.ThrowProblems(plan);
        string identity = Planner.Identity(plan, request);
        if (tracker.Checkpoint.PlanIdentity.Length > 0 && tracker.Checkpoint.PlanIdentity != identity)
        {
            throw JobStarter.PlanChanged(tracker.Checkpoint.JobId);
        }

        if (tracker.Checkpoint.Tables.Count == 0)
        {
            tracker.SetTables(JobStarter.TablesOf(plan));
            await tracker.SaveAsync(c => c.PlanIdentity = identity, cancellationToken).ConfigureAwait(false);
        }

        foreach (string warning in plan.Warnings)
        {
            tracker.Warn(warning);
        }

        _plan = plan;
        _planned = true;
    }

    private async Task TruncateAsync(JobContext job, CancellationToken cancellationToken)
    {
        if (!tracker.Checkpoint.Options.TruncateTarget || tracker.Checkpoint.Truncated)
        {
            return;
        }

        // Children before parents: the reverse of the order of loading. A group that refers to itself in a cycle is
        // emptied with its foreign keys off.
        foreach (TransferUnit unit in _plan.Units.Reverse())
        {
            IReadOnlyList<CatalogTable> tables = [.. unit.Tables.Select(t => t.Target).Reverse()];
            bool inTransaction = false;
            IReadOnlyList<string> before = unit.IsCycle ? job.Target.Dialect.BeforeCycle(tables, out inTransaction) : [];
            IReadOnlyList<string> after = unit.IsCycle ? job.Target.Dialect.AfterCycle(tables) : [];
            IReadOnlyList<string> delete = job.Target.Dialect.DeleteAllRows(tables);
            IReadOnlyList<string> statements = inTransaction
                ? ["BEGIN", .. before, .. delete, .. after, "COMMIT"]
                : [.. before, "BEGIN", .. delete, "COMMIT", .. after];
            foreach (string statement in statements)
            {
                await job.Target.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
        }

        await tracker.SaveAsync(c => c.Truncated = true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves a unit out when a table that it refers to could not be loaded.</summary>
    private async Task<bool> SkipAsync(TransferUnit unit, CancellationToken cancellationToken)
    {
        TableName? missing = unit.Tables.SelectMany(t => t.Target.ForeignKeys).Select(f => f.ReferencedTable)
            .FirstOrDefault(_notLoaded.Contains);
        if (missing is null)
        {
            return false;
        }

        await MarkAsync(unit, TableState.Skipped, $"It refers to {missing}, which could not be loaded.", cancellationToken)
            .ConfigureAwait(false);
        return true;
    }

    private async Task FailAsync(TransferUnit unit, Exception e, CancellationToken cancellationToken)
    {
        string error = e is JobFault fault ? fault.ToMigrationException(tracker.Checkpoint.JobId).Message : e.Message;
        await MarkAsync(unit, TableState.Failed, error, cancellationToken).ConfigureAwait(false);
        tracker.Log(new LogEntry("error", "Table failed") { Table = Names(unit), Detail = error,
            Code = (e as MigrationException)?.Code ?? ErrorCodes.MigrationFailed });
        await CloseAsync().ConfigureAwait(false);
        if (_plan.Units.SkipWhile(u => u != unit).Skip(1).Any())
        {
            tracker.Warn($"{Names(unit)} failed; the tables after it are read in a new snapshot of the source.");
        }
    }

    private Task MarkAsync(TransferUnit unit, TableState state, string error, CancellationToken cancellationToken)
    {
        _notLoaded.UnionWith(unit.Tables.Select(t => t.Target.Name));
        return tracker.NoteAsync(unit.Tables.Select(t => t.Name), c =>
        {
            c.CurrentTable = null;
            foreach (TableTransfer table in unit.Tables)
            {
                TableCheckpoint of = tracker.Table(table.Name);
                of.Status = state;
                of.Error = error;
            }
        }, onDisk: false, cancellationToken);
    }

    private async Task EndAsync(JobState state, MigrationException? error)
    {
        try
        {
            await tracker.SaveAsync(c =>
            {
                c.Status = state;
                c.CompletedAt = DateTimeOffset.UtcNow;
                c.ErrorCode = error?.Code;
                c.ErrorMessage = error?.Message;
                foreach (TableCheckpoint table in c.Tables.Where(t => error is not null && t.Status == TableState.InProgress))
                {
                    table.Status = TableState.Failed;
                    table.Error = error!.Message;
                }
            }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MigrationException e)
        {
            // The checkpoint can't be written, as on a full disk: the last one holds, and the job shows as interrupted.
            tracker.Log(new LogEntry("error", "Checkpoint not written") { Code = e.Code, Detail = e.Message });
        }

        JobStatus status = tracker.Status();
        tracker.Log(new LogEntry(error is null ? "info" : "error", "Migration " + state switch
        {
            JobState.CompletedWithErrors => "completed with errors",
            _ => state.ToString().ToLowerInvariant(),
        })
        {
            Rows = status.RowsMigrated, RowsFailed = status.RowsFailed, Percent = status.ProgressPercent, Code = error?.Code,
            Detail = error?.Message,
        });
    }

    private async Task CloseAsync()
    {
        await DatabaseSession.CloseAsync(_source).ConfigureAwait(false);
        await DatabaseSession.CloseAsync(_target).ConfigureAwait(false);
        _source = _target = null;
    }

    private void ThrowIfStopped()
    {
        if (_stop.IsCancellationRequested)
        {
            throw new StopException();
        }
    }

    private static string Names(TransferUnit unit) => string.Join(", ", unit.Tables.Select(t => t.Name));
}
