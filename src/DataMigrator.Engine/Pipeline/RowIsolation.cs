using DataMigrator.Providers;

namespace DataMigrator.Pipeline;

/// <summary>Writes a batch and, where the target refuses it, halves it under savepoints until only the bad rows are out: k
/// bad rows in n cost O(k log n) statements, and no good row is lost with a bad one.</summary>
/// <param name="session">The target.</param>
/// <param name="writer">Writes to it.</param>
/// <param name="alone">A batch begins its transaction: what it did is undone with the whole of it, and a savepoint's two
/// statements are spared.</param>
internal sealed class RowIsolation(DatabaseSession session, IRowWriter writer, bool alone)
{
    /// <summary>After so many batches refused by the bulk path for no fault of a row, it is not tried again.</summary>
    private const int BulkRefusalsTolerated = 3;

    private int _bulkRefusals;

    /// <summary>Writes the rows of the batch that are not rejected; rows that the target refuses are rejected in the batch.
    /// Returns the rows written.</summary>
    public Task<int> WriteAsync(RowBatch batch, CancellationToken cancellationToken) => WriteRangeAsync(batch, 0, batch.RowCount,
        _bulkRefusals < BulkRefusalsTolerated ? WriteMode.Bulk : WriteMode.Strict, !alone, cancellationToken);

    private async Task<int> WriteRangeAsync(RowBatch batch, int start, int count, WriteMode mode, bool savepoint,
        CancellationToken cancellationToken)
    {
        int writable = batch.CountWritable(start, count);
        if (writable == 0)
        {
            return 0;
        }

        DatabaseFault? fault = null;
        if (savepoint)
        {
            await session.SavepointAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            int written = await writer.WriteAsync(batch, start, count, mode, cancellationToken).ConfigureAwait(false);
            if (savepoint)
            {
                await session.ReleaseSavepointAsync(cancellationToken).ConfigureAwait(false);
            }

            return written;
        }
        catch (RowsRefusedException e)
        {
            fault = mode == WriteMode.Strict ? new DatabaseFault(FaultKind.Row, "refused", null, e.Message) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            fault = session.Provider.Classify(e);
            if (fault.Kind is not (FaultKind.Row or FaultKind.ForeignKey))
            {
                throw;
            }
        }

        await UndoAsync(savepoint, cancellationToken).ConfigureAwait(false);
        if (fault is null)
        {
            int strict = await WriteRangeAsync(batch, start, count, WriteMode.Strict, savepoint, cancellationToken)
                .ConfigureAwait(false);
            _bulkRefusals += strict == writable ? 1 : 0;
            return strict;
        }

        if (writable == 1)
        {
            int row = start;
            while (batch.IsRejected(row))
            {
                row++;
            }

            batch.Reject(row, new RowReject(fault.Column, fault.Code, fault.SqlState, fault.Message,
                fault.Kind == FaultKind.ForeignKey));
            return 0;
        }

        int half = count / 2;
        return await WriteRangeAsync(batch, start, half, mode, savepoint: true, cancellationToken).ConfigureAwait(false)
            + await WriteRangeAsync(batch, start + half, count - half, mode, savepoint: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task UndoAsync(bool savepoint, CancellationToken cancellationToken)
    {
        if (savepoint)
        {
            await session.RollbackToSavepointAsync(cancellationToken).ConfigureAwait(false);
            await session.ReleaseSavepointAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await session.RollbackAsync(cancellationToken).ConfigureAwait(false);
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
