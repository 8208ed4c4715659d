using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>Streams the rows of one table.</summary>
internal interface IRowReader : IAsyncDisposable
{
    /// <summary>Appends rows to an empty batch (whose vectors have the wires of the request) until it holds
    /// <paramref name="maxRows"/> rows or <paramref name="maxBytes"/> bytes (a single larger row goes alone), or the
    /// table ends. Returns false when the table has ended (the batch may still hold rows). A cell that is not of
    /// its wire's kind is appended as irregular; nothing is clamped or replaced.</summary>
    /// <exception cref="EndOfStreamException">The source ended before its last row.</exception>
    Task<bool> ReadAsync(RowBatch batch, int maxRows, long maxBytes, CancellationToken cancellationToken);
}
