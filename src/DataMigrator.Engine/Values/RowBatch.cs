using System.Runtime.InteropServices;

namespace DataMigrator.Values;

/// <summary>Rows on their way: one vector a column, and the rows that must not be written with the reason of each.</summary>
internal sealed class RowBatch
{
    private readonly SortedDictionary<int, RowReject> _rejects;

    /// <summary>The rows of <see cref="_rejects"/>, to be asked a row.</summary>
    private readonly List<bool> _isRejected;

    public RowBatch(IReadOnlyList<ColumnVector> columns)
        : this([.. columns], [], [])
    {
    }

    private RowBatch(ColumnVector[] columns, SortedDictionary<int, RowReject> rejects, List<bool> isRejected)
    {
        Columns = columns;
        _rejects = rejects;
        _isRejected = isRejected;
    }

    public RowBatch(IEnumerable<WireType> types)
        : this([.. types.Select(t => new ColumnVector(t))], [], [])
    {
    }

    public ColumnVector[] Columns { get; }

    /// <summary>Rows held. The reader sets it as it completes rows.</summary>
    public int RowCount { get; set; }

    /// <summary>The place of the first row in the table as it is read, from 1.</summary>
    public long FirstRowIndex { get; set; } = 1;

    /// <summary>Bytes of data held.</summary>
    public long ByteCount
    {
        get
        {
            long sum = 0;
            foreach (ColumnVector column in Columns)
            {
                sum += column.ByteCount;
            }

            return sum;
        }
    }

    /// <summary>Rows left out of writing, by row number in the batch; the first reason of a row counts.</summary>
    public IReadOnlyDictionary<int, RowReject> Rejects => _rejects;

    public bool HasRejects => _rejects.Count > 0;

    public bool IsRejected(int row) => row < _isRejected.Count && _isRejected[row];

    public void Reject(int row, RowReject reason)
    {
        if (_rejects.TryAdd(row, reason))
        {
            int known = _isRejected.Count;
            if (row >= known)
            {
                CollectionsMarshal.SetCount(_isRejected, row + 1);
                CollectionsMarshal.AsSpan(_isRejected)[known..].Clear();
            }

            _isRejected[row] = true;
        }
    }

    /// <summary>An empty batch whose buffers need not grow to hold what this one holds.</summary>
    public RowBatch NewOfEqualCapacity() => new(Columns.Select(c => c.NewOfEqualCapacity()).ToList());

    /// <summary>The same rows in other columns; rows rejected in one are rejected in both.</summary>
    public RowBatch WithColumns(ColumnVector[] columns) =>
        new(columns, _rejects, _isRejected) { RowCount = RowCount, FirstRowIndex = FirstRowIndex };

    /// <summary>Rows of a range that are to be written.</summary>
    public int CountWritable(int start, int count)
    {
        int end = Math.Min(start + count, _isRejected.Count);
        return end <= start ? count : count - CollectionsMarshal.AsSpan(_isRejected)[start..end].Count(true);
    }

    public void Clear()
    {
        foreach (ColumnVector column in Columns)
        {
            column.Clear();
        }

        RowCount = 0;
        _rejects.Clear();
        _isRejected.Clear();
    }
}
