using System.Text;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Benchmarks;

/// <summary>The tool that a direction is measured against. Each loads a table that is there and empty, as dbmigrate does.</summary>
internal sealed class Yardstick
{
    private readonly Func<TestDatabase, TestDatabase, Task<Measurement>> _run;

    private Yardstick(string name, string program, Func<TestDatabase, TestDatabase, Task<Measurement>> run)
    {
        Name = name;
        Program = program;
        _run = run;
    }

    /// <summary>The directions that have one.</summary>
    public static IEnumerable<(DatabaseKind From, DatabaseKind To)> Directions =>
    [
        (DatabaseKind.Sqlite, DatabaseKind.Postgres), (DatabaseKind.MariaDb, DatabaseKind.Postgres),
        (DatabaseKind.Postgres, DatabaseKind.Postgres), (DatabaseKind.Sqlite, DatabaseKind.Sqlite),
        (DatabaseKind.Sqlite, DatabaseKind.MySql), (DatabaseKind.Sqlite, DatabaseKind.MariaDb),
        (DatabaseKind.Postgres, DatabaseKind.MySql), (DatabaseKind.Postgres, DatabaseKind.Sqlite),
        (DatabaseKind.MySql, DatabaseKind.Sqlite),
    ];

    public string Name { get; }

    public string Program { get; }

    public bool IsInstalled => MeasuredProcess.Find(Program) is not null;

    /// <summary>The yardstick of a direction, or null where there is none.</summary>
    public static Yardstick? For(DatabaseKind from, DatabaseKind to) => (from, to) switch
    {
        (DatabaseKind.Postgres, DatabaseKind.Postgres) => new("psql binary COPY | psql", "psql", PsqlAsync),
        (DatabaseKind.Sqlite, DatabaseKind.Sqlite) => new("sqlite3 ATTACH, INSERT … SELECT", "sqlite3", AttachAsync),
        (_, DatabaseKind.Postgres) => new("pgloader", "pgloader", PgloaderAsync),
        (_, DatabaseKind.Sqlite) => new("sqlite3 .import of a ready CSV", "sqlite3", ImportAsync),
        _ => new("LOAD DATA LOCAL of a ready file", "mariadb", LoadDataAsync),
    };

    public Task<Measurement> RunAsync(TestDatabase source, TestDatabase target) => _run(source, target);

    private static async Task<Measurement> PgloaderAsync(TestDatabase source, TestDatabase target)
    {
        using var folder = new TempFolder();
        string from = source.Kind == DatabaseKind.Sqlite ? "sqlite://" + source.Name : source.Url;
        string script = folder.File("big.load");
        await File.WriteAllTextAsync(script, $"""
            LOAD DATABASE FROM {from} INTO {target.Url.Replace("postgres://", "postgresql://")}
            WITH data only, no truncate
            {(source.Kind == DatabaseKind.Sqlite ? "" : $"ALTER SCHEMA '{source.Name}' RENAME TO 'public'")};
            """);
        return (await MeasuredProcess.RunAsync("pgloader", "--root-dir", folder.Path, "--on-error-stop", script))!;
    }

    private static async Task<Measurement> PsqlAsync(TestDatabase source, TestDatabase target) => (await MeasuredProcess.RunAsync(
        "bash", "-o", "pipefail", "-c", "psql -q \"$1\" -c 'COPY big TO STDOUT (FORMAT binary)' "
        + "| psql -q \"$2\" -c 'COPY big FROM STDIN (FORMAT binary)'", "_", source.Url, target.Url))!;

    private static async Task<Measurement> AttachAsync(TestDatabase source, TestDatabase target) =>
        (await MeasuredProcess.RunAsync("sqlite3", target.Name,
            $"ATTACH '{source.Name}' AS source; INSERT INTO big SELECT * FROM source.big;"))!;

    private static async Task<Measurement> LoadDataAsync(TestDatabase source, TestDatabase target)
    {
        using var folder = new TempFolder();
        string file = folder.File("big.tsv");
        await WriteAsync(source, file, '\t', v => v is null ? "\\N" : v.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n"));
        ServerUrl server = TestServers.Get(target.Kind);
        return (await MeasuredProcess.RunAsync("mariadb", "--no-defaults", "--local-infile=1", "-h", server.Host,
            "-P", server.Port.ToString(), "-u", server.User, "-p" + server.Password, target.Name, "-e",
            $"LOAD DATA LOCAL INFILE '{file}' INTO TABLE big CHARACTER SET utf8mb4"))!;
    }

    private static async Task<Measurement> ImportAsync(TestDatabase source, TestDatabase target)
    {
        using var folder = new TempFolder();
        string file = folder.File("big.csv");
        await WriteAsync(source, file, ',', v => v is null ? "" : "\"" + v.Replace("\"", "\"\"") + "\"");
        return (await MeasuredProcess.RunAsync("sqlite3", target.Name, ".mode csv", $".import '{file}' big"))!;
    }

    /// <summary>The source's rows as a text file, made before the clock starts.</summary>
    private static async Task WriteAsync(TestDatabase source, string file, char separator, Func<string?, string> field)
    {
        await using var writer = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 20);
        await using var connection = await source.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM big";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            for (int i = 0; i < reader.FieldCount; i++)
            {
                string? value = reader.GetValue(i) switch
                {
                    DBNull => null,
                    byte[] bytes => Encoding.UTF8.GetString(bytes),
                    DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.ffffff"),
                    var other => Convert.ToString(other),
                };
                if (i > 0)
                {
                    await writer.WriteAsync(separator);
                }

                await writer.WriteAsync(field(value));
            }

            await writer.WriteAsync('\n');
        }
    }
}
