using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Databases.MySql;

public sealed class MySqlLoginTests
{
    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task The_server_that_answers_decides_what_it_is(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DatabaseKind other = kind == DatabaseKind.MySql ? DatabaseKind.MariaDb : DatabaseKind.MySql;

        await using DatabaseSession session = await DatabaseRegistry.Get(other)
            .OpenAsync(database.Address, AccessMode.ReadOnly, MissingDatabase.IsRefused, CancellationToken.None);

        Assert.Equal(kind, session.Kind);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_failed_login_says_where_who_why_and_what_next_but_no_password(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DatabaseAddress address = database.Address;

        MigrationException wrongPassword = await FailAsync(address with { Secret = "s3cret-wrong" });
        Assert.Equal(ErrorCodes.ConnectionFailed, wrongPassword.Code);
        Assert.Contains($"127.0.0.1:{address.Profile.Port}/{database.Name}", wrongPassword.Message, StringComparison.Ordinal);
        Assert.Contains($"refused the login of user '{address.Profile.Username}'", wrongPassword.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-wrong", wrongPassword.ToString(), StringComparison.Ordinal);

        MigrationException unknown = await FailAsync(address with { Database = "no_such_database" });
        Assert.Equal(ErrorCodes.ConnectionFailed, unknown.Code);
        Assert.Contains("no such database", unknown.Message, StringComparison.Ordinal);

        MigrationException refused = await FailAsync(address with { Profile = address.Profile with { Port = 1 } });
        Assert.Equal(ErrorCodes.ConnectionFailed, refused.Code);
        Assert.True(refused.Message.Contains("nothing answers", StringComparison.Ordinal), refused.ToString());

        MigrationException host = await FailAsync(address with { Profile = address.Profile with { Host = "no.such.host.invalid" } });
        Assert.Equal(ErrorCodes.ConnectionFailed, host.Code);
        Assert.Contains("host is not known", host.Message, StringComparison.Ordinal);
    }

    /// <summary>MySQL's own certificate is signed by nobody who is trusted; a server may have none.</summary>
    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_failure_of_TLS_says_that_it_is_one(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        MigrationException error = await FailAsync(database.Address with
        {
            Profile = database.Address.Profile with { Options = new Dictionary<string, string> { ["SslMode"] = "VerifyFull" } },
        });

        Assert.Equal(ErrorCodes.ConnectionFailed, error.Code);
        Assert.Contains("TLS could not be set up", error.Message, StringComparison.Ordinal);
        Assert.Contains("SslMode", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Colour", "blue", "Colour")]
    [InlineData("SslMode", "Perhaps", "Perhaps")]
    [InlineData("ConnectionTimeout", "soon", "soon")]
    [InlineData("UseCompression", "2", "UseCompression")]
    public async Task An_unknown_option_or_value_is_named(string option, string value, string named)
    {
        MigrationException error = await FailAsync(Address(option, value));

        Assert.Equal(ErrorCodes.InvalidParameter, error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("preferred")]
    [InlineData("required")]
    public async Task A_caching_sha2_password_login_works_with_and_without_TLS(string mode)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.MySql);
        string user = database.Name;
        await database.ExecuteAsync($"CREATE USER {user}@'%' IDENTIFIED WITH caching_sha2_password BY 'pa;ss''w\"rd'",
            $"GRANT ALL ON {database.Name}.* TO {user}@'%'");
        try
        {
            DatabaseAddress address = database.Address;
            address = address with
            {
                Secret = "pa;ss'w\"rd",
                Profile = address.Profile with
                {
                    Username = user, Options = new Dictionary<string, string> { ["ssl-mode"] = mode },
                },
            };
            for (int i = 0; i < 2; i++)
            {
                await using DatabaseSession session = await DatabaseRegistry.Get(DatabaseKind.MySql)
                    .OpenAsync(address, AccessMode.ReadOnly, MissingDatabase.IsRefused, CancellationToken.None);
                List<string> cipher = await session.QueryAsync("SHOW STATUS LIKE 'Ssl_cipher'", r => r.GetString(1), CancellationToken.None);
                Assert.Equal(mode == "none", cipher[0].Length == 0);
            }
        }
        finally
        {
            await database.ExecuteAsync($"DROP USER {user}@'%'");
        }
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task A_user_without_rights_to_the_database_is_denied(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string user = database.Name;
        await database.ExecuteAsync($"CREATE USER {user}@'127.0.0.1' IDENTIFIED BY 'x', {user}@localhost IDENTIFIED BY 'x'");
        try
        {
            DatabaseAddress address = database.Address;
            MigrationException denied =
                await FailAsync(address with { Secret = "x", Profile = address.Profile with { Username = user } });
            Assert.Equal(ErrorCodes.AccessDenied, denied.Code);
        }
        finally
        {
            await database.ExecuteAsync($"DROP USER {user}@'127.0.0.1', {user}@localhost");
        }
    }

    private static DatabaseAddress Address(string option, string value) => new()
    {
        Profile = new ConnectionProfile
        {
            Name = "prod", Kind = DatabaseKind.MySql, Host = "127.0.0.1", Port = 1,
            Options = new Dictionary<string, string> { [option] = value },
        },
        Database = "x",
    };

    private static Task<MigrationException> FailAsync(DatabaseAddress address) => Assert.ThrowsAsync<MigrationException>(
        () => DatabaseRegistry.Get(address.Kind).OpenAsync(address, AccessMode.ReadOnly, MissingDatabase.IsRefused, CancellationToken.None));
}
