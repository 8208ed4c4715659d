using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Profiles;

public sealed class SecretTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_comes_from_the_environment()
    {
        Environment.SetEnvironmentVariable("DM_TEST_SECRET_A", "s3cret-from-env");

        Assert.Equal("s3cret-from-env", Resolve("${env:DM_TEST_SECRET_A}").Secret);
    }

    [Fact]
    public void A_secret_comes_from_a_file_without_its_last_line_break()
    {
        File.WriteAllText(_folder.File("pw"), " s3cret from file \r\n");

        Assert.Equal(" s3cret from file ", Resolve($"${{file:{_folder.File("pw")}}}").Secret);
        Assert.Equal(" s3cret from file ", Resolve("${file:pw}").Secret);
    }

    [Theory]
    [InlineData("${env:DM_TEST_NOT_SET}", "the environment variable DM_TEST_NOT_SET, which is not set")]
    [InlineData("${env:}", "the environment variable")]
    [InlineData("${file:/nonexistent/pw}", "the file /nonexistent/pw, which can't be read")]
    [InlineData("${file:/dev/zero}", "the file /dev/zero, which is over 64 KiB")]
    public void A_missing_secret_is_told_with_profile_key_and_place(string reference, string message)
    {
        var e = Assert.Throws<MigrationException>(() => Resolve(reference));

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("Profile \"p\": \"password\" refers to " + message, e.Message);
    }

    [Fact]
    public void An_empty_file_is_no_secret()
    {
        File.WriteAllText(_folder.File("empty"), "\n");

        Assert.Contains("is empty", Assert.Throws<MigrationException>(() => Resolve("${file:empty}")).Message);
    }

    [Fact]
    public void A_password_in_clear_works_and_draws_a_warning_without_it()
    {
        var warnings = new List<string>();
        DatabaseAddress address = Resolve("cl3ar-password", warnings);

        Assert.Equal("cl3ar-password", address.Secret);
        string warning = Assert.Single(warnings);
        Assert.Contains("\"p\"", warning);
        Assert.Contains("${env:NAME}", warning);
        Assert.DoesNotContain("cl3ar-password", warning);
        Assert.DoesNotContain("cl3ar-password", address.ToString());
        Assert.DoesNotContain("cl3ar-password", address.Profile.ToString());
    }

    [Fact]
    public void References_stand_in_options_too()
    {
        Environment.SetEnvironmentVariable("DM_TEST_SECRET_B", "opt1on-secret");
        var store = Store("""{ "type": "mysql", "host": "h", "options": { "CertificatePassword": "${env:DM_TEST_SECRET_B}" } }""");

        Assert.Equal("opt1on-secret", new AddressResolver(store, true).ResolveSource("p", "d").Profile.Options["CertificatePassword"]);
        Assert.Equal("a *** b", Redactor.Redact("a opt1on-secret b"));
    }

    [Fact]
    public void The_password_of_a_url_may_come_from_the_environment_of_its_side()
    {
        Environment.SetEnvironmentVariable("DATAMIGRATOR_TARGET_PASSWORD", "t4rget-secret");
        var resolver = new AddressResolver(ProfileStore.OpenOrNew(_folder.File("none.json")), true);
        DatabaseAddress source = resolver.ResolveSource("postgres://u@h/d", null);

        Assert.Null(source.Secret);
        Assert.Equal("t4rget-secret", resolver.ResolveTarget("postgres://u@h/d", null, source).Secret);
        Assert.Equal("own-secret", resolver.ResolveTarget("postgres://u:own-secret@h/d", null, source).Secret);
        Environment.SetEnvironmentVariable("DATAMIGRATOR_TARGET_PASSWORD", null);
    }

    private DatabaseAddress Resolve(string password, List<string>? warnings = null)
    {
        var store = Store($$"""{ "type": "mysql", "host": "h", "password": "{{password}}" }""");
        return new AddressResolver(store, allowUrls: true) { Warn = warnings is null ? null : warnings.Add }.ResolveSource("p", "d");
    }

    private ProfileStore Store(string profile)
    {
        File.WriteAllText(_folder.File("p.json"), $$"""{ "profiles": { "p": {{profile}} } }""");
        return ProfileStore.Open(_folder.File("p.json"));
    }
}
