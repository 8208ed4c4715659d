using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Catalog;
using DataMigrator.Databases.MySql.Connection;
using DataMigrator.Databases.MySql.Rows;
using DataMigrator.Databases.MySql.Sql;
using DataMigrator.Profiles;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql;

/// <summary>MySQL and MariaDB. A session's database is that of the server which answered, whatever the profile says.</summary>
/// <remarks>
/// The native wire carries DATE, DATETIME and TIMESTAMP between columns of one type (with at least the source's digits of
/// a second's fraction) as the text of the protocol, <c>2025-01-00 10:20:30.000000</c>, in ASCII and in UTC: the only
/// values that the neutral wires can't hold are zero, partial and invalid dates. All other types are exact on their
/// neutral wires.
/// </remarks>
internal sealed class MySqlDatabase(DatabaseKind kind, bool tableNamesAreCaseSensitive = true) : IDatabase
{
    public Dialect Dialect { get; } = new MySqlDialect(kind, tableNamesAreCaseSensitive);

    public void BoundMemory(DatabaseSession session)
    {
        // The server's work is not in this process.
    }

    public QueryCells QueryCells { get; } = new MySqlQueryCells();

    public QueryParameters QueryParameters { get; } = new MySqlQueryParameters();

    public Scratch Scratch => new MySqlScratch(Dialect.Language.Lexical);

    public bool TimeoutIsAStatements => true;

    public Task<DatabaseSession> OpenAsync(DatabaseAddress address, AccessMode access, MissingDatabase missing,
        CancellationToken cancellationToken) => MySqlLogin.OpenAsync(address, access, cancellationToken);

    public async Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", cancellationToken)
            .ConfigureAwait(false);
        await session.ExecuteAsync("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", cancellationToken)
            .ConfigureAwait(false);
    }

    public Task CheckReadingAsync(DatabaseSession session, string sql, CancellationToken cancellationToken) =>
        new MySqlReadGuard(session).CheckAsync(sql, cancellationToken);

    public Task<LoginExcess?> FindExcessAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken) =>
        MySqlLoginRights.FindExcessAsync(session, readOnly, cancellationToken);

    public string? LibraryVersion => null;

    public Task<DatabaseCatalog> ReadCatalogAsync(DatabaseSession session, CatalogDetail detail,
        CancellationToken cancellationToken) => new MySqlCatalogReader(session, detail).ReadAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, ColumnLook>> LookAsync(DatabaseSession session, CatalogTable table,
        IReadOnlySet<string> closely, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, ColumnLook>>(new Dictionary<string, ColumnLook>());

    public WireType? NativeWire(CatalogColumn source, CatalogColumn target) =>
        source.Type.BaseName is "date" or "datetime" or "timestamp" && source.Type.BaseName == target.Type.BaseName
        && (source.Type.Scale ?? 0) <= (target.Type.Scale ?? 0)
        && source.Type.Wire.Latest <= target.Type.Wire.Latest
            ? new WireType(WireKind.Native)
            : null;

    public void DecodeNative(CatalogColumn column, ReadOnlySpan<byte> cell, ColumnVector target) =>
        MySqlCells.AppendTemporal(target, cell);

    public IRowReader OpenReader(DatabaseSession session, ReadRequest request) => new MySqlRowReader(session, request);

    public IRowWriter OpenWriter(DatabaseSession session, WriteRequest request) => new MySqlRowWriter(session, request);

    public DatabaseFault Classify(Exception exception) => MySqlFaults.Classify(exception);
}
