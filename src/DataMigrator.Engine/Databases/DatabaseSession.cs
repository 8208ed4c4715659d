using System.Data.Common;
using DataMigrator.Profiles;

namespace DataMigrator.Databases;

/// <summary>An open connection with the few statements that are the same everywhere. Not for two threads at once.</summary>
internal sealed class DatabaseSession(
    IDatabase database, DatabaseKind kind, DbConnection connection, DatabaseAddress address, string serverVersion)
    : IAsyncDisposable
{
    public IDatabase Database { get; } = database;

    /// <summary>The system that answered: MariaDB also where the profile says mysql.</summary>
    public DatabaseKind Kind { get; } = kind;

    public DbConnection Connection { get; } = connection;

    public DatabaseAddress Address { get; } = address;

    public string ServerVersion { get; } = serverVersion;

    public Dialect Dialect => Database.Dialect;

    /// <summary>A warning for the user (said once a session), such as LOAD DATA being switched off on the server.</summary>
    public Action<string>? Warn { get; set; }

    public Task BeginAsync(CancellationToken cancellationToken) => ExecuteAsync(Dialect.Transactions.Begin, cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => ExecuteAsync(Dialect.Transactions.Commit, cancellationToken);

    public Task RollbackAsync(CancellationToken cancellationToken) => ExecuteAsync(Dialect.Transactions.Rollback, cancellationToken);

    public Task SavepointAsync(CancellationToken cancellationToken) => ExecuteAsync(Dialect.Transactions.Savepoint, cancellationToken);

    public Task RollbackToSavepointAsync(CancellationToken cancellationToken) =>
        ExecuteAsync(Dialect.Transactions.RollbackToSavepoint, cancellationToken);

    public Task ReleaseSavepointAsync(CancellationToken cancellationToken) =>
        ExecuteAsync(Dialect.Transactions.ReleaseSavepoint, cancellationToken);

    /// <summary>Runs one statement and returns the rows it affected.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first column of the first row as a 64-bit integer; null for no row or NULL.</summary>
    public async Task<long?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = CreateCommand(sql);
        object? value = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        return value is null or DBNull ? null : Convert.ToInt64(value);
    }

    /// <summary>All rows of a small query, such as one over a catalogue.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await using DbCommand command = CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>A command without a time limit: a long statement is not a fault.</summary>
    public DbCommand CreateCommand(string sql)
    {
        DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        if (Database.TimeoutIsAStatements)
        {
            command.CommandTimeout = 0;
        }

        return command;
    }

    /// <summary>Closes a session that may be broken: closing may then fail, and what was not committed is rolled back all
    /// the same.</summary>
    public static async Task CloseAsync(DatabaseSession? session)
    {
        try
        {
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            // See above.
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
