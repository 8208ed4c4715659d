using System.Buffers;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>A range of a batch as the file of a LOAD DATA LOCAL INFILE, rendered as it is read: nothing is allocated for a
/// row, and a large cell passes in pieces.</summary>
internal sealed class MySqlLoadStream : Stream
{
    private const int BufferSize = 131_072;

    /// <summary>Room that any small cell with its separator needs.</summary>
    private const int Slack = 256;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\\\t\n\0"u8);

    private readonly MySqlWriteColumn[] _columns;
    private readonly byte[] _buffer = new byte[BufferSize];
    private RowBatch? _batch;
    private int _row;
    private int _endRow;
    private int _column;
    private int _offset;
    private int _start;
    private int _end;

    public MySqlLoadStream(MySqlWriteColumn[] columns) => _columns = columns;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Begins anew with the rows of a range that are not rejected.</summary>
    public void Reset(RowBatch batch, int start, int count)
    {
        _batch = batch;
        _row = start;
        _endRow = start + count;
        _column = 0;
        _offset = 0;
        _start = 0;
        _end = 0;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
            Fill();
        }

        int length = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(buffer.AsSpan(offset, count)));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Fill()
    {
        while (_row < _endRow && _end < BufferSize - Slack)
        {
            if (_column == 0 && _offset == 0 && _batch!.IsRejected(_row))
            {
                _row++;
                continue;
            }

            if (!WriteCell(_batch!.Columns[_column], _columns[_column]))
            {
                return;
            }

            _column++;
            _offset = 0;
            bool isLast = _column == _columns.Length;
            _buffer[_end++] = isLast ? (byte)'\n' : (byte)'\t';
            if (isLast)
            {
                _column = 0;
                _row++;
            }
        }
    }

    /// <summary>False where the buffer is full and the cell goes on with the next one.</summary>
    private bool WriteCell(ColumnVector vector, MySqlWriteColumn column)
    {
        if (vector.IsNull(_row))
        {
            _buffer[_end++] = (byte)'\\';
            _buffer[_end++] = (byte)'N';
            return true;
        }

        if (column.IsBits)
        {
            Span<byte> bits = stackalloc byte[8];
            Escape(bits[..MySqlWriteColumn.BitBytes(vector, _row, bits)]);
            return true;
        }

        if (!vector.IsFixed && column.Kind != WireKind.Uuid)
        {
            ReadOnlySpan<byte> rest = vector.GetBytes(_row)[_offset..];
            _offset += Escape(rest);
            return _offset == vector.GetBytes(_row).Length;
        }

        if (column.IsYear && vector.GetFixed(_row) == 0)
        {
            "0000"u8.CopyTo(_buffer.AsSpan(_end));
            _end += 4;
            return true;
        }

        _end += MySqlCellText.Format(vector, _row, _buffer.AsSpan(_end));
        return true;
    }

    /// <summary>Writes as much as fits, keeping room for a separator, and returns the bytes taken.</summary>
    private int Escape(ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (taken < bytes.Length)
        {
            int room = BufferSize - 2 - _end;
            if (room < 2)
            {
                break;
            }

            ReadOnlySpan<byte> rest = bytes.Slice(taken, Math.Min(bytes.Length - taken, room));
            int plain = rest.IndexOfAny(Escaped);
            if (plain < 0)
            {
                plain = rest.Length;
            }

            rest[..plain].CopyTo(_buffer.AsSpan(_end));
            _end += plain;
            taken += plain;
            if (plain < rest.Length && BufferSize - 2 - _end >= 2)
            {
                _buffer[_end++] = (byte)'\\';
                _buffer[_end++] = rest[plain] switch
                {
                    (byte)'\t' => (byte)'t',
                    (byte)'\n' => (byte)'n',
                    0 => (byte)'0',
                    _ => (byte)'\\',
                };
                taken++;
            }
        }

        return taken;
    }
}
