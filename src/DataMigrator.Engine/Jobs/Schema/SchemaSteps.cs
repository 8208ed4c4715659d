using System.Diagnostics;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;
using DataMigrator.SchemaCopy;

namespace DataMigrator.Jobs.Schema;

/// <summary>Makes the target's schema, in two phases with the load between them. The checkpoint counts the steps done, at
/// most a second behind: a step after it that is found to be there already was done before the crash, or before the
/// connection was lost.</summary>
internal sealed class SchemaSteps(JobTracker tracker, SchemaPlan plan, bool resumed)
{
    private const int MostCharacters = 1000;
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private bool _mayBeDone = resumed;

    public SchemaPlan Plan { get; } = plan;

    /// <summary>What failed is tried again by a job that is taken up again, so what was said of it no longer holds.</summary>
    public Task ForgetErrorsAsync(CancellationToken cancellationToken) => tracker.Checkpoint.SchemaErrors.Count == 0
        ? Task.CompletedTask
        : tracker.SaveAsync(c =>
        {
            c.SchemaErrors.Clear();
            c.FkBytes = c.FkBytesOfRows;
            foreach (TableCheckpoint table in c.Tables)
            {
                table.Error = null;
            }
        }, cancellationToken);

    public async Task CreateTablesAsync(JobContext job, CancellationToken cancellationToken)
    {
        if (tracker.Checkpoint.SchemaStepsDone >= Plan.Tables.Count)
        {
            return;
        }

        foreach (string warning in Plan.Warnings)
        {
            tracker.Warn(warning);
        }

        await RunAsync(job, Plan.Tables, 0, (step, _, e) => throw new MigrationException(ErrorCodes.SchemaCopyFailed,
            $"Creating {step.Kind.ToString().ToLowerInvariant()} {step.Name} in {job.Target.Address}: {e.Fault.Message} (code "
            + $"{e.Fault.Code}). The statement was: {Shorten(step.Sql)} Use {HostTerm.SchemaCopy.Mark()} to write and edit the schema, apply it, and "
            + "migrate without creating it.", e), cancellationToken).ConfigureAwait(false);
        tracker.Log(new LogEntry("info", "Tables created") { Detail = $"{Plan.Names.Count} tables" });
    }

    /// <summary>Indexes, foreign keys, triggers and views. What the data forbids is reported and left out; the rows stay, for
    /// they are the source's.</summary>
    public async Task FinishAsync(JobContext job, TransferPlan transfer, CancellationToken cancellationToken)
    {
        int[] again = [.. tracker.Checkpoint.SchemaStepsFailed];
        await tracker.SaveAsync(c => c.FkBytesOfRows = c.FkBytes, cancellationToken).ConfigureAwait(false);
        foreach (int number in again)
        {
            job.ThrowIfStopRequested();
            if (await RunAsync(job.Target, Plan.AfterLoad[number], cancellationToken).ConfigureAwait(false) is { } fault)
            {
                await FailedAsync(Plan.AfterLoad[number], number, fault).ConfigureAwait(false);
            }
            else
            {
                await tracker.SaveAsync(c => c.SchemaStepsFailed.Remove(number), cancellationToken).ConfigureAwait(false);
            }
        }

        int left = Plan.Tables.Count + Plan.AfterLoad.Count - tracker.Checkpoint.SchemaStepsDone;
        if (left > 0)
        {
            // On large tables these take their time, and nothing else tells of it.
            tracker.Log(new LogEntry("info", "Creating indexes, keys, triggers and views") { Detail = $"{left} statements" });
            await RunAsync(job, Plan.AfterLoad, Plan.Tables.Count, FailedAsync, cancellationToken).ConfigureAwait(false);
            tracker.Log(new LogEntry("info", "Indexes, keys, triggers and views created"));
        }

        async Task FailedAsync(SchemaStep step, int number, DatabaseFailure e)
        {
            string table = new TableName(step.TableSchema, step.TableName ?? step.Name).ToString();
            string error = $"{step.Kind} {step.Name} on {table} was not created: {e.Fault.Message}";
            long orphans = step.Kind == SchemaObjectKind.ForeignKey
                ? await WriteOrphansAsync(job, transfer, step, cancellationToken).ConfigureAwait(false) : 0;
            error += orphans > 0 ? $" {orphans} rows that refer to nothing are in {job.FkViolations.Path}." : "";
            await tracker.SaveAsync(c =>
            {
                c.SchemaErrors.Add(error);
                c.SchemaStepsFailed = [.. c.SchemaStepsFailed.Append(number).Distinct()];
                c.SchemaStepsDone = Math.Max(c.SchemaStepsDone, Plan.Tables.Count + number + 1);
                c.FkBytes = job.FkViolations.Length;
                if (transfer.Tables.FirstOrDefault(t => t.Target.Name.ToString() == table) is { } failed)
                {
                    tracker.Table(failed.Name).Error = error;
                }
            }, cancellationToken).ConfigureAwait(false);
            tracker.Log(new LogEntry("error", "Schema step failed")
            {
                Table = table, Detail = error, Code = orphans > 0 ? ErrorCodes.FkViolation : ErrorCodes.SchemaCopyFailed,
            });
        }
    }

