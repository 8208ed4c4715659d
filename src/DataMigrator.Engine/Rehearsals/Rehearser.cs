using System.Diagnostics;
using DataMigrator.Databases;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.Profiles;

namespace DataMigrator.Rehearsals;

/// <summary>Rehearses a migration in a scratch database: the tables, indexes and foreign keys while they are empty, then a sample of the
/// rows, then triggers and views; goes on after what fails, and drops the scratch whatever happens.</summary>
internal sealed class Rehearser(string home, RehearsalRequest request, SessionFactory sessions, RetryPolicy retry, Action<LogEntry>? log)
{
    private readonly string _name = Scratch.NewName(DateTimeOffset.UtcNow);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task<Rehearsal> RunAsync(CancellationToken cancellationToken)
    {
        RefuseReadOnly();
        DateTimeOffset abandoned = DateTimeOffset.UtcNow - ScratchDatabase.AbandonedAfter;
        RehearsalFolder.RemoveAbandoned(home, abandoned);
        using RehearsalFolder folder = await RehearsalFolder.CreateAsync(home, _name, cancellationToken).ConfigureAwait(false);
        var findings = new RehearsalFindings(_name, Path.GetFileNameWithoutExtension(sessions.Target.Database));
        var scratch = new ScratchDatabase(sessions.Target, _name, folder.Path, warning =>
        {
            findings.Warn(warning);
            log?.Invoke(new LogEntry("warn", "Scratch database not dropped") { Detail = warning });
        });
        DatabaseSession? source = null, target = null;
        try
        {
            source = await sessions.OpenSourceAsync(cancellationToken).ConfigureAwait(false);
            target = await sessions.LookAtTargetAsync(cancellationToken).ConfigureAwait(false);
            RehearsalSchema schema = await ReadSchemaAsync(source, target, findings, cancellationToken).ConfigureAwait(false);
            await ScratchDatabase.DropAbandonedAsync(target, abandoned, cancellationToken).ConfigureAwait(false);
            RowRehearsal rows;
            try
            {
                await scratch.CreateAsync(target, cancellationToken).ConfigureAwait(false);
                rows = new RowRehearsal(request.Migration, request.SampleRows, RowSessions(scratch, target), folder.Path, retry, findings);
                await RehearseAsync(schema, rows, scratch, source, target, findings, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await scratch.DropAsync(target.Database).ConfigureAwait(false);
            }

            return Result(schema, rows, findings);
        }
        catch (Exception e) when ((target ?? source) is { } session)
        {
            throw DatabaseFailure.Translate(e, session, "Rehearsing the migration");
        }
        finally
        {
            await DatabaseSession.CloseAsync(source).ConfigureAwait(false);
            await DatabaseSession.CloseAsync(target).ConfigureAwait(false);
        }
    }

    private void RefuseReadOnly()
    {
        if (sessions.Target.Profile.Access == AccessMode.ReadOnly)
        {
            throw new MigrationException(ErrorCodes.AccessDenied, $"Rehearsing a migration to {sessions.Target}: the profile is read-only, and a rehearsal makes "
                + "a scratch database beside the target. Set \"access\": \"read-write\" in it, or choose another target.") { Target = sessions.Target.ToString() };
        }
    }

    private async Task<RehearsalSchema> ReadSchemaAsync(DatabaseSession source, DatabaseSession target, RehearsalFindings findings,
        CancellationToken cancellationToken)
    {
        if (await SameDatabase.IsAsync(source, target, cancellationToken).ConfigureAwait(false))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Rehearsing a migration to {target.Address}: it is the source itself. Choose another target.") { Target = target.Address.ToString() };
        }

        if (request.OutputDir is not null)
        {
            return await RehearsalSchema.OfFilesAsync(RealPath.Of(Path.GetFullPath(request.OutputDir, home)), target.Dialect.Language, findings, cancellationToken)
                .ConfigureAwait(false);
        }

        return request.Migration.CreateSchema
            ? await RehearsalSchema.GeneratedAsync(request.Migration, source, target, findings, cancellationToken).ConfigureAwait(false)
            : await RehearsalSchema.OfTargetAsync(request.Migration, source, target, findings, cancellationToken).ConfigureAwait(false);
    }

