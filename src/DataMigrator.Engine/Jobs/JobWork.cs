using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Jobs.Schema;
using DataMigrator.Pipeline;
using DataMigrator.Planning;
using DataMigrator.Verification;

namespace DataMigrator.Jobs;

/// <summary>The work of a job, in order: the schema, the plan's units, what follows the load, the verification. Failed tables
/// are set aside. Run again after a fault, it goes on after the last commit.</summary>
internal sealed class JobWork(JobTracker tracker, TransferPlan? known, SchemaSteps? schema, MigrationRequest request,
    SessionFactory sessions, RetryPolicy retry) : IAsyncDisposable
{
    /// <summary>The plan; of a job that makes the target's tables, once they are there.</summary>
    private TransferPlan _plan = known ?? new TransferPlan([], [], []);
    private bool _planned = known is not null;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<TableName> _notLoaded = [];
    private readonly TargetFence _fence = new(tracker, retry.EarlierSession);
    private DatabaseSession? _source;
    private DatabaseSession? _target;

    /// <summary>Which rows of a table are copied; null for all.</summary>
    public RowSample? Sample { get; init; }

    public CancellationToken StopRequested => _stop.Token;

    public void RequestStop() => _stop.Cancel();

    public void ThrowIfStopped()
    {
        if (_stop.IsCancellationRequested)
        {
            throw new StopException();
        }
    }

    /// <summary>Takes over sessions that planning has opened; the source's snapshot is that of the plan.</summary>
    public void UseSessions(DatabaseSession source, DatabaseSession target)
    {
        _source = source;
        _target = target;
    }

    /// <summary>Does what is left to do; what stops it is thrown.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
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
        await GuardTargetAsync(job, "Emptying the target's tables", () => TargetEmptying.RunAsync(job, _plan, cancellationToken))
            .ConfigureAwait(false);
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
            catch (Exception e) when (e is DatabaseFailure { IsFatal: false } or MigrationException { Code: not ErrorCodes.ConnectionFailed }
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
            FailPoint.Pass("settle.before");
            await IntentSettlement.SettleAsync(job, _plan, cancellationToken).ConfigureAwait(false);
            LostLines.WarnOf(tracker, job.FkViolations.Path);
            job.FkViolations.TruncateTo(tracker.Checkpoint.FkBytes);
        });

    private async Task VerifyAsync(JobContext job, CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        FailPoint.Pass("verify.before");
        VerificationResult result;
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token))
        {
            try
            {
                result = await Verifier.VerifyAsync(_plan, job.Source, job.Target, job.Options.MemoryLimitMb, null, either.Token)
                    .ConfigureAwait(false);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // Nothing is written here, so that nothing needs a boundary; resuming compares anew.
                throw new StopException();
            }
        }

        foreach (TableVerification table in result.Tables.Where(t => !t.Equal))
        {
            tracker.Warn($"Verification: {table.Table} differs ({table.SourceRows} rows in the source, {table.TargetRows} in the target). "
                + $"{HostTerm.Verify.Mark()} shows examples.");
        }

        FailPoint.Pass("verify.after");
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
        try
        {
            await _fence.TakeAsync(_target, ThrowIfStopped, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not StopException)
        {
            throw DatabaseFailure.Wrap(_target, $"Waiting for an earlier session in {_target.Address}", e);
        }

        return new JobContext(_source, _target, tracker.Checkpoint.Options, tracker, fkViolations, _stop.Token) { Sample = Sample };
    }

    private static async Task GuardTargetAsync(JobContext job, string doing, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not StopException)
        {
            throw DatabaseFailure.Wrap(job.Target, $"{doing} in {job.Target.Address}", e);
        }
    }

    /// <summary>Makes the target's tables, then the plan over them.</summary>
    private async Task PrepareSchemaAsync(JobContext job, CancellationToken cancellationToken)
    {
        if (_planned)
        {
            return;
        }

        await schema!.CreateTablesAsync(job, cancellationToken).ConfigureAwait(false);
        TransferPlan plan = await Planner.PlanAsync(request, job.Source, job.Target, schema.Plan.TargetNames(), cancellationToken)
            .ConfigureAwait(false);
        PlanProblem.ThrowAny(plan.Problems);
        string identity = Planner.Identity(plan, request);
        if (tracker.Checkpoint.PlanIdentity.Length > 0 && tracker.Checkpoint.PlanIdentity != identity)
        {
            throw PlanChanged(tracker.Checkpoint.JobId);
        }

        if (tracker.Checkpoint.Tables.Count == 0)
        {
            tracker.SetTables(CheckpointRequest.TablesOf(plan));
            await tracker.SaveAsync(c => c.PlanIdentity = identity, cancellationToken).ConfigureAwait(false);
        }

        foreach (string warning in plan.Warnings)
        {
            tracker.Warn(warning);
        }

        _plan = plan;
        _planned = true;
    }

    public static MigrationException PlanChanged(string jobId) => new(ErrorCodes.InvalidParameter,
        $"Resuming the job {jobId}: tables, columns or conversions are not what they were when it began, so its checkpoint "
        + "no longer says what is where. Undo the change of schema and resume, or start a new job.") { Target = jobId };

    /// <summary>The rows of one target then come from two moments of the source.</summary>
    public void WarnOfNewSnapshot()
    {
        IReadOnlyList<TableCheckpoint> tables = tracker.Checkpoint.Tables;
        if (tables.Any(t => t.RowsRead > 0) && (tracker.Checkpoint.Options.Verify || tables.Any(t => t.Status != TableState.Completed)))
        {
            tracker.Warn("The work was broken off and goes on after its last commit; what was not copied by then is read in a new "
                + "snapshot of the source.");
        }
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <summary>Closes both sides; the next run opens them again.</summary>
    public async Task CloseAsync()
    {
        await DatabaseSession.CloseAsync(_source).ConfigureAwait(false);
        await DatabaseSession.CloseAsync(_target).ConfigureAwait(false);
        _source = _target = null;
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
        string error = e is DatabaseFailure fault ? fault.ToMigrationException(tracker.Checkpoint.JobId).Message : e.Message;
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

    private static string Names(TransferUnit unit) => string.Join(", ", unit.Tables.Select(t => t.Name));
}
