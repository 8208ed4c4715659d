using DataMigrator.Databases.Postgres.Connection;
using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>Streams a table through <c>COPY (SELECT …) TO STDOUT (FORMAT BINARY)</c>.</summary>
internal sealed class PostgresRowReader(DatabaseSession session, ReadRequest request) : IRowReader
{
    private readonly NpgsqlConnection _connection = (NpgsqlConnection)session.Connection;
    private NpgsqlRawCopyStream? _stream;
    private CopyInput? _input;
    private bool _savepoint;
    private bool _ended;

    public async Task<bool> ReadAsync(RowBatch batch, int maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        if (_input is null)
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        bool more = await _input!.ReadAsync(batch, maxRows, maxBytes, cancellationToken).ConfigureAwait(false);
        if (!more)
        {
            _ended = true;
            await EndAsync(cancellationToken).ConfigureAwait(false);
        }

        return more;
    }

    public async ValueTask DisposeAsync()
    {
        using CopyInput? input = _input;
        if (_stream is null)
        {
            return;
        }

        // Stopped early: the server is asked to stop too, and the savepoint keeps the snapshot alive.
        try
        {
            await input!.AbandonAsync().ConfigureAwait(false);
            await _stream.CancelAsync().ConfigureAwait(false);
            await EndAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            _stream = null;
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.ExecuteAsync("SAVEPOINT dm_read", cancellationToken).ConfigureAwait(false);
            _savepoint = true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.NoActiveSqlTransaction)
        {
            _savepoint = false;
        }

        bool trusted = PostgresConnection.HasEncoding(_connection);
        FieldDecoder[] decoders = [.. request.Columns.Select(c => Decoder(c, trusted))];
        _stream = await _connection.BeginRawBinaryCopyAsync(Command(), cancellationToken).ConfigureAwait(false);
        _input = new CopyInput(_stream, decoders);
    }

    // Rolling back gives up the locks of this table, so a snapshot over many tables does not fill the lock table.
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await _stream!.DisposeAsync().ConfigureAwait(false);
        _stream = null;
        if (!_savepoint)
        {
            return;
        }

        try
        {
            await RollbackAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // The request to stop came when the COPY was already over.
            await RollbackAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<int> RollbackAsync(CancellationToken cancellationToken) =>
        session.ExecuteAsync("ROLLBACK TO SAVEPOINT dm_read; RELEASE SAVEPOINT dm_read", cancellationToken);

    private string Command()
    {
        IEnumerable<string> columns = request.Columns.Select(c => session.Dialect.Beginning(
            "t." + session.Dialect.Quote(c.Column.Name) + (GoesAsText(c) ? "::pg_catalog.text" : ""), c.Wire.Kind, request.CellLimit));
        return "COPY (" + session.Dialect.Select(string.Join(", ", columns), request) + ") TO STDOUT (FORMAT BINARY)";
    }

    private bool GoesAsText(ReadColumn column)
    {
        PostgresType type = PostgresTypeMap.Resolve(column.Column.Type);
        return (request.CellLimit is not null && column.Wire.Kind is (WireKind.Text or WireKind.Json)) || column.Wire.Kind is not WireKind.Native && (type.ReadsAsText || column.Wire.Kind != type.Wire);
    }

    private FieldDecoder Decoder(ReadColumn column, bool trusted)
    {
        if (column.Wire.Kind is WireKind.Native)
        {
            return FieldDecoder.Native();
        }

        if (!GoesAsText(column))
        {
            return FieldDecoder.Create(column.Column.Type, trusted);
        }

        return column.Wire.Kind is WireKind.Text or WireKind.Literal || request.CellLimit is not null
            ? FieldDecoder.Text(trusted)
            : throw new NotSupportedException(
                $"Column {column.Column.Name} of type {column.Column.Type.Declared} can't be read as {column.Wire.Kind}.");
    }
}
