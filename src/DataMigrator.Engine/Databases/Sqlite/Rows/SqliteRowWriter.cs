using System.Buffers;
using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Writes rows through one prepared INSERT; bulk and strict are one path, for SQLite says of every row what is
/// wrong with it.</summary>
internal sealed class SqliteRowWriter : IRowWriter
{
    private const int DeferredForeignKeys = 10;

    private readonly SqliteStatement _insert;
    private readonly SqliteCellWriter[] _writers;
    private readonly WriteColumn[] _columns;
    private readonly int _rowId;
    private readonly string _table;

    public SqliteRowWriter(DatabaseSession session, WriteRequest request)
    {
        _columns = [.. request.Columns];
        _table = request.Table.Name.Name;
        _writers =
        [
            .. request.Columns.Select(c => SqliteCellWriter.Of(c.Column, c.Wire,
                message => session.Warn?.Invoke($"{request.Table.Name}: {message}"))),
        ];
        _rowId = Array.FindIndex(_columns, c => c.Column.Identity == IdentityKind.AutoIncrement);
        _insert = new SqliteStatement((SqliteConnection)session.Connection, Insert(session.Dialect, request));
    }

    public Task<int> WriteAsync(RowBatch batch, int start, int count, WriteMode mode,
        CancellationToken cancellationToken) =>
        Task.Run(() => Write(batch, start, count, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Write(RowBatch batch, int start, int count, CancellationToken cancellationToken)
    {
        var pins = new MemoryHandle[batch.Columns.Length];
        int written = 0;
        try
        {
            for (int i = 0; i < pins.Length; i++)
            {
                pins[i] = SqliteNative.Pin(batch.Columns[i]);
            }

            for (int row = start; row < start + count; row++)
            {
                if (batch.IsRejected(row))
                {
                    continue;
                }

                WriteRow(batch.Columns, row);
                written++;
                if ((written & 1023) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            // The bindings point into what is about to be let go.
            _ = SqliteNative.Reset(_insert.Handle);
            _ = SqliteNative.ClearBindings(_insert.Handle);
            foreach (MemoryHandle pin in pins)
            {
                pin.Dispose();
            }
        }

        CheckDeferredForeignKeys();
        return written;
    }

    private void WriteRow(ColumnVector[] vectors, int row)
    {
        nint statement = _insert.Handle;
        for (int i = 0; i < vectors.Length; i++)
        {
            ColumnVector vector = vectors[i];
            int result;
            if (vector.HasValue(row))
            {
                result = _writers[i].Bind(statement, i + 1, vector, row);
            }
            else if (vector.IsIrregular(row))
            {
                IrregularCell cell = vector.GetIrregular(row);
                throw new SqliteRefusal(cell.Code, _columns[i].Column.Name, cell.Reason);
            }
            else if (i == _rowId)
            {
                throw new SqliteRefusal("not_null", _columns[i].Column.Name,
                    "SQLite gives a row without a value for its INTEGER PRIMARY KEY a number of its own.");
            }
            else
            {
                result = SqliteNative.BindNull(statement, i + 1);
            }

            _insert.Check(result);
        }

        int step = SqliteNative.Step(statement);
        if (step != SqliteNative.Done)
        {
            throw Refused(_insert.Error(step));
        }

        if (SqliteNative.Changes(_insert.DatabaseHandle) != 1)
        {
            throw new SqliteRefusal("trigger_ignore", null, "A trigger of the table leaves the row out (RAISE(IGNORE)).");
        }

        _ = SqliteNative.Reset(statement);
    }

    // RAISE(ROLLBACK) takes the rows before this one with it, those of earlier halves of the batch too: that is no row to set
    // aside, and there is nothing left to roll back.
    private Exception Refused(SqliteException error) =>
        error.SqliteExtendedErrorCode != raw.SQLITE_CONSTRAINT_TRIGGER || _insert.InTransaction
            ? error
            : new MigrationException(ErrorCodes.MigrationFailed,
                $"Writing {_table}: a trigger in the target ends the whole transaction with RAISE(ROLLBACK) ({error.Message}), so a row "
                + "that it refuses can't be set aside alone. Let it RAISE(ABORT), drop it while the rows are copied, or repair the row "
                + "in the source. Then resume the job.", error);

    // A foreign key that is INITIALLY DEFERRED would fail at the commit, with the whole batch. Parents are there before
    // their children (and where tables refer to each other, checking is off), so what is open now stays open.
    private void CheckDeferredForeignKeys()
    {
        _insert.Check(SqliteNative.DatabaseStatus(_insert.DatabaseHandle, DeferredForeignKeys, out int open, out _, 0));
        if (open != 0)
        {
            throw new SqliteException("FOREIGN KEY constraint failed (deferred)", raw.SQLITE_CONSTRAINT,
                raw.SQLITE_CONSTRAINT_FOREIGNKEY);
        }
    }

    // OR ABORT: a table's own ON CONFLICT IGNORE or REPLACE would drop or overwrite rows in silence.
    private static string Insert(Dialect dialect, WriteRequest request)
    {
        string table = "main." + dialect.Quote(request.Table.Name.Name);
        if (request.Columns.Count == 0)
        {
            return $"INSERT OR ABORT INTO {table} DEFAULT VALUES";
        }

        string columns = dialect.QuoteAll(request.Columns.Select(c => c.Column.Name));
        return $"INSERT OR ABORT INTO {table} ({columns}) VALUES ({string.Join(", ", request.Columns.Select(_ => "?"))})";
    }
}
