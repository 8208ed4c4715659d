using DataMigrator.Catalog;
using DataMigrator.Databases.Postgres.Catalog;
using DataMigrator.Databases.Postgres.Connection;
using DataMigrator.Databases.Postgres.Rows;
using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Databases.Postgres.Sql;
using DataMigrator.Profiles;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Databases.Postgres;

/// <summary>PostgreSQL, from version 11 on, through Npgsql.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private static readonly Dictionary<string, ColumnLook> NothingToLookAt = [];

    public Dialect Dialect { get; } = new PostgresDialect();

    public void BoundMemory(DatabaseSession session)
    {
        // The server's work is not in this process.
    }

    public QueryCells QueryCells { get; } = new PostgresQueryCells();

    public QueryParameters QueryParameters { get; } = new PostgresQueryParameters();

    public Scratch Scratch { get; } = new PostgresScratch();

    public bool TimeoutIsAStatements => true;

    public async Task<DatabaseSession> OpenAsync(DatabaseAddress address, AccessMode access, MissingDatabase missing,
        CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await PostgresConnection.OpenAsync(address, access, cancellationToken)
            .ConfigureAwait(false);
        return new DatabaseSession(this, DatabaseKind.Postgres, connection, address, connection.ServerVersion);
    }

    public Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        session.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellationToken);

    public Task CheckReadingAsync(DatabaseSession session, string sql, CancellationToken cancellationToken) =>
        new PostgresReadGuard(session).CheckAsync(sql, cancellationToken);

    public Task<LoginExcess?> FindExcessAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken) =>
        PostgresLoginRights.FindExcessAsync(session, readOnly, cancellationToken);

    public string? LibraryVersion => null;

    public Task<DatabaseCatalog> ReadCatalogAsync(DatabaseSession session, CatalogDetail detail,
        CancellationToken cancellationToken) =>
        new PostgresCatalogReader(session).ReadAsync(detail, cancellationToken);

    public Task<IReadOnlyDictionary<string, ColumnLook>> LookAsync(DatabaseSession session, CatalogTable table,
        IReadOnlySet<string> closely, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, ColumnLook>>(NothingToLookAt);

    public WireType? NativeWire(CatalogColumn source, CatalogColumn target) =>
        PostgresWires.Native(source.Type, target.Type);

    public void DecodeNative(CatalogColumn column, ReadOnlySpan<byte> cell, ColumnVector target) =>
        FieldDecoder.Create(column.Type, trusted: false).Decode(cell, target);

    public IRowReader OpenReader(DatabaseSession session, ReadRequest request) => new PostgresRowReader(session, request);

    public IRowWriter OpenWriter(DatabaseSession session, WriteRequest request) => new PostgresRowWriter(session, request);

    public DatabaseFault Classify(Exception exception) => PostgresFaults.Classify(exception);
}
