using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>The sample databases, loaded once for all tests of a class: schema copies only read them.</summary>
public sealed class SampleSources : IAsyncDisposable
{
    private readonly Dictionary<(string, DatabaseKind), TestDatabase> _loaded = [];

    public async ValueTask DisposeAsync()
    {
        foreach (TestDatabase database in _loaded.Values)
        {
            await database.DisposeAsync();
        }
    }

    internal Task<TestDatabase> ChinookAsync(DatabaseKind kind) => GetAsync("chinook", kind, SampleDatabases.LoadChinookAsync);

    internal Task<TestDatabase> SakilaAsync(DatabaseKind kind) => GetAsync("sakila", kind, SampleDatabases.LoadSakilaAsync);

    private async Task<TestDatabase> GetAsync(string name, DatabaseKind kind, Func<TestDatabase, Task> load)
    {
        if (!_loaded.TryGetValue((name, kind), out TestDatabase? database))
        {
            database = await TestDatabase.CreateAsync(kind);
            try
            {
                await load(database);
            }
            catch
            {
                // A skip too: a database without its tables must not stand for the next test.
                await database.DisposeAsync();
                throw;
            }

            await database.CloseAsync();
            _loaded.Add((name, kind), database);
        }

        return database;
    }
}