    private async Task RehearseAsync(RehearsalSchema schema, RowRehearsal rows, ScratchDatabase scratch, DatabaseSession source, DatabaseSession target,
        RehearsalFindings findings, CancellationToken cancellationToken)
    {
        log?.Invoke(new LogEntry("info", "Rehearsal started") { Detail = $"{schema.BeforeRows.Count + schema.AfterRows.Count} statements in {_name}" });
        await using (DatabaseSession session = await scratch.OpenAsync(target, cancellationToken).ConfigureAwait(false))
        {
            await ApplyAsync(session, schema.BeforeRows, schema.Advice, findings, cancellationToken).ConfigureAwait(false);
        }

        log?.Invoke(new LogEntry("info", "Rehearsing rows") { Detail = $"at most {request.SampleRows} of a table" });
        DatabaseSession into = await RowSessions(scratch, target).OpenTargetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await rows.RunAsync(source, into, schema.Names, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await DatabaseSession.CloseAsync(into).ConfigureAwait(false);
        }

        await using (DatabaseSession session = await scratch.OpenAsync(target, cancellationToken).ConfigureAwait(false))
        {
            await ApplyAsync(session, schema.AfterRows, schema.Advice, findings, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs each statement by itself: transactions that a script asks for would undo what went well.</summary>
    private static async Task ApplyAsync(DatabaseSession session, IReadOnlyList<RehearsedStatement> statements, string advice, RehearsalFindings findings,
        CancellationToken cancellationToken)
    {
        IReadOnlySet<string> others = await session.Database.Scratch.OthersAsync(session, cancellationToken).ConfigureAwait(false);
        foreach (RehearsedStatement statement in statements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (statement.Words.Count > 0 && statement.Words[0] is "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "SAVEPOINT" or "RELEASE")
            {
                continue;
            }

            if (session.Database.Scratch.WhyNotRun(statement.Sql, statement.Words, others) is { } why)
            {
                findings.NotRun(statement, why);
                continue;
            }

            try
            {
                await session.ExecuteAsync(statement.Sql, cancellationToken).ConfigureAwait(false);
                findings.Succeeded();
            }
            catch (Exception e)
            {
                Exception wrapped = DatabaseFailure.Wrap(session, "Rehearsing the schema", e);
                if (wrapped is not DatabaseFailure { IsFatal: false } failure)
                {
                    throw wrapped;
                }

                findings.Failed(statement, failure.Fault, advice);
            }
        }
    }

    private SessionFactory RowSessions(ScratchDatabase scratch, DatabaseSession target) => sessions with
    {
        Target = scratch.Address, CreateTarget = true, TargetBegins = target.Database.Scratch.IgnoreForeignKeys,
    };

    private Rehearsal Result(RehearsalSchema schema, RowRehearsal rows, RehearsalFindings findings)
    {
        long rejected = rows.Tables.Sum(t => t.RowsRejected);
        return new Rehearsal
        {
            Source = sessions.Source.ToString(),
            Target = sessions.Target.ToString(),
            Passed = findings.Total == 0 && rejected == 0,
            Schema = schema.Origin,
            SampleRows = request.SampleRows,
            StatementsRun = findings.StatementsRun,
            StatementsFailed = findings.StatementsFailed,
            RowsTried = rows.Tables.Sum(t => t.RowsTried),
            RowsRejected = rejected,
            ProblemsTotal = findings.Total,
            Problems = findings.Problems,
            Rejects = rows.Rejects,
            Tables = rows.Tables,
            Warnings = findings.Warnings,
            ElapsedSeconds = _clock.Elapsed.TotalSeconds,
        };
    }
}
