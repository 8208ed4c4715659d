using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Databases.Postgres;

/// <summary>One database for the tests of a class: making one takes longer than most of them. Each test has tables of
/// its own names.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private TestDatabase? _database;
    private int _names;

    internal TestDatabase Database => _database ?? throw new InvalidOperationException("The test did not open the database.");

    /// <summary>The database, made at the first call with these statements; skips the test where there is no server.</summary>
    internal async Task<TestDatabase> OpenAsync(params string[] setup)
    {
        if (_database is null)
        {
            _database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
            await _database.ExecuteAsync(setup);
        }

        return _database;
    }

    internal string NewName(string prefix) => prefix + ++_names;

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
