using System.Threading.Channels;
using DataMigrator.Databases;
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
    private readonly Func<CancellationToken, Task>? _atEnd;
    private readonly Task _reading;
    private bool _readerIsOpen = true;

    /// <param name="reader">The reader, disposed with the pump.</param>
    /// <param name="wires">The wires of its columns.</param>
    /// <param name="batchSize">The most rows of a batch.</param>
    /// <param name="memoryLimitBytes">The most bytes of all batches.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="skip">Rows at the beginning to read and pass over.</param>
    /// <param name="atEnd">Runs when all has been read and the reader is closed, while batches are still being written.</param>
    public BatchPump(IRowReader reader, IReadOnlyList<WireType> wires, int batchSize, long memoryLimitBytes,
        CancellationToken cancellationToken, long skip = 0, Func<CancellationToken, Task>? atEnd = null)
    {
        _reader = reader;
        _atEnd = atEnd;
        _wires = wires;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A column of a batch is one buffer, which can't be over 2 GiB.
        long batchBytes = Math.Min(memoryLimitBytes / ShareOfMemory, 1L << 30);
        _reading = Task.Run(() => ReadAsync(batchSize, batchBytes, skip), CancellationToken.None);
    }

    /// <summary>Rows read so far, those passed over among them; final once the batches have ended.</summary>
    public long RowsRead { get; private set; }

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
        await CloseReaderAsync().ConfigureAwait(false);
        _cancel.Dispose();
    }

    private ValueTask CloseReaderAsync()
    {
        bool close = _readerIsOpen;
        _readerIsOpen = false;
        return close ? _reader.DisposeAsync() : ValueTask.CompletedTask;
    }

    private async Task ReadAsync(int batchSize, long batchBytes, long skip)
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

                more = await _reader.ReadAsync(batch, (int)(skip > 0 ? Math.Min(skip, batchSize) : batchSize), batchBytes, _cancel.Token)
                    .ConfigureAwait(false);
                RowsRead += batch.RowCount;
                if (skip > 0)
                {
                    skip -= batch.RowCount;
                    _free.Writer.TryWrite(batch);
                }
                else if (batch.RowCount > 0)
                {
                    await _full.Writer.WriteAsync(batch, _cancel.Token).ConfigureAwait(false);
                }
            }

            if (_atEnd is not null)
            {
                await CloseReaderAsync().ConfigureAwait(false);
                await _atEnd(_cancel.Token).ConfigureAwait(false);
            }

            _full.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _full.Writer.TryComplete(e);
        }
    }
}
