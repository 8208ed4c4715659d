using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Profiles;

public sealed class ProfileFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder.File("datamigrator.profiles.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_key_of_the_contract_is_read()
    {
        ProfileStore store = Open("""
            { "profiles": {
                "prod":  { "type": "mysql", "host": "db1", "port": 3306, "username": "app", "password": "${env:PROD_PASSWORD}",
                           "access": "read-only", "options": { "SslMode": "Required", "ConnectionTimeout": 5 } },
                "dev":   { "type": "postgres", "host": "127.0.0.1", "access": "read-write" },
                "maria": { "type": "mariadb", "host": "::1" },
                "files": { "type": "sqlite", "directory": "./data", "access": "read-write" } } }
            """);

        ConnectionProfile prod = store.Get("prod");
        Assert.Equal((DatabaseKind.MySql, "db1", 3306, "app"), (prod.Kind, prod.Host, prod.Port, prod.Username));
        Assert.Equal("${env:PROD_PASSWORD}", prod.Password);
        Assert.Equal(AccessMode.ReadOnly, prod.Access);
        Assert.Equal("Required", prod.Options["sslmode"]);
        Assert.Equal("5", prod.Options["ConnectionTimeout"]);
        Assert.Equal(FilePath, prod.SourceFile);
        Assert.Equal(AccessMode.ReadWrite, store.Get("dev").Access);
        Assert.Equal(AccessMode.ReadOnly, store.Get("maria").Access);
        Assert.Equal(DatabaseKind.MariaDb, store.Get("maria").Kind);
        Assert.Equal(_folder.File("data"), store.Get("files").Directory);
        Assert.Equal(4, store.Profiles.Count);
    }

    [Theory]
    [InlineData("""{ "type": "mysql", "host": "h", "acess": "read-only" }""", "profiles.p.acess", "Did you mean \"access\"?", "username")]
    [InlineData("""{ "type": "mysql", "hots": "h" }""", "profiles.p.hots", "Did you mean \"host\"?", "profiles.p.host is missing")]
    [InlineData("""{ "type": "sqlite", "directory": "d", "host": "h" }""", "profiles.p.host", "no known key", "type, directory, access, options")]
    [InlineData("""{ "type": "postgre", "host": "h" }""", "profiles.p.type", "Did you mean \"postgres\"?", "sqlite, postgres, mysql, mariadb")]
    [InlineData("""{ "type": "oracle", "host": "h" }""", "profiles.p.type", "\"oracle\"", "sqlite, postgres, mysql, mariadb")]
    [InlineData("""{ "host": "h" }""", "profiles.p.type", "is missing", "sqlite, postgres, mysql, mariadb")]
    [InlineData("""{ "type": "mysql", "host": "h", "access": "write" }""", "profiles.p.access", "read-only, read-write", "\"write\"")]
    [InlineData("""{ "type": "mysql", "host": "h", "access": true }""", "profiles.p.access", "must be a text", "true or false")]
    [InlineData("""{ "type": "mysql" }""", "profiles.p.host", "is missing", "server")]
    [InlineData("""{ "type": "sqlite" }""", "profiles.p.directory", "is missing", "folder")]
    [InlineData("""{ "type": "mysql", "host": 5 }""", "profiles.p.host", "must be a text", "a number")]
    [InlineData("""{ "type": "mysql", "host": "" }""", "profiles.p.host", "is empty", "")]
    [InlineData("""{ "type": "mysql", "host": null }""", "profiles.p.host", "must be a text", "null")]
    [InlineData("""{ "type": "mysql", "host": "h", "port": "3306" }""", "profiles.p.port", "from 1 to 65535", "without quotes")]
    [InlineData("""{ "type": "mysql", "host": "h", "port": 70000 }""", "profiles.p.port", "from 1 to 65535", "")]
    [InlineData("""{ "type": "mysql", "host": "h", "options": [] }""", "profiles.p.options", "must be an object", "a list")]
    [InlineData("""{ "type": "mysql", "host": "h", "options": { "a": [1] } }""", "profiles.p.options.a", "must be a text", "a list")]
    [InlineData("""{ "type": "mysql", "host": "h", "options": { "A": "1", "a": "2" } }""", "profiles.p.options.a", "twice", "")]
    [InlineData("""{ "type": "mysql", "host": "h", "password": "x${env:A}" }""", "profiles.p.password", "${env:NAME}", "${file:/path}")]
    [InlineData("""{ "type": "mysql", "host": "h", "password": "${ENV:A}" }""", "profiles.p.password", "${env:NAME}", "small letters")]
    [InlineData("""[]""", "profiles.p ", "must be an object", "a list")]
    public void A_mistake_is_told_with_file_key_and_choices(string profile, string key, string first, string second)
    {
        MigrationException e = Refused($$"""{ "profiles": { "p": {{profile}} } }""");

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains(FilePath + ": " + key, e.Message);
        Assert.Contains(first, e.Message);
        Assert.Contains(second, e.Message);
    }

    [Theory]
    [InlineData("""{ "profile": {} }""", "profile is no known key. Did you mean \"profiles\"?")]
    [InlineData("""{ "profiles": [] }""", "profiles must be an object { … }, not a list")]
    [InlineData("""[]""", "the file must be an object")]
    [InlineData("""{ "profiles": { "a:b": {} } }""", "is no name for a profile")]
    [InlineData("""{ "profiles": { "": {} } }""", "is no name for a profile")]
    [InlineData("{ \"profiles\": {\n \"a\": {} \"b\": {} } }", "not valid JSON (line 2")]
    [InlineData("", "not valid JSON")]
    [InlineData("""{ "profiles": { "a": {"type": "sqlite", "type": "mysql"} } }""", "a key stands in an object twice")]
    public void A_file_of_another_shape_is_refused(string json, string message) =>
        Assert.Contains(message, Refused(json).Message);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        MigrationException e = Refused("""{ "profiles": { "a": { "type": "mysqli", "host": 1 }, "b": {} }, "x": 1 }""");

        Assert.Equal(4, e.Problems.Count);
        Assert.All(e.Problems, p => Assert.Equal(ErrorCodes.InvalidParameter, p.Code));
    }

    [Fact]
    public void Invalid_json_does_not_show_what_stands_there()
    {
        MigrationException e = Refused("""{ "profiles": { "p": { "type": "mysql", "password": hunter2secret } } }""");

        Assert.DoesNotContain("hunter2secret", e.ToString());
    }

    [Fact]
    public void A_file_that_was_named_must_exist()
    {
        var e = Assert.Throws<MigrationException>(() => ProfileStore.Open(_folder.File("missing.json")));

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("missing.json", e.Message);
    }

    [Fact]
    public void An_unknown_profile_is_told_with_the_names_there_are()
    {
        ProfileStore store = Open("""{ "profiles": { "prod": { "type": "mysql", "host": "h" }, "dev": { "type": "mysql", "host": "h" } } }""");

        var e = Assert.Throws<MigrationException>(() => store.Get("prd"));

        Assert.Equal(ErrorCodes.ProfileNotFound, e.Code);
        Assert.Contains("Did you mean \"prod\"?", e.Message);
        Assert.Contains("dev, prod", e.Message);
        Assert.Contains(FilePath, e.Message);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake()
    {
        File.WriteAllText(FilePath, """{ "profiles": {} }""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Empty(ProfileStore.Open(FilePath).Profiles);
    }

    private ProfileStore Open(string json)
    {
        File.WriteAllText(FilePath, json);
        return ProfileStore.Open(FilePath);
    }

    private MigrationException Refused(string json) => Assert.Throws<MigrationException>(() => Open(json));
}
