using Microsoft.Data.Sqlite;

namespace DataMigrator.Cli.Tests;

/// <summary>What is a password and what only looks like one.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Fact]
    public async Task A_password_that_is_an_ordinary_word_is_cut_out_of_no_name_and_no_path()
    {
        Directory.CreateDirectory(_dbmigrate.File("postgres/home"));
        using (var connection = new SqliteConnection($"Data Source={_dbmigrate.File("postgres/postgres.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE postgres (id int NOT NULL PRIMARY KEY); INSERT INTO postgres VALUES (1)";
            command.ExecuteNonQuery();
        }

        File.WriteAllText(_dbmigrate.File("p.json"), """
            { "profiles": {
                "postgres": { "type": "postgresql", "host": "127.0.0.1", "port": 1, "username": "postgres", "password": "postgres", "access": "read-write" },
                "files": { "type": "SQLite", "directory": "postgres", "access": "read-write" } } }
            """);
        string[] ends = ["--profiles", "p.json", "--home", "postgres/home", "--source", "files", "--source-database", "postgres.db"];

        RunResult done = await _dbmigrate.RunAsync(["migrate", .. ends, "--target", "sqlite:postgres/copy-postgres.db", "--create-schema", "--json"]);
        RunResult refused = await _dbmigrate.RunAsync(["migrate", .. ends, "--target", "postgres", "--target-database", "postgres"]);
        RunResult url = await _dbmigrate.RunAsync(["migrate", .. ends, "--target", "postgres://postgres:postgres@127.0.0.1:1/postgres"]);

        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.DoesNotContain("***", done.Output + done.Error);
        Assert.Contains("postgres/home", done.Output);
        Assert.Contains("copy-postgres.db", done.Output);
        Assert.Contains("CONNECTION_FAILED", refused.Codes);
        Assert.Contains("postgres/postgres", refused.Messages);
        Assert.DoesNotContain("***", refused.Error);
        Assert.Contains("CONNECTION_FAILED", url.Codes);
        Assert.Contains("postgres://postgres@127.0.0.1:1/postgres", url.Messages);
        Assert.DoesNotContain("postgres:postgres", url.Error);
    }

    [Theory]
    [InlineData("migrate --target sqlite:b.db --source postgre://u:hunter44@h/d")]
    [InlineData("migrate --target sqlite:b.db --source postgre:u:hunter44@h/d")]
    [InlineData("migrate --target sqlite:b.db --source u:hunter44@h/d")]
    [InlineData("migrate --target sqlite:b.db --source host=h;pass=hunter44")]
    [InlineData("migrate --source sqlite:b.db --target u:hunter44@h")]
    [InlineData("schema-copy --target-type postgres --source u:hunter44@h/d")]
    [InlineData("schema-copy --source sqlite:b.db --target-type postgres://u:hunter44@h/d")]
    [InlineData("status postgres://u:hunter44@h/d")]
    [InlineData("resume u:hunter44@h/d")]
    [InlineData("status pg:hunter44@h")]
    public async Task A_url_where_a_name_belongs_is_not_repeated_with_its_password(string arguments)
    {
        RunResult run = await _dbmigrate.RunAsync(arguments.Split(' '));

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("hunter44", run.Output + run.Error);
    }
}
