using System.Data.Common;
using System.Globalization;
using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Connection;
using DataMigrator.Values;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Writes by LOAD DATA LOCAL INFILE from a stream, and by INSERT of many rows where every value is to be checked or
/// the server does not allow LOAD DATA.</summary>
internal sealed class MySqlRowWriter : IRowWriter
{
    /// <summary>INSERT statements are closed at this many bytes: larger ones are no faster, and cost memory.</summary>
    private const int StatementBytes = 262_144;

    private readonly DatabaseSession _session;
    private readonly WriteRequest _request;
    private readonly MySqlWriteColumn[] _columns;
    private readonly MySqlWriteGuards _guards;
    private readonly string _table;
    private readonly string _insertHead;
    private readonly bool _mayLoad;
    private MySqlLoad? _load;
    private MySqlInsertText? _insert;

    public MySqlRowWriter(DatabaseSession session, WriteRequest request)
    {
        _session = session;
        _request = request;
        Dialect dialect = session.Dialect;
        _columns = [.. request.Columns.Select((c, i) => new MySqlWriteColumn(c, i, dialect))];
        _guards = new MySqlWriteGuards(_columns, session.Kind);
        _table = dialect.Quote(request.Table.Name);
        HashSet<string> written = [.. request.Columns.Select(c => c.Column.Name)];
        _mayLoad = _columns.Length > 0 && !request.Table.Columns.Any(c => !written.Contains(c.Name) && IsRequired(c));
        _insertHead = $"INSERT INTO {_table} ({string.Join(", ", _columns.Select(c => c.Quoted))}) VALUES ";
    }

