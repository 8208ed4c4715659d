using DataMigrator.Catalog;
using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Databases.Postgres.Sql;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>Writes ranges of rows through COPY FROM STDIN. The server checks every value on the way, so the bulk path is
/// the strict path too. COPY takes values for GENERATED ALWAYS identities as they are.</summary>
internal sealed class PostgresRowWriter(DatabaseSession session, WriteRequest request) : IRowWriter
{
    private readonly NpgsqlConnection _connection = (NpgsqlConnection)session.Connection;
    private readonly PostgresDialect _dialect = (PostgresDialect)session.Dialect;
    private readonly CopyOutput _output = Output(request);
    private bool _triggersMayDropRows;
    private IReadOnlyList<string>? _waitingConstraints;

    public async Task<int> WriteAsync(RowBatch batch, int start, int count, WriteMode mode,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int rows = batch.CountWritable(start, count);
        if (rows == 0)
        {
            return 0;
        }

        await CheckConstraintsAtOnceAsync(cancellationToken).ConfigureAwait(false);
        long before = _triggersMayDropRows ? await CountInsertedAsync(cancellationToken).ConfigureAwait(false) : 0;
        if (request.Columns.Count == 0)
        {
            await session.ExecuteAsync(
                $"INSERT INTO {_dialect.Quote(request.Table.Name)} SELECT FROM pg_catalog.generate_series(1, {rows})",
                cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await CopyAsync(batch, start, count, cancellationToken).ConfigureAwait(false);
        }

        if (_triggersMayDropRows)
        {
            long inserted = await CountInsertedAsync(cancellationToken).ConfigureAwait(false) - before;
            if (inserted < rows)
            {
                throw new RowsRefusedException(
                    $"A BEFORE INSERT trigger of {request.Table.Name} kept {rows - inserted} of {rows} rows out of the table.");
            }
        }

        return rows;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static CopyOutput Output(WriteRequest request)
    {
        var encoders = new FieldEncoder[request.Columns.Count];
        for (int i = 0; i < encoders.Length; i++)
        {
            WriteColumn column = request.Columns[i];
            if (FieldEncoder.Create(column.Column.Type, column.Wire.Kind) is not { } encoder)
            {
                return new TextCopyOutput();
            }

            encoders[i] = encoder;
        }

        return new BinaryCopyOutput(encoders);
    }

    private async Task CopyAsync(RowBatch batch, int start, int count, CancellationToken cancellationToken)
    {
        string command = $"COPY {_dialect.Quote(request.Table.Name)} ({_dialect.QuoteAll(request.Columns.Select(c => c.Column.Name))}) " +
            $"FROM STDIN {_output.Format}";
        NpgsqlRawCopyStream stream = await BeginAsync(command, cancellationToken).ConfigureAwait(false);
        try
        {
            await _output.WriteAsync(stream, batch, start, count, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CancelAsync(stream).ConfigureAwait(false);
            throw;
        }

        // Ends the COPY; what the server found wrong with a row is thrown here.
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<NpgsqlRawCopyStream> BeginAsync(string command, CancellationToken cancellationToken)
    {
        if (_output is BinaryCopyOutput)
        {
            return await _connection.BeginRawBinaryCopyAsync(command, cancellationToken).ConfigureAwait(false);
        }

        // The stream under the text writer takes bytes; the writer itself holds nothing and is left alone.
        NpgsqlCopyTextWriter writer = await _connection.BeginTextImportAsync(command, cancellationToken).ConfigureAwait(false);
        return (NpgsqlRawCopyStream)writer.BaseStream;
    }

    private static async Task CancelAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The first failure is the one to tell; after this one the connection is broken or the COPY over already.
        }
    }

    // Constraints that wait for the commit by themselves, constraint triggers among them, would fail there, with no row to
    // blame. ROLLBACK, also to a savepoint, lets them wait again.
    private async Task CheckConstraintsAtOnceAsync(CancellationToken cancellationToken)
    {
        _waitingConstraints ??= await AskTargetAsync(cancellationToken).ConfigureAwait(false);
        if (_waitingConstraints.Count > 0)
        {
            IEnumerable<string> quoted = _waitingConstraints
                .Select(n => _dialect.Quote(new TableName(request.Table.Name.Schema, n)));
            await session.ExecuteAsync($"SET CONSTRAINTS {string.Join(", ", quoted)} IMMEDIATE", cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // Asked of the database, as the foreign keys of a cycle are away while it is loaded.
    private async Task<IReadOnlyList<string>> AskTargetAsync(CancellationToken cancellationToken)
    {
        (_triggersMayDropRows, string[] waiting) = (await session.QueryAsync($"""
            {Tree()} SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger g, tree
              WHERE g.tgrelid = tree.oid AND NOT g.tgisinternal AND g.tgtype & 7 = 7 AND g.tgenabled IN ('O', 'A')
              AND pg_catalog.current_setting('track_counts') = 'on'),
            ARRAY(SELECT c.conname::text FROM pg_catalog.pg_constraint c
              WHERE c.condeferred AND c.conrelid = {Relation()}::pg_catalog.regclass)
            """, r => (r.GetBoolean(0), r.GetFieldValue<string[]>(1)), cancellationToken).ConfigureAwait(false))[0];
        return waiting;
    }

    // COPY's own count does not reach us through the driver's raw stream; the transaction's statistics do.
    private async Task<long> CountInsertedAsync(CancellationToken cancellationToken) => await session.ScalarAsync(
        $"{Tree()} SELECT sum(pg_catalog.pg_stat_get_xact_tuples_inserted(tree.oid))::int8 FROM tree", cancellationToken)
        .ConfigureAwait(false) ?? 0;

    private string Tree() => $"""
        WITH RECURSIVE tree(oid) AS (
          SELECT {Relation()}::pg_catalog.regclass::pg_catalog.oid
          UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
        """;

    private string Relation() => PostgresDialect.QuoteText(_dialect.Quote(request.Table.Name));
}
