using System.Diagnostics;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;
using DataMigrator.Profiles;
using DataMigrator.Values;

namespace DataMigrator.Exploration;

/// <summary>Looks around in databases, read-only.</summary>
internal sealed class Explorer(AddressResolver addresses)
{
    private static readonly string[] FileExtensions = [".db", ".sqlite", ".sqlite3"];

    // SQLSTATE: the catalog name is none.
    private const string NoSuchDatabase = "3D000";

    public async Task<ProfileTest> TestAsync(string name, ConnectionProfile profile, string? database, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        if (profile.IsFile && database is null && profile.Database is null)
        {
            IReadOnlyList<DatabaseInfo> files = Files(profile);
            return new ProfileTest(ProfileInfo.Of(profile), profile.Kind, DatabaseRegistry.Get(profile.Kind).LibraryVersion ?? "", files.Count,
                clock.Elapsed);
        }

        await using DatabaseSession session = await OpenAsync(name, profile, database ?? profile.Database, cancellationToken).ConfigureAwait(false);
        TimeSpan elapsed = clock.Elapsed;
        int databases = (await NamesAsync(session, cancellationToken).ConfigureAwait(false)).Count;
        return new ProfileTest(ProfileInfo.Of(profile), session.Kind, session.ServerVersion, databases, elapsed)
        {
            Warnings = await LoginRights.WarningsAsync(session, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<IReadOnlyList<DatabaseInfo>> ListDatabasesAsync(string name, ConnectionProfile profile, CancellationToken cancellationToken)
    {
        if (profile.IsFile)
        {
            return Files(profile);
        }

        await using DatabaseSession session = await OpenAsync(name, profile, profile.Database, cancellationToken).ConfigureAwait(false);
        return [.. (await NamesAsync(session, cancellationToken).ConfigureAwait(false)).Select(n => new DatabaseInfo(n, null))];
    }

    public Task<IReadOnlyList<TableInfo>> ListTablesAsync(string profile, string? database, RowCounts counts,
        CancellationToken cancellationToken) => WithAsync(profile, database, "Listing the tables", async (session, token) =>
        {
            DatabaseCatalog catalog = await session.Database.ReadCatalogAsync(session, CatalogDetail.Tables, token).ConfigureAwait(false);
            TableInfo[] tables = [.. catalog.Tables.Select(Summary)];
            for (int i = 0; i < tables.Length; i++)
            {
                if (counts == RowCounts.Counted || (counts == RowCounts.CountedWhereUnknown && tables[i].RowEstimate is null))
                {
                    string sql = "SELECT COUNT(*) FROM " + session.Dialect.From(catalog.Tables[i]);
                    tables[i] = tables[i] with { RowEstimate = await session.ScalarAsync(sql, token).ConfigureAwait(false) };
                }
            }

            return (IReadOnlyList<TableInfo>)tables;
        }, cancellationToken);

    public Task<CatalogTable> DescribeAsync(string profile, string? database, string table, CancellationToken cancellationToken) =>
        WithAsync(profile, database, $"Describing the table {table}",
            (session, token) => FindAsync(session, table, token), cancellationToken);

    public Task<IReadOnlyList<CatalogTable>> DescribeAllAsync(string profile, string? database, CancellationToken cancellationToken) =>
        WithAsync(profile, database, "Describing the tables", async (session, token) =>
            (await session.Database.ReadCatalogAsync(session, CatalogDetail.Tables, token).ConfigureAwait(false)).Tables, cancellationToken);

    public Task<QueryRows> SampleAsync(string profile, string? database, string table, SampleLimits limits,
        CancellationToken cancellationToken) =>
        WithAsync(profile, database, $"Sampling the table {table}", async (session, token) =>
        {
            CatalogTable found = await FindAsync(session, table, token).ConfigureAwait(false);
            return await Task.Run(() => SampleAsync(session, found, limits, token), token).ConfigureAwait(false);
        }, cancellationToken);

    private static async Task<QueryRows> SampleAsync(DatabaseSession session, CatalogTable table, SampleLimits limits,
        CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ColumnLook> looked = await session.Database
            .LookAsync(session, table, new HashSet<string>(), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ReadColumn> columns =
            [.. table.Columns.Select(c => new ReadColumn(c, looked.GetValueOrDefault(c.Name)?.Wire ?? c.Type.Wire))];
        ResultColumn[] header = [.. columns.Select(c => new ResultColumn(c.Column.Name, c.Column.Type.Declared))];
        if (columns.Count == 0)
        {
            return QueryRows.None;
        }

        session.Database.BoundMemory(session);

        // One more than wanted tells whether there are more.
        var request = new ReadRequest(table, columns) { Limit = limits.Rows + 1, CellLimit = CellText.ReadFor(limits.Characters) + 1 };
        var rows = new List<IReadOnlyList<object?>>();
        int shortened = 0;
        const long BatchBytes = 4 * 1024 * 1024;
        await using IRowReader reader = session.Database.OpenReader(session, request);
        var batch = new RowBatch(columns.Select(c => c.Wire));
        bool more = true;
        while (more && rows.Count <= limits.Rows)
        {
            batch.Clear();
            more = await reader.ReadAsync(batch, limits.Rows + 1 - rows.Count, BatchBytes, cancellationToken).ConfigureAwait(false);
            for (int r = 0; r < batch.RowCount; r++)
            {
                rows.Add([.. batch.Columns.Select(c => limits.Typed ? CellText.ValueOf(c, r, limits.Characters, ref shortened)
                    : CellText.Of(c, r, limits.Characters, ref shortened))]);
            }
        }

        bool beyond = rows.Count > limits.Rows;
        return new QueryRows(header, beyond ? rows[..limits.Rows] : rows, beyond, shortened);
    }

    private static async Task<CatalogTable> FindAsync(DatabaseSession session, string table, CancellationToken cancellationToken)
    {
        DatabaseCatalog catalog = await session.Database.ReadCatalogAsync(session, CatalogDetail.Tables, cancellationToken)
            .ConfigureAwait(false);
        return NameMatching.Find(catalog.Tables, t => t.Name.ToString(), table)
            ?? NameMatching.Find(catalog.Tables, t => (t.Name.Schema ?? TableName.DefaultSchema) + "." + t.Name.Name, table)
            ?? throw new MigrationException(ErrorCodes.SourceTableNotFound, $"Looking for the table '{table}' in {session.Address}: "
                + "it is not there; " + NameMatching.Suggest(catalog.Tables.Select(t => t.Name.ToString()), table)) { Target = table };
    }

    private async Task<T> WithAsync<T>(string profile, string? database, string doing,
        Func<DatabaseSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        DatabaseAddress address = addresses.Resolve(profile, database);
        await using DatabaseSession session = await DatabaseRegistry.Get(address.Kind)
            .OpenAsync(address, AccessMode.ReadOnly, MissingDatabase.IsRefused, cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(session, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw DatabaseFailure.Translate(e, session, $"{doing} of {session.Address}");
        }
    }

    // The name as given: a URL's password is in it and not in the profile.
    private async Task<DatabaseSession> OpenAsync(string name, ConnectionProfile profile, string? database, CancellationToken cancellationToken)
    {
        IDatabase system = DatabaseRegistry.Get(profile.Kind);
        IReadOnlyList<string> names = database is not null ? [database] : system.Dialect.ServersOwnDatabases;
        for (int i = 0; ; i++)
        {
            try
            {
                DatabaseAddress address = addresses.Resolve(name, names[i]);
                return await system.OpenAsync(address, AccessMode.ReadOnly, MissingDatabase.IsRefused, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (MigrationException e) when (i + 1 < names.Count && e.InnerException is { } inner && system.Classify(inner).SqlState == NoSuchDatabase)
            {
                // Dropped by an administrator: the next one.
            }
        }
    }

    private static async Task<List<string>> NamesAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (session.Dialect.ListDatabases is not { } sql)
        {
            return [session.Address.Database];
        }

        try
        {
            return await session.QueryAsync(sql, r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw DatabaseFailure.Translate(e, session, $"Listing the databases of {session.Address.Profile.Name}");
        }
    }

    private static IReadOnlyList<DatabaseInfo> Files(ConnectionProfile profile)
    {
        if (profile.Database is { } file)
        {
            return File.Exists(file) ? [new DatabaseInfo(Path.GetFileName(file), new FileInfo(file).Length)] : [];
        }

        var folder = new DirectoryInfo(profile.Directory!);
        return !folder.Exists
            ? throw new MigrationException(ErrorCodes.ConnectionFailed,
                $"Looking into the profile \"{profile.Name}\": its folder {folder.FullName} does not exist. Make it, or correct \"directory\".")
            { Target = profile.Name }
            : [.. folder.EnumerateFiles().Where(f => FileExtensions.Contains(f.Extension, StringComparer.OrdinalIgnoreCase))
                .OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new DatabaseInfo(f.Name, f.Length))];
    }

    private static TableInfo Summary(CatalogTable table)
    {
        CatalogKey? key = table.PrimaryKey ?? table.UniqueKeys.FirstOrDefault(k =>
            k.Columns.All(c => table.FindColumn(c) is { Nullable: false }));
        return new TableInfo(table.Name.Schema, table.Name.Name, table.Name.ToString(), table.RowEstimate, table.Columns.Count,
            key?.Columns ?? [], table.PrimaryKey is not null, table.Comment);
    }
}
