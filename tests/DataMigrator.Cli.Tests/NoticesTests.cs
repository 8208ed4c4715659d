using System.Text.Json;

namespace DataMigrator.Cli.Tests;

public sealed class NoticesTests
{
    [Fact]
    public void The_notices_name_every_package_that_is_carried_in_its_version_and_no_other()
    {
        string folder = AppContext.BaseDirectory;
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "dbmigrate.deps.json")));
        IEnumerable<string> carried = dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name.Replace('/', ' '));

        // Before the licenses' texts: a component begins a line, what is said of it is indented.
        IEnumerable<string> named = File.ReadLines(Path.Combine(folder, "THIRD-PARTY-NOTICES.txt"))
            .TakeWhile(line => !line.StartsWith('=')).Skip(1).Where(line => line.Length > 0 && line[0] != ' ')
            .SelectMany(line => line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

        Assert.Equal(carried.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
