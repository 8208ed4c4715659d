namespace DataMigrator.Cli.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Fact]
    public async Task An_unknown_profile_is_told_with_those_there_are()
    {
        WriteProfiles("""{ "profiles": { "prod": { "type": "mysql", "host": "h" } } }""");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "prd", "--target", "prod", "--source-database", "d");

        AssertFailed(run, "PROFILE_NOT_FOUND", "Did you mean \"prod\"?");

        RunResult secret = await _dbmigrate.RunAsync("migrate", "--source", "Hunter2-of-all", "--target", "prod", "--source-database", "d");
        AssertFailed(secret, "PROFILE_NOT_FOUND", "has: prod.");
        Assert.DoesNotContain("Hunter2", secret.Error + secret.Output);
    }

    [Fact]
    public async Task The_option_goes_before_the_variable_and_the_variable_before_the_folder()
    {
        Write("option.json", "from-option");
        Write("variable.json", "from-variable");
        Write("datamigrator.profiles.json", "from-folder");
        Directory.CreateDirectory(_dbmigrate.File("config/datamigrator"));
        Write("config/datamigrator/profiles.json", "from-user");
        string[] command = ["migrate", "--source", "x", "--target", "x"];

        _dbmigrate.Environment["DATAMIGRATOR_PROFILES"] = "variable.json";
        AssertFailed(await _dbmigrate.RunAsync([.. command, "--profiles", "option.json"]), "PROFILE_NOT_FOUND", "has: from-option.");
        AssertFailed(await _dbmigrate.RunAsync(command), "PROFILE_NOT_FOUND", "has: from-variable.");
        _dbmigrate.Environment["DATAMIGRATOR_PROFILES"] = null;
        AssertFailed(await _dbmigrate.RunAsync(command), "PROFILE_NOT_FOUND", "has: from-folder.");
        File.Delete(_dbmigrate.File("datamigrator.profiles.json"));
        AssertFailed(await _dbmigrate.RunAsync(command), "PROFILE_NOT_FOUND", "has: from-user.");
        File.Delete(_dbmigrate.File("config/datamigrator/profiles.json"));
        AssertFailed(await _dbmigrate.RunAsync(command), "PROFILE_NOT_FOUND", "No profile file was found");

        void Write(string file, string profile) => File.WriteAllText(_dbmigrate.File(file),
            $$"""{ "profiles": { "{{profile}}": { "type": "mysql", "host": "h" } } }""");
    }

    [Fact]
    public async Task Every_mistake_of_a_profile_file_is_a_line()
    {
        WriteProfiles("""{ "profiles": { "p": { "type": "mysqll", "hots": "h" } } }""");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "p", "--target", "p");

        AssertFailed(run, "INVALID_PARAMETER", "Did you mean \"mysql\"?");
        Assert.Equal(2, run.Log.Count);
    }

    [Fact]
    public async Task A_missing_secret_is_told_by_the_name_of_its_variable()
    {
        WriteProfiles("""{ "profiles": { "p": { "type": "mysql", "host": "h", "password": "${env:DM_NO_SUCH}" } } }""");

        RunResult run = await _dbmigrate.RunAsync("migrate", "--source", "p", "--target", "p", "--source-database", "d");

        AssertFailed(run, "INVALID_PARAMETER", "DM_NO_SUCH");
    }

    [Fact]
    public async Task A_secret_or_a_profile_file_that_is_not_there_is_told_with_what_to_do()
    {
        WriteProfiles("""{ "profiles": { "p": { "type": "mysql", "host": "h", "password": "${file:nowhere/pw}" } } }""");
        Directory.CreateDirectory(_dbmigrate.File("folder"));
        string[] command = ["migrate", "--source", "p", "--target", "p", "--source-database", "d"];

        AssertFailed(await _dbmigrate.RunAsync(command), "INVALID_PARAMETER", "or name another one");
        AssertFailed(await _dbmigrate.RunAsync([.. command, "--profiles", "folder"]), "INVALID_PARAMETER", "is a folder. Name the file in it.");
        AssertFailed(await _dbmigrate.RunAsync([.. command, "--profiles", "none.json"]), "INVALID_PARAMETER", "Write it, or name another one.");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("resume")]
    public async Task A_job_that_is_not_there_is_not_found(string command)
    {
        foreach (string id in (string[])["20260101-000000-abcdef", "../../etc", "no\nline", "Hunter2-of-prod"])
        {
            RunResult run = await _dbmigrate.RunAsync(command, id, "--json");

            AssertFailed(run, "MIGRATION_NOT_FOUND", "");
            // What is no id may have been meant for another place.
            Assert.DoesNotContain("Hunter2", run.Error + run.Output);
        }
    }

    [Fact]
    public async Task A_secret_shows_up_in_no_output()
    {
        const string Secret = "pl4nted-s3cret/§";
        _dbmigrate.Environment["DM_PLANTED"] = Secret;
        File.WriteAllText(_dbmigrate.File("pw"), Secret + "\n");
        WriteProfiles("""
            { "profiles": {
                "env":  { "type": "postgres", "host": "127.0.0.1", "port": 1, "username": "u", "password": "${env:DM_PLANTED}" },
                "file": { "type": "mysql", "host": "127.0.0.1", "port": 1, "username": "u", "password": "${file:pw}" },
                "lit":  { "type": "mariadb", "host": "127.0.0.1", "port": 1, "username": "u", "password": "pl4nted-s3cret/§" } } }
            """);
        string encoded = Uri.EscapeDataString(Secret);
        string[] addresses = ["env", "file", "lit", $"postgres://u:{encoded}@127.0.0.1:1", $"mysql://u:{encoded}@127.0.0.1:1"];

        foreach (string address in addresses)
        {
            foreach (string[] extra in (string[][])[["migrate"], ["migrate", "--plan"], ["verify"], ["migrate", "--json"]])
            {
                RunResult run = await _dbmigrate.RunAsync([extra[0], "--source", address, "--source-database", "d",
                    "--target", address, "--target-database", "e", .. extra[1..]]);

                Assert.Equal(1, run.ExitCode);
                Assert.Contains("CONNECTION_FAILED", run.Codes);
                Assert.DoesNotContain("pl4nted", run.Output + run.Error);
                Assert.DoesNotContain("   at ", run.Error);
            }
        }

        foreach (string file in Directory.EnumerateFiles(_dbmigrate.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("pw") && !f.EndsWith("profiles.json")))
        {
            Assert.DoesNotContain("pl4nted", File.ReadAllText(file));
        }
    }

    private void WriteProfiles(string json) => File.WriteAllText(_dbmigrate.File("datamigrator.profiles.json"), json);

    private static void AssertFailed(RunResult run, string code, string message)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(code, run.Codes[^1]);
        Assert.Contains(message, run.Messages);
        Assert.Empty(run.Output);
        Assert.All(run.Log, line => Assert.Contains(line.GetProperty("level").GetString(), (string[])["error", "warn"]));
    }
}
