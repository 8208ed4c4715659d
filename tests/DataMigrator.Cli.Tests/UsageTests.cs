namespace DataMigrator.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Theory]
    [InlineData("", "Which command? Commands are: migrate, resume, ")]
    [InlineData("migrat", "Did you mean migrate?")]
    [InlineData("migrate --sorce x --target y", "Unknown option --sorce of dbmigrate migrate. Did you mean --source?")]
    [InlineData("migrate --source=a --target=b --trunkate", "Did you mean --truncate?")]
    [InlineData("migrate --source a", "'--target' is required")]
    [InlineData("migrate --source a --target b --batch-size 0", "--batch-size must be a number from 1 to 1000000")]
    [InlineData("migrate --source a --target b --batch-size many", "--batch-size must be a number from 1 to 1000000")]
    [InlineData("migrate --source a --target b --memory-limit-mb 99999999999", "--memory-limit-mb must be a number from 1 to 65536")]
    [InlineData("migrate --source a --target b --table x --include-tables y", "--table and --include-tables exclude each other")]
    [InlineData("verify --source a --target b --table x --exclude-tables y", "--table and --exclude-tables exclude each other")]
    [InlineData("migrate --source a --source b --target c", "--source")]
    [InlineData("migrate --source a --target b --include-tables ,", "--include-tables names no table")]
    [InlineData("verify --source a --target b --exclude-tables ,", "--exclude-tables names no table")]
    [InlineData("schema-copy --source a --target-type postgres --include-tables ,", "--include-tables names no table")]
    [InlineData("migrate --source a --target b --include-tables ∅", "--include-tables is given and empty")]
    [InlineData("migrate --source a --target b --exclude-tables ∅ --truncate", "--exclude-tables is given and empty")]
    [InlineData("migrate --source a --target b --exclude-tables x,", "--exclude-tables holds an empty name")]
    [InlineData("migrate --source a --target b --table ∅ --truncate", "--table is given and empty")]
    [InlineData("migrate --source ∅ --target b", "--source is given and empty")]
    [InlineData("migrate --source a --source-database ∅ --target b", "--source-database is given and empty")]
    [InlineData("migrate --source a --target b --home ∅", "--home is given and empty")]
    [InlineData("verify --source a --target b --profiles ∅", "--profiles is given and empty")]
    [InlineData("schema-copy --source a --target-type postgres --output-dir ∅", "--output-dir is given and empty")]
    [InlineData("schema-copy --source a --target-type postgre", "--target-type is \"postgre\"; it must be one of sqlite, postgres, mysql, mariadb")]
    [InlineData("resume ∅", "job is given and empty")]
    [InlineData("status ∅", "job is given and empty")]
    [InlineData("mcp --allow-folder ∅", "--allow-folder is given and empty")]
    [InlineData("demo --dir ∅", "--dir is given and empty")]
    [InlineData("resume", "resume")]
    [InlineData("status a b", "'b'")]
    [InlineData("migrate --source a --target b --rehearse --plan", "--rehearse and --plan exclude each other")]
    [InlineData("migrate --source a --target b --output-dir x", "--output-dir goes with --rehearse")]
    [InlineData("migrate --source a --target b --sample-rows 5", "--sample-rows goes with --rehearse")]
    [InlineData("migrate --source a --target b --rehearse --sample-rows 10001", "--sample-rows must be a number from 0 to 10000")]
    [InlineData("verify --source a --target b --plan", "Unknown option --plan of dbmigrate verify")]
    [InlineData("migrate --source a --target postgres://u:hunter44@h/d --nonsense=postgres://u:hunter44@h/d", "--nonsense")]
    public async Task Wrong_usage_ends_with_2_and_what_was_meant(string arguments, string message)
    {
        RunResult run = await _dbmigrate.RunAsync([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Replace("∅", ""))]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Messages);
        Assert.Contains("INVALID_PARAMETER", run.Codes);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("hunter44", run.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("migrate --help")]
    [InlineData("--version")]
    public async Task Help_is_no_mistake(string arguments)
    {
        RunResult run = await _dbmigrate.RunAsync(arguments.Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Every_option_of_the_contract_is_there()
    {
        RunResult run = await _dbmigrate.RunAsync("migrate", "--help");

        foreach (string option in (string[])["--source ", "--source-database", "--target ", "--target-database", "--table", "--include-tables",
            "--exclude-tables", "--create-schema", "--truncate", "--stop-on-error", "--no-continue-on-row-error", "--batch-size",
            "--memory-limit-mb", "--verify", "--plan", "--json", "--profiles", "--home", "50000", "[default: 50]"])
        {
            Assert.Contains(option, run.Output);
        }
    }
}
