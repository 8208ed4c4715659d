using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>Cells go over as they are, after a look at each where the target's limits are narrower than the source's.</summary>
internal sealed class PassThrough(Func<ColumnVector, int, string?>? check, string rule = "exact") : ColumnConversion(rule)
{
    public override ColumnVector Apply(ColumnVector source, RowBatch batch, string column)
    {
        RejectIrregular(source, batch, column);
        if (check is null)
        {
            return source;
        }

        for (int row = 0; row < source.Count; row++)
        {
            if (source.HasValue(row) && check(source, row) is { } error)
            {
                batch.Reject(row, new RowReject(column, "out_of_range", null, error));
            }
        }

        return source;
    }
}
