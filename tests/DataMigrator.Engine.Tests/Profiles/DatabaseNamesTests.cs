using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Profiles;

/// <summary>A database system has one name and is found by its aliases, in any case, wherever one is given.</summary>
public sealed class DatabaseNamesTests
{
    [Theory]
    [InlineData("sqlite", DatabaseKind.Sqlite)]
    [InlineData("SQLite3", DatabaseKind.Sqlite)]
    [InlineData("postgres", DatabaseKind.Postgres)]
    [InlineData("PostgreSQL", DatabaseKind.Postgres)]
    [InlineData("pgsql", DatabaseKind.Postgres)]
    [InlineData("MySQL", DatabaseKind.MySql)]
    [InlineData("MariaDB", DatabaseKind.MariaDb)]
    public void A_system_is_found_by_name_in_urls_and_in_profiles(string name, DatabaseKind kind)
    {
        using var folder = new TempFolder();
        bool file = DatabaseNames.Of(kind).IsFile;
        File.WriteAllText(folder.File("p.json"),
            $$"""{ "profiles": { "p": { "type": "{{name}}", {{(file ? "\"directory\": \".\"" : "\"host\": \"h\"")}} } } }""");

        Assert.True(DatabaseNames.TryFind(name, out DatabaseName? found));
        Assert.Equal(kind, found.Kind);
        Assert.Equal(kind, ProfileStore.Open(folder.File("p.json")).Get("p").Kind);
        string url = name + (file ? ":x.db" : "://h/d");
        Assert.True(DatabaseUrl.IsUrl(url));
        Assert.Equal(kind, DatabaseUrl.Parse(url).Kind);
    }

    [Theory]
    [InlineData("postgre")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_name_is_not_found(string? name) => Assert.False(DatabaseNames.TryFind(name, out _));

    [Fact]
    public void Every_system_is_in_the_list_once()
    {
        Assert.Equal(Enum.GetValues<DatabaseKind>(), DatabaseNames.All.Select(d => d.Kind));
        string[] all = [.. DatabaseNames.All.SelectMany(d => d.Aliases.Prepend(d.Name))];
        Assert.Equal(all.Distinct(StringComparer.OrdinalIgnoreCase), all);
        Assert.All(all, n => Assert.Equal(n.ToLowerInvariant(), n));
    }
}
