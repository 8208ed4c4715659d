using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Streams a table's rows through one statement, a batch at a time on the thread pool.</summary>
internal sealed class SqliteRowReader : IRowReader
{
    private readonly SqliteStatement _statement;
    private readonly SqliteCellReader[] _readers;
    private readonly nint[] _values;
    private readonly bool _utf8;
    private readonly nint _mutex;
    private bool _rowIsWaiting;
    private bool _ended;

    public SqliteRowReader(DatabaseSession session, ReadRequest request, bool utf8)
    {
        _statement = new SqliteStatement((SqliteConnection)session.Connection, Select(session.Dialect, request));
        _readers = [.. request.Columns.Select(c => SqliteCellReader.Of(c.Wire))];
        _values = new nint[_readers.Length];
        _utf8 = utf8;
        _mutex = SqliteNative.DatabaseMutex(_statement.DatabaseHandle);
    }

    public Task<bool> ReadAsync(RowBatch batch, int maxRows, long maxBytes, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                // A step that sorts a whole table takes long; nothing else ends it.
                using CancellationTokenRegistration stop =
                    cancellationToken.Register(() => SqliteNative.Interrupt(_statement.DatabaseHandle));
                try
                {
                    return Read(batch, maxRows, maxBytes, cancellationToken);
                }
                catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw;
                }
            },
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        _statement.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Read(RowBatch batch, int maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        int rows = 0;
        long bytes = 0;

        // Holding the mutex makes sqlite3_column_value's results usable without a lock for each.
        SqliteNative.EnterMutex(_mutex);
        try
        {
            while (!_ended && rows < maxRows)
            {
                if (!_rowIsWaiting && !_statement.Step())
                {
                    _ended = true;
                    break;
                }

                long size = TakeRow();
                if (rows > 0 && bytes + size > maxBytes)
                {
                    _rowIsWaiting = true;
                    break;
                }

                _rowIsWaiting = false;
                bytes += size;
                AppendRow(batch.Columns);
                rows++;
                if ((rows & 1023) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            SqliteNative.LeaveMutex(_mutex);
            batch.RowCount = rows;
        }

        return !_ended;
    }

    // Fetches the row's values and returns the bytes that they take in a batch.
    private long TakeRow()
    {
        long size = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            nint value = SqliteNative.ColumnValue(_statement.Handle, i);
            _values[i] = value;
            size += SqliteNative.ValueType(value) is SqliteNative.Text or SqliteNative.Blob
                ? 5 + SqliteNative.ValueLength(value)
                : 9;
        }

        return size;
    }

    private void AppendRow(ColumnVector[] vectors)
    {
        for (int i = 0; i < vectors.Length; i++)
        {
            SqliteCell cell = SqliteCell.Of(_values[i], _utf8);
            if (cell.Storage == SqliteNative.Null)
            {
                vectors[i].AppendNull();
            }
            else
            {
                _readers[i].Append(cell, vectors[i]);
            }
        }
    }

    // A table whose columns are all left out still has rows to count.
    private static string Select(Dialect dialect, ReadRequest request) => dialect.Select(
        request.Columns.Count == 0 ? "NULL" : string.Join(", ", request.Columns.Select(c =>
            dialect.Beginning("t." + dialect.Quote(c.Column.Name), c.Wire.Kind, request.CellLimit))), request);
}
