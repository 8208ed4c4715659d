using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Profiles;

public sealed class AddressResolverTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly AddressResolver _resolver;

    public AddressResolverTests()
    {
        Directory.CreateDirectory(_folder.File("data/sub"));
        foreach (string file in (string[])["data/shop.db", "data/archive.sqlite3", "data/plain", "data/sub/inner.db", "outside.db"])
        {
            File.WriteAllText(_folder.File(file), "");
        }

        File.WriteAllText(_folder.File("p.json"), """
            { "profiles": {
                "files": { "type": "sqlite", "directory": "data" },
                "pg": { "type": "postgres", "host": "h" } } }
            """);
        _resolver = new AddressResolver(ProfileStore.Open(_folder.File("p.json")), allowUrls: true);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("shop.db", "shop.db")]
    [InlineData("shop", "shop.db")]
    [InlineData("archive", "archive.sqlite3")]
    [InlineData("plain", "plain")]
    [InlineData("sub/inner", "sub/inner.db")]
    [InlineData("sub/../shop", "shop.db")]
    [InlineData("fresh", "fresh.db")]
    [InlineData("fresh.sqlite", "fresh.sqlite")]
    [InlineData(":memory:", ":memory:.db")]
    public void A_database_of_an_sqlite_profile_is_a_file_of_its_folder(string name, string file)
    {
        DatabaseAddress address = _resolver.ResolveSource("files", name);

        Assert.Equal(RealPath.Of(_folder.File("data/" + file)), address.Database);
        Assert.Equal("files/" + Path.GetFileName(file), address.ToString());
    }

    [Theory]
    [InlineData("../outside.db")]
    [InlineData("../outside")]
    [InlineData("sub/../../outside.db")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("../data-too/x.db")]
    public void No_path_leads_out_of_the_folder(string name) =>
        Assert.Equal(ErrorCodes.AccessDenied, Assert.Throws<MigrationException>(() => _resolver.ResolveSource("files", name)).Code);

    [Fact]
    public void No_symbolic_link_leads_out_of_the_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a right on Windows.");
        string data = _folder.File("data");
        File.CreateSymbolicLink(Path.Combine(data, "link.db"), _folder.File("outside.db"));
        File.CreateSymbolicLink(Path.Combine(data, "relative.db"), "../outside.db");
        File.CreateSymbolicLink(Path.Combine(data, "dangling.db"), "../not-there.db");
        File.CreateSymbolicLink(Path.Combine(data, "chain.db"), "link.db");
        Directory.CreateSymbolicLink(Path.Combine(data, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(data, "loop.db"), "loop.db");

        foreach (string name in (string[])["link.db", "link", "relative", "dangling.db", "chain.db", "up/outside.db", "up/new.db", "loop.db"])
        {
            var e = Assert.Throws<MigrationException>(() => _resolver.ResolveSource("files", name));
            Assert.Equal(ErrorCodes.AccessDenied, e.Code);
        }
    }

    [Fact]
    public void A_link_within_the_folder_and_a_folder_that_is_a_link_are_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a right on Windows.");
        File.CreateSymbolicLink(_folder.File("data/alias.db"), "sub/inner.db");
        Directory.CreateSymbolicLink(_folder.File("linked"), "data");
        File.WriteAllText(_folder.File("p2.json"), """{ "profiles": { "linked": { "type": "sqlite", "directory": "linked" } } }""");
        var resolver = new AddressResolver(ProfileStore.Open(_folder.File("p2.json")), allowUrls: false);

        Assert.Equal(RealPath.Of(_folder.File("data/sub/inner.db")), resolver.ResolveSource("linked", "alias").Database);
    }

    [Fact]
    public void A_missing_database_is_asked_for_with_what_is_possible()
    {
        var e = Assert.Throws<MigrationException>(() => _resolver.ResolveSource("files", null));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("archive.sqlite3, shop.db", e.Message);
        Assert.Contains("<SourceDatabase>", TermNames.Instance.Render(e.Message));

        e = Assert.Throws<MigrationException>(() => _resolver.ResolveSource("pg", null));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("<SourceDatabase>", TermNames.Instance.Render(e.Message));

        e = Assert.Throws<MigrationException>(() => _resolver.ResolveSource("files", "sub"));
        Assert.Contains("inner.db", e.Message);
    }

    [Fact]
    public void The_target_database_is_named_as_the_source_where_nothing_else_is_said()
    {
        DatabaseAddress source = _resolver.ResolveSource("files", "shop");

        Assert.Equal("shop", _resolver.ResolveTarget("pg", null, source).Database);
        Assert.Equal("other", _resolver.ResolveTarget("pg", "other", source).Database);
        Assert.Equal("own", _resolver.ResolveTarget("postgres://h/own", null, source).Database);
        DatabaseAddress server = _resolver.ResolveSource("pg", "fresh");
        Assert.Equal(RealPath.Of(_folder.File("data/fresh.db")), _resolver.ResolveTarget("files", null, server).Database);
    }

    [Fact]
    public void Two_names_for_one_database_are_refused()
    {
        var e = Assert.Throws<MigrationException>(() => _resolver.ResolveSource("postgres://h/a", "b"));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Equal("a", _resolver.ResolveSource("postgres://h/a", "a").Database);
        Assert.Equal("b", _resolver.ResolveSource("postgres://h", "b").Database);
    }

    [Fact]
    public void Urls_are_refused_where_the_host_does_not_allow_them()
    {
        var resolver = new AddressResolver(ProfileStore.Open(_folder.File("p.json")), allowUrls: false);

        var e = Assert.Throws<MigrationException>(() => resolver.ResolveSource("postgres://u:hunter33@h/d", null));

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("files, pg", e.Message);
        Assert.DoesNotContain("hunter33", e.ToString());
    }
}
