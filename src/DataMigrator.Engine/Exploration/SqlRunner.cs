using System.Data.Common;
using System.Diagnostics;
using DataMigrator.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace DataMigrator.Exploration;

/// <summary>Runs what a user asks for: one statement that reads, in a transaction that the database holds read-only; or
/// statements in order, in one transaction where the database can roll it back.</summary>
internal sealed class SqlRunner(DatabaseSession session, SqlRequest request, IReadOnlyList<SqlStatement> statements, SqlParameters parameters)
{
    private static readonly HashSet<string> ReadOnlyCodes = ["25006", "1792", "1290", "SQLITE_READONLY", "8"];

    private readonly QueryReader _reader = new(session, request);

    // Several statements are one transaction; closing the session rolls back what was not committed.
    private bool _transaction;

    private string Where => session.Address.ToString();

    public async Task<SqlResult> QueryAsync(CancellationToken cancellationToken)
    {
        SqlStatement statement = SqlRules.OnlyReading(statements, Where, session.Kind);
        return await TimedAsync(statement, async token =>
        {
            await session.Database.BeginSnapshotAsync(session, token).ConfigureAwait(false);

            // PostgreSQL: after its first query a transaction can't be made read-write any more.
            await session.ScalarAsync("SELECT 1", token).ConfigureAwait(false);
            BoundStatement bound = parameters.Bind(statement);
            BoundMemory();
            await session.Database.CheckReadingAsync(session, bound.Text, token).ConfigureAwait(false);
            return await _reader.RunAsync(await AsOneAsync(bound, token).ConfigureAwait(false), abandon: true, token)
                .ConfigureAwait(false);
        }, (run, elapsed) => new SqlResult(run.Rows ?? QueryRows.None, 0, 1, elapsed) { InTransaction = true }, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<SqlResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SqlStatement> chosen = [.. statements.Skip(request.FirstStatement - 1)];
        if (SqlRules.LeftOpen(chosen) is { } open)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Running SQL on {Where}: from {Place(open)} on ({open.Brief}) a "
                + "transaction is open, and no statement ends it: what is written in it would be rolled back. Nothing was run. Add COMMIT, "
                + "or leave the transaction out.") { Target = Where };
        }

        BoundMemory();
        _transaction = request.Transaction && chosen.Count > 1 && SqlRules.CanRollBack(chosen, session.Dialect);
        long affected = 0;
        QueryRows? rows = null;
        var clock = Stopwatch.StartNew();
        if (_transaction)
        {
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (SqlStatement statement in chosen)
        {
            (QueryRows? Rows, long Affected) run = await TimedAsync(statement,
                token => RunAsync(parameters.Bind(statement), token), (r, _) => r, cancellationToken, clock)
                .ConfigureAwait(false);
            affected += run.Affected;
            rows = run.Rows ?? rows;
        }

        if (_transaction)
        {
            await TimedAsync(chosen[^1], async token =>
            {
                await session.CommitAsync(token).ConfigureAwait(false);
                return 0;
            }, (r, _) => r, cancellationToken, clock).ConfigureAwait(false);
        }

        return new SqlResult(rows ?? QueryRows.None, affected, chosen.Count, clock.Elapsed) { InTransaction = _transaction };
    }

    /// <summary>Who wants the beginnings of values alone wants no gigabytes made for them.</summary>
    private void BoundMemory()
    {
        if (request.CellLimit != int.MaxValue)
        {
            session.Database.BoundMemory(session);
        }
    }

    private async Task<(QueryRows? Rows, long Affected)> RunAsync(BoundStatement statement, CancellationToken cancellationToken) =>
        await _reader.RunAsync(statement.Values.Count == 0 ? statement : await AsOneAsync(statement, cancellationToken).ConfigureAwait(false),
            abandon: false, cancellationToken).ConfigureAwait(false);

    /// <summary>The statement in a form of which the server itself takes one alone: MySQL's PREPARE refuses several, which
    /// its drivers send without a word. Values reach it in user variables.</summary>
    private async Task<BoundStatement> AsOneAsync(BoundStatement statement, CancellationToken cancellationToken)
    {
        if (session.Kind is DatabaseKind.Sqlite or DatabaseKind.Postgres)
        {
            return statement;
        }

        string hex = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(statement.Text));
        await session.ExecuteAsync($"SET @datamigrator_sql = CONVERT(X'{hex}' USING utf8mb4)", cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("PREPARE datamigrator_statement FROM @datamigrator_sql", cancellationToken).ConfigureAwait(false);
        if (statement.Values.Count == 0)
        {
            return statement with { Text = "EXECUTE datamigrator_statement" };
        }

        // The driver takes every @name for a parameter of its own, but not in a comment, which the server runs.
        string sets = string.Join(", ", statement.Values.Select((_, i) => $"/*!@datamigrator_{i} */ = ?"));
        await using DbCommand command = session.CreateCommand("SET " + sets);
        _reader.AddValues(command, statement);

        // Not prepared, the driver would write the values into the text.
        await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        string names = string.Join(", ", statement.Uses.Select(u => $"@datamigrator_{u}"));
        return new BoundStatement("EXECUTE datamigrator_statement USING " + names, [], []);
    }

