using DataMigrator.Catalog;
using DataMigrator.Profiles;
using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>How much of a catalogue is wanted.</summary>
internal enum CatalogDetail
{
    /// <summary>Tables with columns, keys, indexes, foreign keys, checks, estimates, triggers.</summary>
    Tables,

    /// <summary>Also views, routines, types.</summary>
    Everything,
}

/// <summary>What it means that a database is not there. Servers never make one here: only SQLite asks.</summary>
internal enum MissingDatabase
{
    /// <summary>The caller is told.</summary>
    IsRefused,

    /// <summary>Where it is to be written, an empty one is made.</summary>
    IsMade,

    /// <summary>Where it is to be written, one that is made later: it counts as empty, and nothing is written.</summary>
    IsEmpty,
}

/// <summary>What the engine asks of a database system. It knows neither profiles' storage nor jobs nor hosts.</summary>
internal interface IDatabase
{
    Dialect Dialect { get; }

    /// <summary>How the values of a user's query are read.</summary>
    QueryCells QueryCells { get; }

    /// <summary>Holds what a statement of this session takes of this process's memory, until the session's end.</summary>
    void BoundMemory(DatabaseSession session);

    /// <summary>How values are given to a user's query.</summary>
    QueryParameters QueryParameters { get; }

    /// <summary>Where a migration is rehearsed.</summary>
    Scratch Scratch { get; }

    /// <summary>The driver's time limit is that of a statement, 0 for none.</summary>
    bool TimeoutIsAStatements { get; }

    /// <summary>Opens a connection, set up for exact values (UTC, strict modes, ISO formats). Read-only access is enforced
    /// by the database.</summary>
    /// <exception cref="MigrationException">CONNECTION_FAILED or ACCESS_DENIED, with the address and what to do.</exception>
    Task<DatabaseSession> OpenAsync(DatabaseAddress address, AccessMode access, MissingDatabase missing,
        CancellationToken cancellationToken);

    /// <summary>Begins a read transaction in which every later query sees the same moment.</summary>
    Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken);

    /// <summary>Refuses a statement that could do what the read-only transaction in which it is to run lets pass. Follows
    /// what its names could mean, views and functions' bodies included.</summary>
    /// <exception cref="MigrationException">ACCESS_DENIED: which function, why, and what to do instead.</exception>
    Task CheckReadingAsync(DatabaseSession session, string sql, CancellationToken cancellationToken);

    /// <summary>What the session's login may do beyond reading, or beyond writing to its own database; null for nothing.</summary>
    Task<LoginExcess?> FindExcessAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken);

    /// <summary>The version of the library that opens files, null where a server tells its own.</summary>
    string? LibraryVersion { get; }

    /// <summary>Reads the catalogue in a constant number of queries.</summary>
    Task<DatabaseCatalog> ReadCatalogAsync(DatabaseSession session, CatalogDetail detail,
        CancellationToken cancellationToken);

    /// <summary>Looks at the data where the declared type does not say how values travel (SQLite datetime columns, columns
    /// without a type), and returns the wires to use by column name; empty where there is nothing to look at.</summary>
    /// <param name="session">The source.</param>
    /// <param name="table">The table.</param>
    /// <param name="closely">Columns whose type does say it, but whose values may be others than it says: these are looked at
    /// too.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyDictionary<string, ColumnLook>> LookAsync(DatabaseSession session, CatalogTable table,
        IReadOnlySet<string> closely, CancellationToken cancellationToken);

    /// <summary>The wire in which values pass undecoded from a column to an equal one of the same database system, or
    /// null where they can't.</summary>
    WireType? NativeWire(CatalogColumn source, CatalogColumn target);

    /// <summary>A native cell in the column's ordinary wire, appended to <paramref name="target"/> (for reject files).</summary>
    void DecodeNative(CatalogColumn column, ReadOnlySpan<byte> cell, ColumnVector target);

    IRowReader OpenReader(DatabaseSession session, ReadRequest request);

    IRowWriter OpenWriter(DatabaseSession session, WriteRequest request);

    /// <summary>What an exception means; never throws.</summary>
    DatabaseFault Classify(Exception exception);
}
