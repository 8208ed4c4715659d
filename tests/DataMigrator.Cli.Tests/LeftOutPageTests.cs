using System.Text.Json;

namespace DataMigrator.Cli.Tests;

public sealed class LeftOutPageTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Fact]
    public async Task The_commands_of_the_page_run_as_they_are_written()
    {
        string[] commands = [.. File.ReadLines(Path.Combine(RehearsalTests.Root(), "docs", "left-out.md"))
            .Where(l => l.StartsWith("    dbmigrate ", StringComparison.Ordinal)).Select(l => l["    dbmigrate ".Length..])];
        Assert.Equal(2, commands.Length);

        RunResult run = null!;
        foreach (string command in commands)
        {
            run = await _dbmigrate.RunAsync(command.Split(' '));
            Assert.True(run.ExitCode == 0, command + run.Output + run.Error);
        }

        using JsonDocument copy = JsonDocument.Parse(run.Output);
        Assert.All(copy.RootElement.GetProperty("warnings").EnumerateArray().Where(w => w.GetProperty("type").GetString() == "database"),
            w => Assert.StartsWith("left out: ", w.GetProperty("message").GetString()));
    }
}