    private async Task RunAsync(JobContext job, IReadOnlyList<SchemaStep> steps, int before,
        Func<SchemaStep, int, DatabaseFailure, Task> failed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (int i = Math.Max(0, tracker.Checkpoint.SchemaStepsDone - before); i < steps.Count; i++)
        {
            // What ran since the last save is found to be there when the job is resumed.
            job.ThrowIfStopRequested();
            DatabaseFailure? fault = await RunAsync(job.Target, steps[i], cancellationToken).ConfigureAwait(false);
            if (fault is not null && !(_mayBeDone && fault.Fault.Kind == FaultKind.AlreadyExists))
            {
                await failed(steps[i], i, fault).ConfigureAwait(false);
            }

            int done = before + i + 1;
            if (i == steps.Count - 1 || clock.Elapsed > SaveEvery)
            {
                await tracker.SaveAsync(c => c.SchemaStepsDone = done, cancellationToken).ConfigureAwait(false);
                clock.Restart();
            }
        }
    }

    /// <summary>A table of a thousand columns would fill the screen; schema.json has it whole.</summary>
    private static string Shorten(string sql) => sql.Length <= MostCharacters ? sql : sql[..MostCharacters] + "…";

    /// <summary>Runs a step; returns why it failed, null where it did not. What ends the job is thrown.</summary>
    private async Task<DatabaseFailure?> RunAsync(DatabaseSession target, SchemaStep step, CancellationToken cancellationToken)
    {
        try
        {
            FailPoint.Pass($"{step.Kind}.before");
            await target.ExecuteAsync(step.Sql, cancellationToken).ConfigureAwait(false);
            FailPoint.Pass($"{step.Kind}.after");
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Exception wrapped = DatabaseFailure.Wrap(target, $"Creating {step.Name} in {target.Address}", e);
            if (wrapped is DatabaseFailure { IsFatal: false } fault)
            {
                return fault;
            }

            _mayBeDone = true;
            throw wrapped;
        }
    }

    /// <summary>The rows that stand against a foreign key, whichever of its table's keys it is.</summary>
    private static async Task<long> WriteOrphansAsync(JobContext job, TransferPlan transfer, SchemaStep step,
        CancellationToken cancellationToken)
    {
        TableTransfer? table = transfer.Tables.FirstOrDefault(t => t.Target.Name == new TableName(step.TableSchema, step.TableName ?? ""));
        if (table is null)
        {
            return 0;
        }

        Dictionary<TableName, TableTransfer> bySource = transfer.Tables.ToDictionary(t => t.Source.Name);
        long orphans = 0;
        foreach (CatalogForeignKey key in table.Source.ForeignKeys.Where(k => k.Flaw is null && bySource.ContainsKey(k.ReferencedTable)))
        {
            TableTransfer parent = bySource[key.ReferencedTable];
            if (key.Name is null || key.Name == step.Name || !table.Source.ForeignKeys.Any(k => k.Name == step.Name))
            {
                orphans += await OrphanRemoval.WriteAsync(job, table, new CatalogForeignKey(key.Name, [.. Named(table, key.Columns)],
                    parent.Target.Name, [.. Named(parent, key.ReferencedColumns)])
                {
                    // Where the target has no MATCH FULL, the key was made without it.
                    MatchFull = key.MatchFull && job.Target.Dialect.HasMatchFull,
                }, cancellationToken).ConfigureAwait(false);
            }
        }

        job.FkViolations.Flush();
        return orphans;

        static IEnumerable<string> Named(TableTransfer of, IEnumerable<string> columns) =>
            columns.Select(c => of.Columns.FirstOrDefault(p => p.Source.Name == c)?.Target.Name ?? c);
    }
}
