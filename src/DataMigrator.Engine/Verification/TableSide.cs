using System.Buffers;
using System.IO.Hashing;
using DataMigrator.Databases;
using DataMigrator.Pipeline;
using DataMigrator.Planning;
using DataMigrator.Values;

namespace DataMigrator.Verification;

/// <summary>One side of a table being verified: streams its rows in the target's wires (the source's after the plan's
/// conversions) and hashes them.</summary>
internal sealed class TableSide(DatabaseSession session, TableTransfer table, bool isSource, long memoryBytes)
{
    private const int RowsAtOnce = 10_000;

    private readonly ArrayBufferWriter<byte> _row = new(1024);
    private readonly ArrayBufferWriter<byte> _key = new(256);
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly bool[] _padded = [.. table.Columns.Select(c => IsPadded(c, isSource))];

    /// <summary>Reads all rows, and calls back with each row's bucket and hash.</summary>
    public async Task ReadAsync(Action<RowBatch, int, int, UInt128> row, CancellationToken cancellationToken)
    {
        await using var pump = new BatchPump(session.Database.OpenReader(session, Request()), Wires(), RowsAtOnce, memoryBytes,
            cancellationToken);
        await foreach (RowBatch batch in pump.BatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            RowBatch compared = isSource ? Convert(batch) : batch;
            for (int r = 0; r < batch.RowCount; r++)
            {
                // A row that can't be converted is compared as it was read, and so differs.
                (int bucket, UInt128 hash) = Hash(compared.IsRejected(r) ? batch : compared, r);
                row(compared, r, bucket, hash);
            }
        }
    }

    private WireType[] Wires() => [.. table.Columns.Select(c => isSource ? c.ReadWire : c.WriteWire)];

    private ReadRequest Request() => new(isSource ? table.Source : table.Target,
        [.. table.Columns.Select(c => new ReadColumn(isSource ? c.Source : c.Target, isSource ? c.ReadWire : c.WriteWire))]);

    private RowBatch Convert(RowBatch batch)
    {
        var columns = new ColumnVector[batch.Columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = table.Columns[i].Conversion.Apply(batch.Columns[i], batch, table.Columns[i].Source.Name);
        }

        return batch.WithColumns(columns);
    }

    private (int Bucket, UInt128 Hash) Hash(RowBatch batch, int row)
    {
        _row.ResetWrittenCount();
        for (int i = 0; i < batch.Columns.Length; i++)
        {
            CanonicalForm.Write(batch.Columns[i], row, _padded[i], _row, _scratch);
        }

        UInt128 hash = XxHash128.HashToUInt128(_row.WrittenSpan);
        if (table.Key.Count == 0)
        {
            return (TableDigest.BucketOf(hash), hash);
        }

        _key.ResetWrittenCount();
        foreach (int k in table.Key)
        {
            CanonicalForm.Write(batch.Columns[k], row, _padded[k], _key, _scratch);
        }

        return (TableDigest.BucketOf(XxHash128.HashToUInt128(_key.WrittenSpan)), hash);
    }

    /// <summary>Blanks at the end of the column's texts do not count on this side: between two CHAR they are padding. Where
    /// the target alone is one, only the blanks that it added are: the source's own were rejected or are lost.</summary>
    public static bool IsPadded(ColumnTransfer column, bool isSource) => column.ReadWire.Blanks != TrailingBlanks.Kept
        ? column.WriteWire.Blanks != TrailingBlanks.Kept
        : !isSource && column.WriteWire.Blanks == TrailingBlanks.Padding;
}
