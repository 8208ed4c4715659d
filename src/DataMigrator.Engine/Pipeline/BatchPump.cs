using System.Threading.Channels;
using DataMigrator.Providers;
using DataMigrator.Values;

namespace DataMigrator.Pipeline;

/// <summary>A reader at work on its own task, and its batches in order: one being read, one waiting, one being written, each
/// a sixth of the memory cap; the rest is for converted columns and the slack of buffers. Batches are reused, and the second
/// and third begin with the first one's capacity: growing leaves twice a batch's size behind as garbage, which with
/// three batches took a process that moves a million rows of 180 bytes from 130 to 160 MB.</summary>
internal sealed class BatchPump : IAsyncDisposable
{
    private const int Batches = 3;
    private const int ShareOfMemory = 6;

    private readonly Channel<RowBatch> _free = Channel.CreateBounded<RowBatch>(Batches);
    private readonly Channel<RowBatch> _full = Channel.CreateBounded<RowBatch>(Batches);
    private readonly CancellationTokenSource _cancel;
    private readonly IRowReader _reader;
    private readonly IReadOnlyList<WireType> _wires;
    private readonly Task _reading;

    public BatchPump(IRowReader reader, IReadOnlyList<WireType> wires, int batchSize, long memoryLimitBytes,
        CancellationToken cancellationToken)
    {
        _reader = reader;
        _wires = wires;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long batchBytes = memoryLimitBytes / ShareOfMemory;
        _reading = Task.Run(() => ReadAsync(batchSize, batchBytes), CancellationToken.None);
    }

    /// <summary>The batches in order; each is free again when the next is asked for. An error of the reader comes out
    /// here.</summary>
    public async IAsyncEnumerable<RowBatch> BatchesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RowBatch batch in _full.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
            _free.Writer.TryWrite(batch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cancel.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _reader.DisposeAsync().ConfigureAwait(false);
        _cancel.Dispose();
    }

    private async Task ReadAsync(int batchSize, long batchBytes)
    {
        try
        {
            bool more = true;
            RowBatch? last = null;
            for (int made = 0; more;)
            {
                if (made < Batches && !_free.Reader.TryPeek(out _))
                {
                    _free.Writer.TryWrite(last is null ? new RowBatch(_wires) : last.NewOfEqualCapacity());
                    made++;
                }

                RowBatch batch = await _free.Reader.ReadAsync(_cancel.Token).ConfigureAwait(false);
                last = batch;
                batch.Clear();
                foreach (ColumnVector column in batch.Columns)
                {
                    column.Trim((int)Math.Min(int.MaxValue, batchBytes * 2));
                }

                more = await _reader.ReadAsync(batch, batchSize, batchBytes, _cancel.Token).ConfigureAwait(false);
                if (batch.RowCount > 0)
                {
                    await _full.Writer.WriteAsync(batch, _cancel.Token).ConfigureAwait(false);
                }
            }

            _full.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _full.Writer.TryComplete(e);
        }
    }
}
