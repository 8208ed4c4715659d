using System.Text.Json.Nodes;
using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Profiles;

public sealed class ProfileSavingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder.File("datamigrator.profiles.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saving_adds_a_profile_and_keeps_the_others_as_they_are()
    {
        const string Old = """{"type":"mysql","host":"h","options":{"SslMode":"None","Pooling":true}}""";
        File.WriteAllText(FilePath, $$"""{ "$schema": "x", "profiles": { "old": {{Old}} } }""");
        ProfileStore store = ProfileStore.Open(FilePath);

        store.Save(new ConnectionProfile
        {
            Name = "new", Kind = DatabaseKind.Postgres, Host = "db", Port = 5432, Username = "app",
            Password = "${env:PW}", Access = AccessMode.ReadWrite, Options = new Dictionary<string, string> { ["SslMode"] = "Require" },
        });

        JsonNode json = JsonNode.Parse(File.ReadAllText(FilePath))!;
        Assert.Equal(Old, json["profiles"]!["old"]!.ToJsonString());
        Assert.Equal("x", (string?)json["$schema"]);
        ConnectionProfile saved = ProfileStore.Open(FilePath).Get("new");
        Assert.Equal(("db", 5432, "app", "${env:PW}"), (saved.Host, saved.Port, saved.Username, saved.Password));
        Assert.Equal(AccessMode.ReadWrite, saved.Access);
        Assert.Equal("Require", saved.Options["SslMode"]);
        Assert.Equal("db", store.Get("new").Host);
    }

    [Fact]
    public void A_new_file_is_for_its_owner_only_and_no_other_file_is_left()
    {
        string file = Path.Combine(_folder.Path, "config", "profiles.json");
        ProfileStore store = ProfileStore.OpenOrNew(file);
        Assert.False(store.Exists);

        store.Save(new ConnectionProfile { Name = "files", Kind = DatabaseKind.Sqlite, Directory = "/data" });

        Assert.True(store.Exists);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Removing_takes_out_one_profile()
    {
        File.WriteAllText(FilePath, """{ "profiles": { "a": { "type": "mysql", "host": "h" }, "b": { "type": "mysql", "host": "h" } } }""");
        ProfileStore store = ProfileStore.Open(FilePath);

        store.Remove("a");

        Assert.Equal("b", Assert.Single(ProfileStore.Open(FilePath).Profiles).Name);
        Assert.Equal(ErrorCodes.ProfileNotFound, Assert.Throws<MigrationException>(() => store.Remove("a")).Code);
    }

    [Fact]
    public void A_profile_that_could_not_be_read_again_is_not_saved()
    {
        ProfileStore store = ProfileStore.OpenOrNew(FilePath);

        var e = Assert.Throws<MigrationException>(() => store.Save(new ConnectionProfile { Name = "p", Kind = DatabaseKind.MySql }));

        Assert.Contains("profiles.p.host is missing", e.Message);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void A_file_with_a_mistake_is_not_overwritten()
    {
        const string Broken = """{ "profiles": { "p": { "type": "mysql", "host": "h", "acess": "x" } } }""";
        File.WriteAllText(FilePath, Broken);

        Assert.Throws<MigrationException>(() => ProfileStore.OpenOrNew(FilePath));
        Assert.Equal(Broken, File.ReadAllText(FilePath));
    }
}
