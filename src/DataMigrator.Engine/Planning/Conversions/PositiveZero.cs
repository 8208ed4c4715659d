using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>After another rule: -0 becomes 0, for a target that would make it so in silence.</summary>
internal sealed class PositiveZero(ColumnConversion inner, WireType target)
    : ColumnConversion(inner.Rule == "exact" ? "-0 as 0" : inner.Rule + ", -0 as 0")
{
    private readonly long _negative = target.Kind == WireKind.Float32
        ? (uint)BitConverter.SingleToInt32Bits(-0f) : BitConverter.DoubleToInt64Bits(-0d);

    private readonly ColumnVector _copy = new(target);

    public override ColumnVector Apply(ColumnVector source, RowBatch batch, string column)
    {
        ColumnVector cells = inner.Apply(source, batch, column);
        int row = Find(cells, 0);
        if (row < 0)
        {
            return cells;
        }

        if (cells == source)
        {
            // The batch as it was read is what a rejected row's file shows.
            _copy.Clear();
            for (int i = 0; i < source.Count; i++)
            {
                _copy.AppendFrom(source, i);
            }

            cells = _copy;
        }

        for (; row >= 0; row = Find(cells, row + 1))
        {
            cells.SetFixed(row, 0);
        }

        return cells;
    }

    private int Find(ColumnVector cells, int row)
    {
        while (row < cells.Count && !(cells.HasValue(row) && cells.GetFixed(row) == _negative))
        {
            row++;
        }

        return row < cells.Count ? row : -1;
    }
}
