using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Cli.Tests;

public sealed class RehearsalTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Fact]
    public async Task The_commands_of_the_page_run_as_they_are_written()
    {
        string[] commands = [.. File.ReadLines(Path.Combine(Root(), "docs", "rehearsal.md"))
            .Where(l => l.StartsWith("    dbmigrate ", StringComparison.Ordinal)).Select(l => l["    dbmigrate ".Length..])];
        Assert.Equal(3, commands.Length);

        RunResult run = null!;
        foreach (string command in commands)
        {
            run = await _dbmigrate.RunAsync(command.Split(' '));
            Assert.True(run.ExitCode == 0, command + run.Output + run.Error);
        }

        Assert.Contains("rows of 11 tables rehearsed: nothing failed.", run.Output);
        Assert.False(File.Exists(_dbmigrate.File("new.db")));
        AssertNothingLeft();
    }

    [Fact]
    public async Task What_fails_is_printed_with_its_place_and_ends_in_3()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'ok'), (2, 'too long')");
        Directory.CreateDirectory(_dbmigrate.File("schema"));
        File.WriteAllText(_dbmigrate.File("schema/tables.sql"), "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT CHECK (length(v) < 5));\n\nCREATE TABEL u (id int);\n");
        string[] command = ["migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--rehearse", "--output-dir", "schema"];

        RunResult text = await _dbmigrate.RunAsync(command);
        RunResult json = await _dbmigrate.RunAsync([.. command, "--json"]);

        Assert.Equal((3, 3), (text.ExitCode, json.ExitCode));
        Assert.Contains("Problem: tables.sql line 3: ", text.Output);
        Assert.Contains("CREATE TABEL u", text.Output);
        Assert.Contains("""{"id":2}""", text.Output);
        using JsonDocument found = JsonDocument.Parse(json.Output);
        Assert.False(found.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(3, found.RootElement.GetProperty("problems")[0].GetProperty("line").GetInt32());
        Assert.Equal(1, found.RootElement.GetProperty("rows_rejected").GetInt64());
        Assert.False(File.Exists(_dbmigrate.File("b.db")));
        AssertNothingLeft();
    }

    [Fact]
    public async Task What_can_not_be_rehearsed_ends_in_1()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--rehearse", "--output-dir", "nowhere");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([ErrorCodes.InvalidParameter], run.Codes);
        Assert.Contains("dbmigrate schema-copy", run.Messages);
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_drops_the_scratch_and_ends_in_130(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        Directory.CreateDirectory(_dbmigrate.File("schema"));
        File.WriteAllText(_dbmigrate.File("schema/tables.sql"), string.Concat(Enumerable.Range(0, 100_000).Select(i => $"CREATE TABLE t{i} (id int);\n")));
        using Process process = _dbmigrate.Start("migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--rehearse", "--output-dir", "schema");
        string folder = _dbmigrate.File(".tmp/rehearsal");
        while (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.db", SearchOption.AllDirectories).Any())
        {
            Assert.False(process.HasExited);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Process.Start("kill", ["-" + signal, $"{process.Id}"]).WaitForExit();
        RunResult run = await Dbmigrate.FinishAsync(process);

        Assert.Equal(130, run.ExitCode);
        AssertNothingLeft();
    }

    private void AssertNothingLeft() =>
        Assert.Empty(Directory.Exists(_dbmigrate.File(".tmp/rehearsal")) ? Directory.GetFileSystemEntries(_dbmigrate.File(".tmp/rehearsal")) : []);

    internal static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DataMigrator.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private void Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_dbmigrate.File(file)};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
