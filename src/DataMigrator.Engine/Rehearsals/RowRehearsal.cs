using DataMigrator.Databases;
using DataMigrator.Jobs;
using DataMigrator.Pipeline;
using DataMigrator.Planning;

namespace DataMigrator.Rehearsals;

/// <summary>Copies a sample of the rows into the scratch: a job as any other, in the rehearsal's own folder. Foreign keys are left
/// out, for a child of the sample may have a parent beyond it.</summary>
internal sealed class RowRehearsal(MigrationRequest request, int sample, SessionFactory sessions, string home, RetryPolicy retry, RehearsalFindings findings)
{
    private const int MostCharacters = 300;

    private readonly List<RehearsedReject> _rejects = [];

    public IReadOnlyList<RehearsedTable> Tables { get; private set; } = [];

    public IReadOnlyList<RehearsedReject> Rejects => _rejects;

    /// <summary>Plans and copies; closes both sessions.</summary>
    public async Task RunAsync(DatabaseSession source, DatabaseSession scratch, TargetNames names, CancellationToken cancellationToken)
    {
        MigrationRequest copied = request with
        {
            TruncateTarget = false, CreateSchema = false, StopOnError = false, ContinueOnRowError = true, Verify = false,
            BatchSize = Math.Clamp(request.BatchSize, 1, Math.Max(sample, 1)),
        };
        TransferPlan plan = WithoutForeignKeys(Sound(await Planner.PlanAsync(copied, source, scratch, names, cancellationToken).ConfigureAwait(false)));
        if (sample == 0 || plan.Units.Count == 0)
        {
            await DatabaseSession.CloseAsync(source).ConfigureAwait(false);
            await DatabaseSession.CloseAsync(scratch).ConfigureAwait(false);
            return;
        }

        JobFolder folder = JobFolder.Create(home);
        var tracker = new JobTracker(CheckpointRequest.NewCheckpoint(copied, plan, null, sessions, folder), folder, null);
        var work = new JobWork(tracker, plan, null, copied, sessions, retry) { Sample = new RowSample(sample) };
        work.UseSessions(source, scratch);
        var runner = new JobRunner(tracker, work, retry, await JobAdmission.LockAsync(folder, cancellationToken).ConfigureAwait(false));
        using CancellationTokenRegistration cancelled = cancellationToken.Register(runner.Cancel);
        JobStatus status = await runner.RunAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await ReadAsync(status, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The plan of the tables that nothing stands against.</summary>
    private TransferPlan Sound(TransferPlan plan)
    {
        foreach (PlanProblem problem in plan.Problems)
        {
            findings.Add(problem);
        }

        foreach (string warning in plan.Warnings)
        {
            findings.Warn(warning);
        }

        HashSet<string?> bad = [.. plan.Problems.Select(p => p.Table)];
        return plan with
        {
            Units = [.. plan.Tables.Where(t => !bad.Contains(t.Name) && !bad.Contains(t.Target.Name.ToString())).Select(t => new TransferUnit([t], false))],
            Problems = [],
        };
    }

    private static TransferPlan WithoutForeignKeys(TransferPlan plan) => plan with
    {
        Units = [.. plan.Units.Select(u => u with { Tables = [.. u.Tables.Select(t => t with { Target = t.Target with { ForeignKeys = [] } })] })],
    };

    private async Task ReadAsync(JobStatus status, CancellationToken cancellationToken)
    {
        // A job's advice is to resume it, and this one can't be.
        string resume = $" Then resume the job {status.JobId}.";
        if (status.Status == JobState.Failed)
        {
            string message = status.ErrorMessage!.Replace(resume, "", StringComparison.Ordinal);
            if (status.ErrorCode == ErrorCodes.ConnectionFailed)
            {
                throw new MigrationException(ErrorCodes.ConnectionFailed, $"Rehearsing the rows: {message}");
            }

            findings.TableFailed(status.TablesStatus.FirstOrDefault(t => t.Status == TableState.Failed)?.Table, status.ErrorCode ?? ErrorCodes.MigrationFailed, message);
        }

        foreach (TableStatus table in status.TablesStatus)
        {
            if (status.Status != JobState.Failed && table.Status != TableState.Completed)
            {
                string error = status.FailedTables.FirstOrDefault(f => f.Table == table.Table)?.Error ?? $"It was {table.Status}.";
                findings.TableFailed(table.Table, ErrorCodes.MigrationFailed, error.Replace(resume, "", StringComparison.Ordinal));
            }

            if (table.ErrorFile is not null)
            {
                await foreach (RejectedRow row in RejectReader.ReadAsync(table.ErrorFile, MostCharacters, findings.Warn, cancellationToken)
                    .Take(Rehearsal.MostRowsOfTable).ConfigureAwait(false))
                {
                    _rejects.Add(new RehearsedReject(row.Table, findings.Tell(row.Key.GetRawText(), MostCharacters), row.Column,
                        row.Code, findings.Tell(row.Error, MostCharacters)));
                }
            }
        }

        foreach (string warning in status.Warnings)
        {
            findings.Warn(warning);
        }

        Tables = [.. status.TablesStatus.Select(t => new RehearsedTable(t.Table, t.RowsMigrated + t.RowsFailed, t.RowsFailed))];
    }
}
