using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Catalog;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Databases.Sqlite.Rows;
using DataMigrator.Databases.Sqlite.Sql;
using DataMigrator.Profiles;
using DataMigrator.Values;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite;

/// <summary>SQLite 3: a file, opened through Microsoft.Data.Sqlite; rows move through SQLite's own interface.</summary>
internal sealed class SqliteDatabase : IDatabase
{

    private static readonly WireType Native = new(WireKind.Native);

    public Dialect Dialect { get; } = new SqliteDialect();

    public QueryCells QueryCells { get; } = new SqliteQueryCells();

    public QueryParameters QueryParameters { get; } = new SqliteQueryParameters();

    public Scratch Scratch { get; } = new SqliteScratch();

    /// <summary>Its driver means how long to wait for a lock, and 0 would be for ever.</summary>
    public bool TimeoutIsAStatements => false;

    public Task<DatabaseSession> OpenAsync(DatabaseAddress address, AccessMode access, MissingDatabase missing,
        CancellationToken cancellationToken) =>
        Task.Run(() => new SqliteConnector(address, access, missing).Open(this), cancellationToken);

    /// <summary>The first read is what takes the snapshot; BEGIN alone does not.</summary>
    public Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                await session.BeginAsync(cancellationToken).ConfigureAwait(false);
                await session.ScalarAsync("SELECT count(*) FROM main.sqlite_schema", cancellationToken)
                    .ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>A file that is opened read-only, without ATTACH and extensions, has no function that acts.</summary>
    public Task CheckReadingAsync(DatabaseSession session, string sql, CancellationToken cancellationToken) => Task.CompletedTask;

    public void BoundMemory(DatabaseSession session) => SqliteMemoryGuard.Watch((SqliteConnection)session.Connection);

    /// <summary>A file has no logins.</summary>
    public Task<LoginExcess?> FindExcessAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken) =>
        Task.FromResult<LoginExcess?>(null);

    public string? LibraryVersion
    {
        get
        {
            Batteries_V2.Init();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    public Task<DatabaseCatalog> ReadCatalogAsync(DatabaseSession session, CatalogDetail detail,
        CancellationToken cancellationToken) =>
        Task.Run(() => new SqliteCatalogReader(session, detail).ReadAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, ColumnLook>> LookAsync(DatabaseSession session, CatalogTable table,
        IReadOnlySet<string> closely, CancellationToken cancellationToken) => Task.Run(
            () => SqliteLook.At((SqliteConnection)session.Connection, Dialect, table, closely, cancellationToken), cancellationToken);

    public WireType? NativeWire(CatalogColumn source, CatalogColumn target) =>
        SqliteAffinity.Keeps(SqliteAffinity.Of(source.Type), SqliteAffinity.Of(target.Type)) ? Native : null;

    public void DecodeNative(CatalogColumn column, ReadOnlySpan<byte> cell, ColumnVector target) =>
        SqliteCellReader.Of(target.Type).Append(SqliteCell.OfNative(cell), target);

    public IRowReader OpenReader(DatabaseSession session, ReadRequest request) =>
        new SqliteRowReader(session, request, SqliteConnector.StoresUtf8((SqliteConnection)session.Connection));

    public IRowWriter OpenWriter(DatabaseSession session, WriteRequest request) => new SqliteRowWriter(session, request);

    public DatabaseFault Classify(Exception exception) => SqliteFaults.Classify(exception);
}
