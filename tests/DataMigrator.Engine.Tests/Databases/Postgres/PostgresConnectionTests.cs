using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;
using Npgsql;

namespace DataMigrator.Tests.Databases.Postgres;

public sealed class PostgresConnectionTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const string Password = "s3cret-pa55";

    [Fact]
    public async Task A_read_only_connection_can_not_write()
    {
        TestDatabase database = await fixture.OpenAsync();
        await using DatabaseSession session = await database.OpenSessionAsync(AccessMode.ReadOnly);

        var e = await Assert.ThrowsAsync<PostgresException>(() => session.ExecuteAsync("CREATE TABLE no (id int)", default));

        Assert.Equal((FaultKind.Access, "25006"), (session.Database.Classify(e).Kind, e.SqlState));
    }

    [Fact]
    public async Task An_unknown_database_is_named()
    {
        MigrationException e = await FailAsync(a => a with { Database = "no such\"db" });
        Assert.Contains("no such\"db", e.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_login_is_told_without_the_password()
    {
        MigrationException e = await FailAsync(a => a with { Profile = a.Profile with { Username = "nobody_here" } });
        Assert.Contains("nobody_here", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_names_host_and_port()
    {
        MigrationException e = await FailAsync(a => a with { Profile = a.Profile with { Port = 1 } });
        Assert.Contains(":1,", e.Message, StringComparison.Ordinal);
        Assert.Equal(FaultKind.Connection, DatabaseRegistry.Get(DatabaseKind.Postgres).Classify(e).Kind);
    }

    [Fact]
    public async Task An_unknown_host_is_told() =>
        Assert.Contains("no-such-host.invalid", (await FailAsync(a => a with { Profile = a.Profile with { Host = "no-such-host.invalid" } })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_server_without_encryption_is_told_when_it_is_required()
    {
        TestDatabase database = await fixture.OpenAsync();
        Assert.SkipWhen((string?)await database.ScalarAsync("SHOW ssl") == "on", "The server has encryption.");
        MigrationException e = await FailAsync(a => With(a, "sslmode", "require"));
        Assert.Contains("SSL", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sslmod", "require")]
    [InlineData("sslmode", "perhaps")]
    [InlineData("Password", "x")]
    [InlineData("pooling", "true")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        TestDatabase database = await fixture.OpenAsync();
        var e = await Assert.ThrowsAsync<MigrationException>(() => OpenAsync(With(database.Address, option, value)));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains($"\"{option}\"", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sslmode", "prefer")]
    [InlineData("SSL Mode", "Disable")]
    [InlineData("connect_timeout", "3")]
    [InlineData("application_name", "mine")]
    [InlineData("options", "-c work_mem=8MB")]
    public async Task An_option_of_the_driver_or_of_libpq_is_passed_on(string option, string value)
    {
        TestDatabase database = await fixture.OpenAsync();
        await using DatabaseSession session = await OpenAsync(With(database.Address, option, value));
        Assert.Equal(1, await session.ScalarAsync("SELECT 1", default));
    }

    [Fact]
    public async Task Settings_of_the_role_do_not_change_how_values_look()
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync(
            $"ALTER DATABASE {database.Name} SET \"TimeZone\" = 'Asia/Tokyo'", $"ALTER DATABASE {database.Name} SET \"DateStyle\" = 'German'",
            $"ALTER DATABASE {database.Name} SET extra_float_digits = -5", $"ALTER DATABASE {database.Name} SET bytea_output = 'escape'");
        await using DatabaseSession session = await database.OpenSessionAsync();

        List<string> shown = await session.QueryAsync(
            "SELECT ARRAY['2024-01-02 03:04+00'::timestamptz]::text || ARRAY[0.1::float8 + 0.2]::text || '\\x00'::bytea::text", r => r.GetString(0), default);

        Assert.Equal(["{\"2024-01-02 03:04:00+00\"}{0.30000000000000004}\\x00"], shown);
    }

    private static DatabaseAddress With(DatabaseAddress address, string option, string value) => address with
    {
        Profile = address.Profile with { Options = new Dictionary<string, string> { [option] = value } },
    };

    private static Task<DatabaseSession> OpenAsync(DatabaseAddress address) =>
        DatabaseRegistry.Get(DatabaseKind.Postgres).OpenAsync(address, AccessMode.ReadWrite, MissingDatabase.IsRefused, default);

    private async Task<MigrationException> FailAsync(Func<DatabaseAddress, DatabaseAddress> change)
    {
        TestDatabase database = await fixture.OpenAsync();
        DatabaseAddress address = change(database.Address with { Secret = Password });
        var e = await Assert.ThrowsAsync<MigrationException>(() => OpenAsync(address));
        Assert.Equal(ErrorCodes.ConnectionFailed, e.Code);
        Assert.DoesNotContain(Password, e.ToString(), StringComparison.Ordinal);
        return e;
    }
}
