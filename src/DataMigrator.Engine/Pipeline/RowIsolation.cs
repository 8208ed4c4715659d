using DataMigrator.Databases;
using DataMigrator.Values;

namespace DataMigrator.Pipeline;

/// <summary>Writes a batch and, where the target refuses it, finds the bad rows under a savepoint: parts are halved down to a
/// bad row, and grow again behind it. So k bad rows in n cost O(k log n) statements, a batch of bad rows alone costs two
/// statements a row, and no good row is lost with a bad one.</summary>
/// <param name="session">The target.</param>
/// <param name="writer">Writes to it.</param>
/// <param name="alone">A batch begins its transaction: what it did is undone with the whole of it, and a savepoint's two
/// statements are spared.</param>
internal sealed class RowIsolation(DatabaseSession session, IRowWriter writer, bool alone)
{
    /// <summary>After so many batches refused by the bulk path for no fault of a row, it is not tried again.</summary>
    private const int BulkRefusalsTolerated = 3;

    /// <summary>How fast parts grow behind a bad row: 50,000 rows are reached in eight.</summary>
    private const int Growth = 4;

    private int _bulkRefusals;

    /// <summary>Writes the rows of the batch that are not rejected; rows that the target refuses are rejected in the batch.
    /// Returns the rows written.</summary>
    public async Task<int> WriteAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        if (batch.CountWritable(0, batch.RowCount) == 0)
        {
            return 0;
        }

        if (!alone)
        {
            await session.SavepointAsync(cancellationToken).ConfigureAwait(false);
        }

        WriteMode mode = _bulkRefusals < BulkRefusalsTolerated ? WriteMode.Bulk : WriteMode.Strict;
        Attempt whole = await TryAsync(batch, 0, batch.RowCount, mode, cancellationToken).ConfigureAwait(false);
        if (whole.IsRefusedByBulk)
        {
            await UndoAsync(cancellationToken).ConfigureAwait(false);
            mode = WriteMode.Strict;
            whole = await TryAsync(batch, 0, batch.RowCount, mode, cancellationToken).ConfigureAwait(false);
            _bulkRefusals += whole.Fault is null ? 1 : 0;
        }

        if (whole.Fault is null)
        {
            if (!alone)
            {
                await session.ReleaseSavepointAsync(cancellationToken).ConfigureAwait(false);
            }

            return whole.Written;
        }

        await UndoAsync(cancellationToken).ConfigureAwait(false);
        if (alone)
        {
            await session.SavepointAsync(cancellationToken).ConfigureAwait(false);
        }

        int written = await IsolateAsync(batch, mode, whole.Fault, cancellationToken).ConfigureAwait(false);
        await session.ReleaseSavepointAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <summary>Writes a batch that was refused as a whole, part by part, after a savepoint; one is there at the end too.</summary>
    private async Task<int> IsolateAsync(RowBatch batch, WriteMode mode, DatabaseFault fault, CancellationToken cancellationToken)
    {
        int at = 0, size = batch.RowCount, written = 0;
        // The end of the smallest part that is known to hold a bad row.
        int badEnd = batch.RowCount;
        Attempt attempt = new(0, fault, false);
        while (true)
        {
            int writable = batch.CountWritable(at, size);
            if (attempt.Fault is null)
            {
                written += attempt.Written;
                at += size;
                size = at < badEnd ? Math.Max(1, (badEnd - at) / 2) : size * Growth;
            }
            else if (writable == 1)
            {
                Reject(batch, at, attempt.Fault);
                at += size;
                (badEnd, size) = (at, 1);
            }
            else
            {
                badEnd = at + size;
                size = Math.Max(1, size / 2);
            }

            size = Math.Min(size, batch.RowCount - at);
            if (size == 0)
            {
                return written;
            }

            attempt = await TryPartAsync(batch, at, size, mode, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Attempt> TryPartAsync(RowBatch batch, int start, int count, WriteMode mode, CancellationToken cancellationToken)
    {
        if (batch.CountWritable(start, count) == 0)
        {
            return new Attempt(0, null, false);
        }

        Attempt attempt = await TryAsync(batch, start, count, mode, cancellationToken).ConfigureAwait(false);
        if (attempt.IsRefusedByBulk)
        {
            await session.RollbackToSavepointAsync(cancellationToken).ConfigureAwait(false);
            attempt = await TryAsync(batch, start, count, WriteMode.Strict, cancellationToken).ConfigureAwait(false);
        }

        if (attempt.Fault is null)
        {
            await session.ReleaseSavepointAsync(cancellationToken).ConfigureAwait(false);
            await session.SavepointAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // The savepoint stays.
            await session.RollbackToSavepointAsync(cancellationToken).ConfigureAwait(false);
        }

        return attempt;
    }

    private async Task<Attempt> TryAsync(RowBatch batch, int start, int count, WriteMode mode, CancellationToken cancellationToken)
    {
        try
        {
            return new Attempt(await writer.WriteAsync(batch, start, count, mode, cancellationToken).ConfigureAwait(false), null, false);
        }
        catch (RowsRefusedException e)
        {
            return new Attempt(0, new DatabaseFault(FaultKind.Row, "refused", null, e.Message), mode == WriteMode.Bulk);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DatabaseFault fault = session.Database.Classify(e);
            if (fault.Kind is not (FaultKind.Row or FaultKind.ForeignKey))
            {
                throw;
            }

            return new Attempt(0, fault, false);
        }
    }

    private static void Reject(RowBatch batch, int row, DatabaseFault fault)
    {
        while (batch.IsRejected(row))
        {
            row++;
        }

        batch.Reject(row, new RowReject(fault.Column, fault.Code, fault.SqlState, fault.Message, fault.Kind == FaultKind.ForeignKey));
    }

    private async Task UndoAsync(CancellationToken cancellationToken)
    {
        if (alone)
        {
            await session.RollbackAsync(cancellationToken).ConfigureAwait(false);
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await session.RollbackToSavepointAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What came of writing a part.</summary>
    /// <param name="Written">Rows written.</param>
    /// <param name="Fault">Why it was refused; null where it was not.</param>
    /// <param name="IsRefusedByBulk">The bulk path refused it and can't say whether a row is at fault.</param>
    private readonly record struct Attempt(int Written, DatabaseFault? Fault, bool IsRefusedByBulk);
}
