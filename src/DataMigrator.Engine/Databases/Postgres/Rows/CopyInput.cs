using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>Reads the stream of a binary COPY field by field. A field is decoded where it lies in the buffer; a large one
/// whose bytes are the cell goes from the socket into the batch, so that its size does not count twice.</summary>
internal sealed class CopyInput(Stream stream, FieldDecoder[] decoders) : IDisposable
{
    private const int HeaderBytes = 19;
    private const int BufferBytes = 128 * 1024;
    private const int BetweenRows = -1;
    private const int EndOfData = -1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private int _column = BetweenRows;
    private int _needed;
    private bool _opened;
    private bool _finished;
    private Task<int>? _ahead;
    private readonly CancellationTokenSource _abandon = new();

    private enum Step
    {
        NeedBytes,
        BatchFull,
        TableEnd,
    }

    /// <summary>As <see cref="IRowReader.ReadAsync"/>.</summary>
    public async Task<bool> ReadAsync(RowBatch batch, int maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        if (!_opened)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            switch (DecodeBuffered(batch, maxRows, maxBytes))
            {
                case Step.BatchFull:
                    return true;
                case Step.TableEnd:
                    await ExpectEndAsync(cancellationToken).ConfigureAwait(false);
                    return false;
            }

            if (_needed <= _buffer.Length)
            {
                await FillAsync(_needed, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await ReadLargeAsync(batch.Columns[_column], decoders[_column].RawPrefix, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private Step DecodeBuffered(RowBatch batch, int maxRows, long maxBytes)
    {
        ColumnVector[] columns = batch.Columns;
        while (true)
        {
            if (_column == BetweenRows)
            {
                if (batch.RowCount >= maxRows || (batch.RowCount > 0 && batch.ByteCount >= maxBytes))
                {
                    return Step.BatchFull;
                }

                if (!Has(2))
                {
                    return Step.NeedBytes;
                }

                int fields = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_start));
                _start += 2;
                if (fields == EndOfData)
                {
                    return Step.TableEnd;
                }

                if (fields != decoders.Length)
                {
                    throw new InvalidDataException($"A row of the binary COPY has {fields} fields instead of {decoders.Length}.");
                }

                _column = 0;
            }

            for (; _column < decoders.Length; _column++)
            {
                if (!Has(4))
                {
                    return Step.NeedBytes;
                }

                int length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
                if (length < 0)
                {
                    columns[_column].AppendNull();
                    _start += 4;
                    continue;
                }

                if (!Has(4 + length))
                {
                    return Step.NeedBytes;
                }

                decoders[_column].Decode(_buffer.AsSpan(_start + 4, length), columns[_column]);
                _start += 4 + length;
            }

            _column = BetweenRows;
            batch.RowCount++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Has(int count)
    {
        _needed = count;
        return _end - _start >= count;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await FillAsync(HeaderBytes, cancellationToken).ConfigureAwait(false);
        int extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + HeaderBytes - 4));
        await FillAsync(HeaderBytes + extension, cancellationToken).ConfigureAwait(false);
        _start += HeaderBytes + extension;
        _opened = true;
    }

    /// <summary>Ends a read that is under way, after which the connection can be asked to stop. While the server sends, the
    /// read ends by itself, and the connection stays whole; it is broken off where nothing comes.</summary>
    public async Task AbandonAsync()
    {
        if (_ahead is { } read)
        {
            _ahead = null;
            _abandon.CancelAfter(Patience);
            try
            {
                await read.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // As asked for.
            }
        }
    }

    public void Dispose() => _abandon.Dispose();

    // A wait that is cancelled leaves the read under way.
    private async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        if (_ahead is { } read)
        {
            int count = await read.WaitAsync(cancellationToken).ConfigureAwait(false);
            _ahead = null;
            Take(count);
        }
    }

    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        if (_buffer.Length - _start < count || _start == _end)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        // The driver hands out a row at a time. What it has at hand already is taken at once, to the end of the buffer, and
        // the first read that has to wait for the network goes on while these rows are decoded.
        while (_end < _buffer.Length && !_finished)
        {
            ValueTask<int> read = stream.ReadAsync(_buffer.AsMemory(_end), _abandon.Token);
            if (read.IsCompletedSuccessfully)
            {
                Take(read.Result);
                continue;
            }

            _ahead = read.AsTask();
            if (_end - _start >= count)
            {
                return;
            }

            await SettleAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_end - _start < count)
        {
            throw new EndOfStreamException("The table's data ended before its last row.");
        }
    }

    private void Take(int read)
    {
        _end += read;
        _finished = read == 0;
    }

    // A field that is longer than the buffer; the buffer begins with its length.
    private async Task ReadLargeAsync(ColumnVector column, int prefix, CancellationToken cancellationToken)
    {
        if (prefix < 0)
        {
            await SettleAsync(cancellationToken).ConfigureAwait(false);
            Array.Resize(ref _buffer, _needed);
            return;
        }

        await FillAsync(4 + prefix, cancellationToken).ConfigureAwait(false);
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        int length = _needed - 4 - prefix;
        _start += 4 + prefix;
        column.Reserve(length);
        column.Commit(length);
        Memory<byte> cell = MemoryMarshal.AsMemory(column.GetMemory(column.Count - 1));
        int buffered = Math.Min(_end - _start, length);
        _buffer.AsMemory(_start, buffered).CopyTo(cell);
        _start += buffered;
        await stream.ReadExactlyAsync(cell[buffered..], cancellationToken).ConfigureAwait(false);
        _column++;
    }

    // The driver takes in the end of the command only when it is asked for more.
    private async Task ExpectEndAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        if (_start != _end || (!_finished && await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false) != 0))
        {
            throw new InvalidDataException("The binary COPY goes on after its end mark.");
        }
    }
}
