using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>Writes rows of a batch as the stream of a COPY FROM.</summary>
internal abstract class CopyOutput
{
    private const int ChunkBytes = 256 * 1024;

    private int _row;
    private int _column;

    /// <summary>The COPY command's format.</summary>
    public abstract string Format { get; }

    protected CopyBuffer Buffer { get; } = new(ChunkBytes + (64 * 1024));

    /// <summary>Sends the rows of the range that are not rejected. Cancellation is heeded between chunks: in the middle of
    /// a write the driver would break the connection.</summary>
    public async Task WriteAsync(Stream stream, RowBatch batch, int start, int count, CancellationToken cancellationToken)
    {
        int end = start + count;
        _row = start;
        _column = 0;
        Buffer.Clear();
        Begin();
        while (_row < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlyMemory<byte> large = Fill(batch, end);
            await stream.WriteAsync(Buffer.Memory, CancellationToken.None).ConfigureAwait(false);
            Buffer.Clear();
            if (!large.IsEmpty)
            {
                await stream.WriteAsync(large, CancellationToken.None).ConfigureAwait(false);
            }
        }

        End();
        await stream.WriteAsync(Buffer.Memory, CancellationToken.None).ConfigureAwait(false);
    }

    protected abstract void Begin();

    protected abstract void End();

    protected abstract void BeginRow(int columns);

    protected abstract void EndRow();

    /// <summary>Appends a cell; true where only what goes before its bytes was appended, and they follow by themselves.</summary>
    protected abstract bool Cell(int column, ColumnVector vector, int row);

    // Encodes until a chunk is full, a large cell is next, or the range ends.
    private ReadOnlyMemory<byte> Fill(RowBatch batch, int end)
    {
        ColumnVector[] columns = batch.Columns;
        for (; _row < end; _row++)
        {
            if (batch.IsRejected(_row))
            {
                continue;
            }

            if (_column == 0)
            {
                BeginRow(columns.Length);
            }

            while (_column < columns.Length)
            {
                ColumnVector vector = columns[_column];
                if (Cell(_column++, vector, _row))
                {
                    return vector.GetMemory(_row);
                }
            }

            EndRow();
            _column = 0;
            if (Buffer.Length >= ChunkBytes)
            {
                _row++;
                return default;
            }
        }

        return default;
    }
}
