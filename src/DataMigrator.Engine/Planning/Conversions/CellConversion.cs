using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>Converts one cell that has a value: appends exactly one cell to the target and returns null, or appends nothing
/// and returns what is wrong.</summary>
internal delegate string? CellConverter(ColumnVector source, int row, ColumnVector target);

/// <summary>A rule that makes new cells, followed by the check of the target's limits.</summary>
internal sealed class CellConversion(
    string rule, WireType target, CellConverter convert, Func<ColumnVector, int, string?>? check) : ColumnConversion(rule)
{
    private readonly ColumnVector _target = new(target);

    public override ColumnVector Apply(ColumnVector source, RowBatch batch, string column)
    {
        RejectIrregular(source, batch, column);
        _target.Clear();
        _target.Trim(1 << 20);
        for (int row = 0; row < source.Count; row++)
        {
            if (!source.HasValue(row))
            {
                _target.AppendNull();
                continue;
            }

            string? error = convert(source, row, _target);
            if (error is not null)
            {
                _target.AppendNull();
                batch.Reject(row, new RowReject(column, "not_convertible", null, error));
            }
            else if (check?.Invoke(_target, row) is { } limit)
            {
                batch.Reject(row, new RowReject(column, "out_of_range", null, limit));
            }
        }

        return _target;
    }
}