    private async Task<TResult> TimedAsync<T, TResult>(SqlStatement statement, Func<CancellationToken, Task<T>> work,
        Func<T, TimeSpan, TResult> result, CancellationToken cancellationToken, Stopwatch? since = null)
    {
        since ??= Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan left = TimeSpan.FromSeconds(request.TimeoutSeconds) - since.Elapsed;
        limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        try
        {
            // SQLite works on the calling thread until it is done or interrupted.
            Task<T> run = Task.Run(() => work(limit.Token), limit.Token);
            if (session.Connection is SqliteConnection { Handle: { } handle })
            {
                await InterruptAsync(run, handle, limit.Token).ConfigureAwait(false);
            }

            T value = await run.ConfigureAwait(false);

            // MySQL's SLEEP and MariaDB's BENCHMARK return a value when they are cancelled.
            return limit.IsCancellationRequested && value is ValueTuple<QueryRows?, long> { Item1: not null } ? throw new OperationCanceledException(limit.Token)
                : result(value, since.Elapsed);
        }
        catch (Exception e) when (e is not MigrationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested ? TimedOut(statement) : Failed(statement, e);
        }
    }

    // An interrupt reaches only a statement that runs at that moment, so it is repeated.
    private static async Task InterruptAsync(Task run, sqlite3 handle, CancellationToken cancellationToken)
    {
        await Task.WhenAny(run, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
        while (!run.IsCompleted)
        {
            raw.sqlite3_interrupt(handle);
            await Task.WhenAny(run, Task.Delay(20, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private MigrationException TimedOut(SqlStatement statement) => new(ErrorCodes.MigrationFailed,
        $"Running {Place(statement)} on {Where}: cancelled after {request.TimeoutSeconds} s. {Kept(statement)}"
        + $"Make the statement cheaper, or raise the time-out ({HostTerm.Timeout.Mark()}).") { Target = Where };

    private MigrationException Failed(SqlStatement statement, Exception e)
    {
        DatabaseFault fault = session.Database.Classify(e);
        string code = ReadOnlyCodes.Contains(fault.Code) ? ErrorCodes.AccessDenied : fault.Code == "SQLITE_NOMEM" ? ErrorCodes.InvalidParameter : fault.Kind switch
        {
            FaultKind.Access => ErrorCodes.AccessDenied,
            FaultKind.Connection => ErrorCodes.ConnectionFailed,
            FaultKind.Transient or FaultKind.DiskFull => ErrorCodes.MigrationFailed,
            FaultKind.ForeignKey => ErrorCodes.FkViolation,
            _ => ErrorCodes.InvalidParameter,
        };
        string next = code switch
        {
            _ when fault.Code is "SQLITE_TOOBIG" && session.Kind == DatabaseKind.Sqlite => "Take a part of the value with substr().",
            _ when fault.Code is "SQLITE_NOMEM" && session.Kind == DatabaseKind.Sqlite => "It took too much memory: take fewer or shorter values.",
            ErrorCodes.AccessDenied => "Use a profile with the rights for it.",
            ErrorCodes.ConnectionFailed => "See that the server is up, then try again.",
            ErrorCodes.MigrationFailed => "Try again.",
            _ when request.FirstStatement > 1 || statements.Count > 1 || request.File is not null => "Correct that statement and run the script again"
                + (_transaction ? "." : $" from there ({HostTerm.FirstStatement.Mark()} {statement.Number})."),
            _ => "Correct it and run it again.",
        };
        return new MigrationException(code, $"Running {Place(statement)} on {Where}: {Said(fault, e).TrimEnd('.')} (code {fault.Code}"
            + $"{Position(statement, e)}). Statement: {statement.Brief}. {Kept(statement)}{next}", parameters.None ? e : null) { Target = Where };
    }

    // The detail of a PostgreSQL data exception may hold a part of a value.
    private string Said(DatabaseFault fault, Exception e) => parameters.None ? fault.Message
        : parameters.WithoutValues(e is PostgresException error && error.SqlState.StartsWith("22", StringComparison.Ordinal) ? error.MessageText : fault.Message);

    // statement 7 of 31 (line 88) of tables.sql
    private string Place(SqlStatement statement)
    {
        string of = request.File is null ? "" : " of " + Path.GetFileName(request.File);
        return statements.Count == 1 && request.File is null ? "the statement"
            : $"statement {statement.Number} of {statements.Count} (line {statement.Line}){of}";
    }

    private string Position(SqlStatement statement, Exception e) =>
        e is PostgresException { Position: > 0 } error && parameters.Bind(statement).Text is { } sent && error.Position <= sent.Length
            ? $", line {statement.Line + sent.AsSpan(0, error.Position - 1).Count('\n')}" : "";

    private string Kept(SqlStatement statement)
    {
        int before = statement.Number - request.FirstStatement;
        return _transaction ? "Everything was rolled back. "
            : before == 0 ? "" : $"The {before} statements before it were run and stay. ";
    }
}
