using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>How a range of rows is written.</summary>
internal enum WriteMode
{
    /// <summary>The target's fastest path.</summary>
    Bulk,

    /// <summary>A path on which the database checks every value and says what is wrong; used once the bulk path has
    /// failed. Where the bulk path does that already, both are one.</summary>
    Strict,
}

/// <summary>Writes ranges of batches into one table, within the session's open transaction.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    /// <summary>Writes the rows of the range that are not rejected: all of them, or none (after the caller's rollback to
    /// its savepoint) and an exception that <see cref="IDatabase.Classify"/> understands, or a
    /// <see cref="RowsRefusedException"/>. Returns the rows written.</summary>
    Task<int> WriteAsync(RowBatch batch, int start, int count, WriteMode mode, CancellationToken cancellationToken);
}
