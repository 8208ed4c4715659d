using System.Diagnostics;
using System.Text.Json;
using DataMigrator.Demo;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Cli.Tests;

public sealed class MigrationTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Fact]
    public async Task The_demo_copies_verifies_and_can_be_run_again()
    {
        for (int i = 0; i < 2; i++)
        {
            RunResult run = await _dbmigrate.RunAsync("demo", "--dir", "demo");

            Assert.Equal(0, run.ExitCode);
            Assert.Contains("order_line", run.Output);
            Assert.Contains("Equal: 11 tables", run.Output);
            Assert.Contains("What to try next", run.Output);
            Assert.DoesNotContain('\u001b', run.Output);
        }
    }

    [Fact]
    public async Task The_demo_can_answer_in_json()
    {
        RunResult run = await _dbmigrate.RunAsync("demo", "--dir", "demo", "--json");

        Assert.Equal(0, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal("completed", json.RootElement.GetProperty("status").GetString());
        Assert.True(json.RootElement.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Json_on_stdout_is_one_document_and_the_first_log_line_names_the_job()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, 'ä'), (2, NULL)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--verify", "--json");

        Assert.Equal(0, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        string job = json.RootElement.GetProperty("job_id").GetString()!;
        Assert.Equal(2, json.RootElement.GetProperty("rows_migrated").GetInt64());
        Assert.Equal("completed", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(job, run.Log[0].GetProperty("job_id").GetString());
        Assert.Equal("2", Scalar("b.db", "SELECT count(*) FROM t"));

        RunResult status = await _dbmigrate.RunAsync("status", job, "--json");
        Assert.Equal(0, status.ExitCode);
        using JsonDocument shown = JsonDocument.Parse(status.Output);
        Assert.Equal(job, shown.RootElement.GetProperty("job_id").GetString());
        Assert.Equal("completed", shown.RootElement.GetProperty("status").GetString());

        RunResult list = await _dbmigrate.RunAsync("status");
        Assert.Contains(job, list.Output);
        RunResult resumed = await _dbmigrate.RunAsync("resume", job);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("nothing to resume", resumed.Error);
    }

    [Fact]
    public async Task A_job_that_completed_with_errors_says_so_again_when_it_is_resumed()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x INT); INSERT INTO t VALUES (1, 1), (2, -1)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x INT CHECK (x > 0))");
        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--json");
        using JsonDocument json = JsonDocument.Parse(run.Output);

        RunResult resumed = await _dbmigrate.RunAsync("resume", json.RootElement.GetProperty("job_id").GetString()!, "--json");

        Assert.Equal((3, 3), (run.ExitCode, resumed.ExitCode));
        Assert.Contains("nothing to resume", resumed.Error);
        using JsonDocument again = JsonDocument.Parse(resumed.Output);
        Assert.Equal((1, "completed_with_errors"), (again.RootElement.GetProperty("rows_failed").GetInt32(),
            again.RootElement.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_plan_writes_nothing()
    {
        DemoDatabase.Create(_dbmigrate.File("a.db"));
        DemoDatabase.CreateEmpty(_dbmigrate.File("b.db"));
        byte[] before = File.ReadAllBytes(_dbmigrate.File("b.db"));
        string[] command = ["migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--plan"];

        RunResult text = await _dbmigrate.RunAsync(command);
        RunResult json = await _dbmigrate.RunAsync([.. command, "--json"]);

        Assert.Equal(0, text.ExitCode);
        Assert.Contains("order_line", text.Output);
        Assert.Contains("nothing was written", text.Output);
        using JsonDocument plan = JsonDocument.Parse(json.Output);
        Assert.Equal(11, plan.RootElement.GetProperty("tables").GetArrayLength());
        Assert.NotEqual(0, plan.RootElement.GetProperty("cycles").GetArrayLength());
        Assert.Equal(before, File.ReadAllBytes(_dbmigrate.File("b.db")));
        Assert.Equal(["a.db", "b.db"], Directory.EnumerateFileSystemEntries(_dbmigrate.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_database_that_is_to_be_made_is_made_by_the_job_and_not_by_its_plan()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
        string[] command = ["migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--create-schema"];

        RunResult plan = await _dbmigrate.RunAsync([.. command, "--plan"]);
        RunResult wrong = await _dbmigrate.RunAsync([.. command, "--table", "u"]);

        Assert.Equal((0, 1), (plan.ExitCode, wrong.ExitCode));
        Assert.Contains("nothing was written", plan.Output);
        Assert.Equal([_dbmigrate.File("a.db")], Directory.EnumerateFileSystemEntries(_dbmigrate.Folder));
        Assert.Equal(0, (await _dbmigrate.RunAsync(command)).ExitCode);
        Assert.Equal("1", Scalar("b.db", "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task A_log_that_can_not_be_written_does_not_end_a_job(string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");

        using Process process = _dbmigrate.StartRedirected(redirection, "migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--json");
        RunResult run = await Dbmigrate.FinishAsync(process);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"status\": \"completed\"", run.Output);
        Assert.Equal("1", Scalar("b.db", "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--plan")]
    public async Task A_result_that_can_not_be_written_is_a_failure_that_says_so(string option)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        string[] options = option.Length > 0 ? [option] : [];

        using Process process = _dbmigrate.StartRedirected(">/dev/full",
            ["migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", .. options]);
        RunResult run = await Dbmigrate.FinishAsync(process);

        Assert.Equal((1, "MIGRATION_FAILED"), (run.ExitCode, run.Codes[^1]));
        Assert.Contains("Writing the result to stdout: ", run.Messages);
        Assert.Contains(option == "--plan" ? "run the command again" : "itself has ended; the command status", run.Messages);
        Assert.Equal(option == "--plan" ? "0" : "1", Scalar("b.db", "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_plan_with_problems_tells_all_of_them_with_their_codes_and_ends_with_1()
    {
        Sql("a.db", "CREATE TABLE gone (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, extra TEXT)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");

        foreach (string[] extra in (string[][])[["--plan"], ["--plan", "--json"], []])
        {
            RunResult run = await _dbmigrate.RunAsync(["migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", .. extra]);

            Assert.Equal(1, run.ExitCode);
            Assert.Contains("TARGET_TABLE_NOT_FOUND", run.Codes);
            Assert.Contains("COLUMN_MISMATCH", run.Codes);
            Assert.Equal(extra.Length == 0, run.Output.Length == 0);
        }
    }

    [Fact]
    public async Task Rows_set_aside_end_with_3_and_a_verification_that_differs_too()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO t VALUES (1, 5), (2, -5), (3, 7)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0))");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--json");
        Assert.Equal(3, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal("completed_with_errors", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("rows_failed").GetInt64());
        Assert.True(File.Exists(json.RootElement.GetProperty("error_file").GetString()));

        RunResult verified = await _dbmigrate.RunAsync("verify", "--source", "sqlite:a.db", "--target", "sqlite:b.db");
        Assert.Equal(3, verified.ExitCode);
        Assert.Contains("differs", verified.Output);
        Assert.Contains("id=2", verified.Output);
    }

    [Fact]
    public async Task A_read_only_profile_is_not_written_to()
    {
        Sql("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        File.WriteAllText(_dbmigrate.File("datamigrator.profiles.json"), """{ "profiles": { "here": { "type": "sqlite", "directory": "." } } }""");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "here", "--source-database", "a", "--target", "here", "--target-database", "b");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ACCESS_DENIED", run.Codes);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_at_a_batch_boundary_and_resume_ends_with_every_row_once(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        Sql("a.db", """
            CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);
            WITH RECURSIVE s (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM s WHERE n < 20000)
            INSERT INTO t SELECT n, 'row ' || n FROM s
            """);
        Sql("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
        using Process process = _dbmigrate.Start("migrate", "--source", "sqlite:a.db", "--target", "sqlite:b.db", "--batch-size", "20", "--json");
        string first = (await process.StandardError.ReadLineAsync())!;
        string job = JsonDocument.Parse(first).RootElement.GetProperty("job_id").GetString()!;
        while (Scalar("b.db", "SELECT count(*) FROM t") == "0")
        {
            Assert.False(process.HasExited, "The job ended before it had written a row.");
        }

        Process.Start("kill", ["-" + signal, $"{process.Id}"]).WaitForExit();

        RunResult stopped = await Dbmigrate.FinishAsync(process);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("resume " + job, stopped.Error);
        Assert.Contains("\"status\": \"stopped\"", stopped.Output);

        RunResult resumed = await _dbmigrate.RunAsync("resume", job);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal("20000 20000", Scalar("b.db", "SELECT count(*) || ' ' || count(DISTINCT id) FROM t"));
    }

    private void Sql(string file, string sql) => Query(file, sql, "ReadWriteCreate");

    private string Scalar(string file, string sql) => Query(file, sql, "ReadOnly");

    private string Query(string file, string sql, string mode)
    {
        using var connection = new SqliteConnection($"Data Source={_dbmigrate.File(file)};Mode={mode};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar()) ?? "";
    }
}