    public async Task<int> WriteAsync(RowBatch batch, int start, int count, WriteMode mode,
        CancellationToken cancellationToken)
    {
        int rows = batch.CountWritable(start, count);
        if (rows == 0)
        {
            return 0;
        }

        MySqlSessionFacts facts = await MySqlSessionFacts.OfAsync(_session, cancellationToken).ConfigureAwait(false);
        WarnOfEngine(facts);
        _guards.Check(batch, start, count);
        if (mode == WriteMode.Bulk && _mayLoad)
        {
            if (facts.LocalInfile)
            {
                CheckRowSizes(batch, start, count, facts.MaxAllowedPacket);
                if (await TryLoadAsync(batch, start, count, rows, facts, cancellationToken).ConfigureAwait(false))
                {
                    return rows;
                }
            }

            facts.WarnOnce(_session, "LOAD DATA LOCAL INFILE is switched off on the server (local_infile): rows are "
                + "written by INSERT, which is slower.");
        }

        await InsertAsync(batch, start, count, facts, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    public ValueTask DisposeAsync()
    {
        _load?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>False where the server does not allow LOAD DATA LOCAL. It works as IGNORE: what is wrong with a value makes
    /// a warning, so a load counts only if every row was inserted and there was none.</summary>
    private async Task<bool> TryLoadAsync(RowBatch batch, int start, int count, int rows, MySqlSessionFacts facts,
        CancellationToken cancellationToken)
    {
        _load ??= new MySqlLoad((MySqlConnection)_session.Connection, _table, _columns);
        int inserted;
        try
        {
            inserted = await _load.RunAsync(batch, start, count, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException e) when (e.Number is 1148 or 3948 or 4166)
        {
            facts.LocalInfile = false;
            return false;
        }

        List<DatabaseFault> warnings = await ReadWarningsAsync(cancellationToken).ConfigureAwait(false);
        if (inserted != rows || warnings.Count != 0)
        {
            throw new RowsRefusedException(
                $"LOAD DATA inserted {inserted} of {rows} rows; its first warning: {warnings.FirstOrDefault()?.Message ?? "none"}");
        }

        return true;
    }

    private async Task InsertAsync(RowBatch batch, int start, int count, MySqlSessionFacts facts,
        CancellationToken cancellationToken)
    {
        MySqlInsertText insert = _insert ??= new MySqlInsertText(_insertHead, _columns);
        insert.Begin();
        for (int row = start; row < start + count; row++)
        {
            if (batch.IsRejected(row))
            {
                continue;
            }

            long bytes = insert.Measure(batch.Columns, row);
            if (insert.Rows > 0 && insert.Bytes + bytes > Math.Min(StatementBytes, facts.MaxAllowedPacket))
            {
                await ExecuteAsync(insert, cancellationToken).ConfigureAwait(false);
                insert.Begin();
            }

            if (insert.Bytes + bytes >= facts.MaxAllowedPacket)
            {
                throw TooLarge(insert.Bytes + bytes, facts.MaxAllowedPacket);
            }

            insert.Add(batch.Columns, row, bytes);
        }

        await ExecuteAsync(insert, cancellationToken).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(MySqlInsertText insert, CancellationToken cancellationToken)
    {
        int inserted;
        DbCommand command = insert.ToCommand(_session);
        await using (command.ConfigureAwait(false))
        {
            inserted = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        // Strict mode makes errors of most losses, but a note of digits cut from a decimal.
        List<DatabaseFault> warnings = await ReadWarningsAsync(cancellationToken).ConfigureAwait(false);
        if (warnings.Find(w => MySqlFaults.IsLoss(int.Parse(w.Code, CultureInfo.InvariantCulture))) is { } loss)
        {
            throw new MySqlFaultException(loss);
        }

        if (inserted != insert.Rows)
        {
            throw new RowsRefusedException($"INSERT wrote {inserted} of {insert.Rows} rows.");
        }
    }

    /// <summary>Counts first, because the list may be empty (max_error_count = 0), and not by <c>@@warning_count</c>:
    /// asking MySQL for that empties the list.</summary>
    private async Task<List<DatabaseFault>> ReadWarningsAsync(CancellationToken cancellationToken)
    {
        long? count = await _session.ScalarAsync("SHOW COUNT(*) WARNINGS", cancellationToken).ConfigureAwait(false);
        if (count is null or 0)
        {
            return [];
        }

        List<DatabaseFault> warnings = await _session.QueryAsync("SHOW WARNINGS LIMIT 10",
            r => MySqlFaults.Of(Convert.ToInt32(r.GetValue(1)), null, r.GetString(2)), cancellationToken)
            .ConfigureAwait(false);
        return warnings.Count > 0
            ? warnings
            : [MySqlFaults.Of(1265, null, $"The server gave {count} warnings and keeps no text of them (max_error_count).")];
    }

    /// <summary>The server drops the connection at a row over its limit: it must not be sent.</summary>
    private static void CheckRowSizes(RowBatch batch, int start, int count, long limit)
    {
        if (batch.ByteCount < limit)
        {
            return;
        }

        for (int row = start; row < start + count; row++)
        {
            long bytes = 0;
            foreach (ColumnVector vector in batch.Columns)
            {
                bytes += vector.IsFixed ? 32 : vector.GetBytes(row).Length + 1;
            }

            if (bytes >= limit && !batch.IsRejected(row))
            {
                throw TooLarge(bytes, limit);
            }
        }
    }

    /// <summary>A column that INSERT demands; LOAD DATA gives it an empty value without a word.</summary>
    private static bool IsRequired(CatalogColumn column) => !column.Nullable && column.Default is null
        && !column.IsGenerated && column.Identity == IdentityKind.None;

    private static MySqlFaultException TooLarge(long bytes, long limit) => new(new DatabaseFault(FaultKind.Row, "1153",
        "08S01", $"The row needs {bytes} bytes, over the server's max_allowed_packet of {limit}."));

    private void WarnOfEngine(MySqlSessionFacts facts)
    {
        if (_request.Table.Engine is { } engine && !MySqlEngines.CanRollBack(engine))
        {
            facts.WarnOnce(_session, $"The table {_request.Table.Name} is stored by {engine}, which can't roll back: rows "
                + "written before a failure stay, and may be written twice when the job goes on. ALTER TABLE … "
                + "ENGINE=InnoDB avoids that.");
        }
    }
}
