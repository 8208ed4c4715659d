using System.Threading.Channels;
using DataMigrator.Providers;
using DataMigrator.Values;

namespace DataMigrator.Pipeline;

/// <summary>A reader at work on its own task, and its batches in order: one being read, one waiting, one being written, each
/// a quarter of the memory cap; the last quarter is for converted columns. Batches are reused.</summary>
internal sealed class BatchPump : IAsyncDisposable
{
    private const int Batches = 3;

    private readonly Channel<RowBatch> _free = Channel.CreateBounded<RowBatch>(Batches);
    private readonly Channel<RowBatch> _full = Channel.CreateBounded<RowBatch>(Batches);
    private readonly CancellationTokenSource _cancel;
    private readonly IRowReader _reader;
    private readonly Task _reading;

    public BatchPump(IRowReader reader, IReadOnlyList<WireType> wires, int batchSize, long memoryLimitBytes,
        CancellationToken cancellationToken)
    {
        _reader = reader;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        for (int i = 0; i < Batches; i++)
        {
            _free.Writer.TryWrite(new RowBatch(wires));
        }

        long batchBytes = memoryLimitBytes / (Batches + 1);
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
            while (more)
            {
                RowBatch batch = await _free.Reader.ReadAsync(_cancel.Token).ConfigureAwait(false);
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
