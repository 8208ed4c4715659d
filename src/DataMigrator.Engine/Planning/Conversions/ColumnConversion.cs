using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>A named rule by which the cells of one column become those of another. Every value arrives exactly or its row is
/// rejected; a rule never clamps, truncates or substitutes.</summary>
internal abstract class ColumnConversion(string rule)
{
    /// <summary>The rule's name as the plan shows it; <c>exact</c> where cells go over as they are.</summary>
    public string Rule { get; } = rule;

    /// <summary>The converted cells of a batch: the source vector itself where nothing changes, else a vector that this
    /// conversion owns and reuses. Rows that can't be converted are rejected in the batch.</summary>
    public abstract ColumnVector Apply(ColumnVector source, RowBatch batch, string column);

    /// <summary>Sets aside the rows whose cells were not of their column's kind when they were read.</summary>
    protected static void RejectIrregular(ColumnVector source, RowBatch batch, string column)
    {
        if (!source.HasIrregular)
        {
            return;
        }

        for (int row = 0; row < source.Count; row++)
        {
            if (source.IsIrregular(row))
            {
                IrregularCell cell = source.GetIrregular(row);
                batch.Reject(row, new RowReject(column, cell.Code, null, cell.Reason));
            }
        }
    }
}
