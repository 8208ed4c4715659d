using DataMigrator.Databases;
using DataMigrator.Rehearsals;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Rehearsals;

/// <summary>A small shop in SQLite to be rehearsed on an empty target: three customers, four orders.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly TestMigration _migration;
    private readonly DatabaseKind _kind;

    private Stage(DatabaseKind kind, TestDatabase source, TestDatabase target, string access)
    {
        _kind = kind;
        Source = source;
        Target = target;
        _migration = new TestMigration(source, target, access);
    }

    public TestDatabase Source { get; }

    public TestDatabase Target { get; }

    public TestMigration Migration => _migration;

    public static async Task<Stage> SetAsync(DatabaseKind kind, string access = "read-write")
    {
        TestServers.Require(kind);
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE customers (id INTEGER NOT NULL PRIMARY KEY, name varchar(100))",
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, customer INTEGER REFERENCES customers (id), note varchar(200))",
            "INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cem')",
            "INSERT INTO orders VALUES (1, 2, 'a'), (2, 2, 'b'), (3, 1, 'c'), (4, 2, 'd')");
        if (kind == DatabaseKind.Sqlite)
        {
            // The file is there before, as a server's database is.
            await target.ExecuteAsync("PRAGMA user_version = 1");
        }

        return new Stage(kind, source, target, access);
    }

    /// <summary>The source's schema for the target, in files.</summary>
    public async Task<string> CopySchemaAsync()
    {
        SchemaCopyResult copy = await _migration.Service.CopySchemaAsync(new SchemaCopyRequest
        {
            SourceProfile = "source", SourceDatabase = _migration.Request.SourceDatabase, TargetKind = _kind,
        }, CancellationToken.None);
        return copy.OutputDir;
    }

    public async Task<Rehearsal> RehearseAsync(string? folder, int sampleRows = 100, bool createSchema = false, string? table = null,
        CancellationToken cancellationToken = default)
    {
        await Source.CloseAsync();
        await Target.CloseAsync();
        Rehearsal found = await _migration.Service.RehearseAsync(new RehearsalRequest
        {
            Migration = _migration.Request with { CreateSchema = createSchema, SourceTable = table }, OutputDir = folder, SampleRows = sampleRows,
        }, cancellationToken);
        Assert.Empty(await ScratchesAsync());
        return found;
    }

    /// <summary>The target has nothing that it had not before.</summary>
    public async Task AssertUntouchedAsync() => Assert.Empty(await LookAsync());

    /// <summary>What the target holds: its tables and views with their rows.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        string tables = _kind switch
        {
            DatabaseKind.Sqlite => "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name",
            DatabaseKind.Postgres => "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
            _ => "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1",
        };
        var held = new List<string>();
        foreach (object?[] table in await Target.QueryAsync(tables))
        {
            foreach (object?[] row in await Target.QueryAsync("SELECT * FROM " + Target.Quote((string)table[0]!)))
            {
                held.Add(table[0] + ": " + string.Join('|', row));
            }

            held.Add((string)table[0]!);
        }

        return held;
    }

    /// <summary>Scratch databases of this process that are left, on the server or in the home folder.</summary>
    public async Task<IReadOnlyList<string>> ScratchesAsync()
    {
        var left = new List<string>();
        string folder = Path.Combine(_migration.Home, ".tmp", "rehearsal");
        left.AddRange(Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : []);
        if (_kind != DatabaseKind.Sqlite)
        {
            // Those of other tests that run at the same time are their own.
            string sql = _kind == DatabaseKind.Postgres ? $"SELECT datname FROM pg_database WHERE datname LIKE '{Scratch.Prefix}%'"
                : $"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '{Scratch.Prefix}%'";
            HashSet<string> own = [.. _migration.Log.Where(l => l.Message == "Rehearsal started").Select(l => l.Detail!.Split(' ')[^1])];
            left.AddRange((await Target.QueryAsync(sql)).Select(r => (string)r[0]!).Where(own.Contains));
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        _migration.Dispose();
        await Source.DisposeAsync();
        await Target.DisposeAsync();
    }
}
