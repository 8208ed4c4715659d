using System.Runtime.CompilerServices;

namespace DataMigrator.Values;

/// <summary>The cells of one column of a batch, unboxed: 64-bit slots for fixed kinds, one byte buffer with end offsets
/// for variable ones. Buffers are kept when the vector is cleared, so a batch in steady state allocates nothing.</summary>
internal sealed class ColumnVector
{
    private const byte Null = 1;
    private const byte Irregular = 2;

    private long[] _slots = [];
    private int[] _ends = [];
    private byte[] _bytes = [];
    private byte[] _states;
    private Dictionary<int, IrregularCell>? _irregular;
    private int _used;

    public ColumnVector(WireType type)
        : this(type, rows: 256, bytes: 4096)
    {
    }

    private ColumnVector(WireType type, int rows, int bytes)
    {
        Type = type;
        IsFixed = type.IsFixed;
        _states = new byte[rows];
        if (IsFixed)
        {
            _slots = new long[rows];
        }
        else
        {
            _ends = new int[rows];
            _bytes = new byte[bytes];
        }
    }

    public WireType Type { get; }

    public bool IsFixed { get; }

    public int Count { get; private set; }

    /// <summary>Bytes of data held (not capacity): 8 a fixed cell, the length of a variable one, 1 for its state.</summary>
    public long ByteCount => Count + (IsFixed ? 8L * Count : 4L * Count + _used);

    public bool HasIrregular => _irregular is { Count: > 0 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => _states[row] == Null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsIrregular(int row) => _states[row] == Irregular;

    /// <summary>Neither NULL nor irregular.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasValue(int row) => _states[row] == 0;

    public IrregularCell GetIrregular(int row) => _irregular![row];

    /// <summary>A fixed cell; meaningless when <see cref="HasValue"/> is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetFixed(int row) => _slots[row];

    /// <summary>Puts another value into a fixed cell that has one.</summary>
    public void SetFixed(int row, long value) => _slots[row] = value;

    /// <summary>A variable cell; empty when <see cref="HasValue"/> is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> GetBytes(int row)
    {
        int start = row == 0 ? 0 : _ends[row - 1];
        return new ReadOnlySpan<byte>(_bytes, start, _ends[row] - start);
    }

    /// <summary>As <see cref="GetBytes"/>, for asynchronous use.</summary>
    public ReadOnlyMemory<byte> GetMemory(int row)
    {
        int start = row == 0 ? 0 : _ends[row - 1];
        return new ReadOnlyMemory<byte>(_bytes, start, _ends[row] - start);
    }

    /// <summary>An empty vector whose buffers are as large as this one's.</summary>
    public ColumnVector NewOfEqualCapacity() => new(Type, _states.Length, _bytes.Length);

    public void Clear()
    {
        Count = 0;
        _used = 0;
        _irregular?.Clear();
    }

    /// <summary>Lets go of buffers over this many bytes, so that one huge value does not stay in memory.</summary>
    public void Trim(int keepBytes)
    {
        if (_bytes.Length > keepBytes && Count == 0)
        {
            _bytes = new byte[4096];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendFixed(long value)
    {
        int row = Count;
        if (row == _states.Length)
        {
            GrowRows();
        }

        _states[row] = 0;
        _slots[row] = value;
        Count = row + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendBytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Commit(value.Length);
    }

    public void AppendNull() => AppendState(Null);

    public void AppendIrregular(IrregularCell cell)
    {
        (_irregular ??= [])[Count] = cell;
        AppendState(Irregular);
    }

    /// <summary>Room for a variable cell of up to <paramref name="length"/> bytes; write into it, then call
    /// <see cref="Commit"/> with the bytes used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _used < length)
        {
            GrowBytes(length);
        }

        return _bytes.AsSpan(_used, length);
    }

    /// <summary>Ends the cell that <see cref="Reserve"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Commit(int length)
    {
        int row = Count;
        if (row == _states.Length)
        {
            GrowRows();
        }

        _states[row] = 0;
        _used += length;
        _ends[row] = _used;
        Count = row + 1;
    }

    /// <summary>Appends a cell of another vector of the same kind.</summary>
    public void AppendFrom(ColumnVector other, int row)
    {
        if (other.IsNull(row))
        {
            AppendNull();
        }
        else if (other.IsIrregular(row))
        {
            AppendIrregular(other.GetIrregular(row));
        }
        else if (IsFixed)
        {
            AppendFixed(other.GetFixed(row));
        }
        else
        {
            AppendBytes(other.GetBytes(row));
        }
    }

    private void AppendState(byte state)
    {
        int row = Count;
        if (row == _states.Length)
        {
            GrowRows();
        }

        _states[row] = state;
        if (!IsFixed)
        {
            _ends[row] = _used;
        }

        Count = row + 1;
    }

    private void GrowRows()
    {
        int size = _states.Length * 2;
        Array.Resize(ref _states, size);
        if (IsFixed)
        {
            Array.Resize(ref _slots, size);
        }
        else
        {
            Array.Resize(ref _ends, size);
        }
    }

    private void GrowBytes(int length)
    {
        long wanted = Math.Max((long)_used + length, _bytes.Length + (_bytes.Length / 2));
        if ((long)_used + length > Array.MaxLength)
        {
            throw new InvalidOperationException("A batch's column can't hold over 2 GiB.");
        }

        Array.Resize(ref _bytes, (int)Math.Min(wanted, Array.MaxLength));
    }
}
