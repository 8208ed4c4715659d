using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Exploration;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.Profiles;

namespace DataMigrator;

/// <content>Looking around: what a user or an agent needs to see before and after a migration.</content>
public sealed partial class MigrationService
{
    /// <summary>The profiles by name. Resolves no secret and connects to nothing.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: what is wrong in the profile file.</exception>
    public IReadOnlyList<ProfileInfo> ListProfiles() =>
        [.. OpenStore().Profiles.Select(ProfileInfo.Of)];

    /// <summary>The home folder, absolute.</summary>
    public string HomePath => _home;

    /// <summary>Connects and logs in, read-only.</summary>
    /// <param name="profile">A profile's name, or a URL where the host allows them.</param>
    /// <param name="database">A database; null for whichever the server has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, CONNECTION_FAILED, ACCESS_DENIED.</exception>
    public Task<ProfileTest> TestProfileAsync(string profile, string? database, CancellationToken cancellationToken) =>
        NewExplorer(out ProfileStore store).TestAsync(profile, FindProfile(store, profile), database, cancellationToken);

    /// <summary>The databases of a server that its login may enter, system databases left out; the files of an SQLite
    /// profile's folder.</summary>
    /// <exception cref="MigrationException">As <see cref="TestProfileAsync"/>.</exception>
    public Task<IReadOnlyList<DatabaseInfo>> ListDatabasesAsync(string profile, CancellationToken cancellationToken) =>
        NewExplorer(out ProfileStore store).ListDatabasesAsync(profile, FindProfile(store, profile), cancellationToken);

    /// <summary>The tables of a database, in order of schema and name.</summary>
    /// <exception cref="MigrationException">As <see cref="TestProfileAsync"/>.</exception>
    public Task<IReadOnlyList<TableInfo>> ListTablesAsync(string profile, string? database, CancellationToken cancellationToken) =>
        NewExplorer(out _).ListTablesAsync(profile, database, RowCounts.Estimated, cancellationToken);

    /// <summary>The tables of a database, in order of schema and name, with their rows counted where that is asked for.</summary>
    /// <exception cref="MigrationException">As <see cref="TestProfileAsync"/>.</exception>
    public Task<IReadOnlyList<TableInfo>> ListTablesAsync(string profile, string? database, RowCounts counts,
        CancellationToken cancellationToken) => NewExplorer(out _).ListTablesAsync(profile, database, counts, cancellationToken);

    /// <summary>A table with its columns, keys, indexes, foreign keys and checks.</summary>
    /// <exception cref="MigrationException">SOURCE_TABLE_NOT_FOUND with the nearest names, and as
    /// <see cref="TestProfileAsync"/>.</exception>
    public Task<CatalogTable> DescribeTableAsync(string profile, string? database, string table, CancellationToken cancellationToken) =>
        NewExplorer(out _).DescribeAsync(profile, database, table, cancellationToken);

    /// <summary>All tables with their columns, keys, indexes, foreign keys and checks, in one read of the catalogue.</summary>
    /// <exception cref="MigrationException">As <see cref="TestProfileAsync"/>.</exception>
    public Task<IReadOnlyList<CatalogTable>> DescribeTablesAsync(string profile, string? database, CancellationToken cancellationToken) =>
        NewExplorer(out _).DescribeAllAsync(profile, database, cancellationToken);

    /// <summary>Some rows of a table in its own order.</summary>
    /// <param name="profile">A profile's name, or a URL where the host allows them.</param>
    /// <param name="database">The database; null where the URL names it.</param>
    /// <param name="table">The table.</param>
    /// <param name="limits">How much of them, and in which form.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MigrationException">As <see cref="DescribeTableAsync"/>.</exception>
    public Task<QueryRows> SampleAsync(string profile, string? database, string table, SampleLimits limits,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        InRange(limits.Rows, 1, 10_000, HostTerm.SampleLimit, "limit");
        InRange(limits.Characters, 16, 1_000_000, HostTerm.CellLimit, "cell_limit");
        return NewExplorer(out _).SampleAsync(profile, database, table, limits, cancellationToken);
    }

    /// <summary>Runs SQL. Through a read-only profile (or with <see cref="SqlRequest.ReadOnly"/>) the database itself holds
    /// the connection read-only, and exactly one statement that reads is taken; otherwise one or more statements run in
    /// order, and the failing one is named with its number and line.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the SQL is wrong; ACCESS_DENIED: it writes, or a right is
    /// missing; FK_VIOLATION; MIGRATION_FAILED: cancelled by the time-out; and as <see cref="TestProfileAsync"/>.</exception>
    public async Task<SqlResult> ExecuteSqlAsync(SqlRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        InRange(request.RowLimit, 1, 100_000, HostTerm.RowLimit, "row_limit");
        InRange(request.CellLimit, 16, int.MaxValue, HostTerm.CellLimit, "cell_limit");
        InRange(request.TimeoutSeconds, 1, 86_400, HostTerm.Timeout, "timeout_seconds");
        string sql = await SqlFile.ReadAsync(request, Options.CurrentFolder ?? ".", cancellationToken).ConfigureAwait(false);
        DatabaseAddress address = NewResolver(out _).Resolve(request.Profile, request.Database);
        bool reads = request.ReadOnly || address.Profile.Access == AccessMode.ReadOnly;
        await using DatabaseSession session = await DatabaseRegistry.Get(address.Kind)
            .OpenAsync(address, reads ? AccessMode.ReadOnly : AccessMode.ReadWrite, request.CreateDatabase ? MissingDatabase.IsMade
                : MissingDatabase.IsRefused, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<SqlStatement> statements = SqlSplitter.Split(session.Dialect.Language, sql);
        InRange(request.FirstStatement, 1, Math.Max(statements.Count, 1), HostTerm.FirstStatement, "first_statement");
        if (statements.Count == 0)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Running SQL on {address}: {(request.File is null ? "the text" : request.File)} holds no statement. Give one.");
        }

        var runner = new SqlRunner(session, request, statements,
            new SqlParameters(request, statements, session.Database.QueryParameters, address.ToString()));
        return reads ? await runner.QueryAsync(cancellationToken).ConfigureAwait(false)
            : await runner.ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many statements a text holds, in the dialect of a profile's database.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: a quote or comment is not closed; PROFILE_NOT_FOUND.</exception>
    public int CountStatements(string profile, string sql) =>
        SqlSplitter.Split(DatabaseRegistry.Get(FindProfile(OpenStore(), profile).Kind).Dialect.Language, sql).Count;

    /// <summary>What a job of the home folder was asked to do, with its options.</summary>
    /// <exception cref="MigrationException">MIGRATION_NOT_FOUND, CHECKPOINT_NOT_FOUND.</exception>
    public MigrationRequest GetRequest(string jobId) =>
        CheckpointRequest.RequestOf(new CheckpointStore(JobFolder.Open(_home, jobId)).Read());

    private ProfileStore OpenStore() => ProfileStore.Open(Options.ProfilePath, Options.CurrentFolder);

    private Explorer NewExplorer(out ProfileStore store) => new(NewResolver(out store));

    private ConnectionProfile FindProfile(ProfileStore store, string name) =>
        Options.AllowUrls && DatabaseUrl.IsUrl(name) ? DatabaseUrl.Parse(name, Options.CurrentFolder) : store.Get(name);

    private static void InRange(int value, int least, int most, HostTerm option, string name)
    {
        if (value < least || value > most)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Reading the request: {option.Mark()} is {value}; it must be from {least} to {most}.") { Target = name };
        }
    }
}
