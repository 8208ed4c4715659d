using DataMigrator.Profiles;

namespace DataMigrator.Tests.Profiles;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://app:pw1234@db1:5433/shop", DatabaseKind.Postgres, "app", "pw1234", "db1", 5433, "shop", "postgres://app@db1:5433/shop")]
    [InlineData("postgresql://db1", DatabaseKind.Postgres, null, null, "db1", null, null, "postgresql://db1")]
    [InlineData("mysql://b:b@127.0.0.1:3307/x", DatabaseKind.MySql, "b", "b", "127.0.0.1", 3307, "x", "mysql://b@127.0.0.1:3307/x")]
    [InlineData("MariaDB://root@[::1]:3308/x", DatabaseKind.MariaDb, "root", null, "::1", 3308, "x", "mariadb://root@[::1]:3308/x")]
    [InlineData("postgres://u%40corp:p%40%2F%3A%25%23w%C3%B6rd@h/d%2Fe", DatabaseKind.Postgres, "u@corp", "p@/:%#wörd", "h", null, "d/e", "postgres://u%40corp@h/d%2Fe")]
    [InlineData("postgres://u:p@ss:word1@h/d", DatabaseKind.Postgres, "u", "p@ss:word1", "h", null, "d", "postgres://u@h/d")]
    [InlineData("postgres://u:@h/d", DatabaseKind.Postgres, "u", null, "h", null, "d", "postgres://u@h/d")]
    [InlineData("postgres://h/", DatabaseKind.Postgres, null, null, "h", null, null, "postgres://h")]
    [InlineData("postgres://u:${env:PG_PW}@h/d", DatabaseKind.Postgres, "u", "${env:PG_PW}", "h", null, "d", "postgres://u:${env:PG_PW}@h/d")]
    [InlineData("postgres://u:${file:/run/secrets/pw}@h/d", DatabaseKind.Postgres, "u", "${file:/run/secrets/pw}", "h", null, "d", "postgres://u:${file:/run/secrets/pw}@h/d")]
    [InlineData("postgres:///d?host=%2Frun%2Fpg&user=u&password=query-pw", DatabaseKind.Postgres, "u", "query-pw", "/run/pg", null, "d", "postgres://u@%2Frun%2Fpg/d")]
    [InlineData("mysql://u@h/Größe 日本", DatabaseKind.MySql, "u", null, "h", null, "Größe 日本", "mysql://u@h/Größe%20日本")]
    public void A_server_url_is_taken_apart(string url, DatabaseKind kind, string? user, string? password, string host,
        int? port, string? database, string name)
    {
        ConnectionProfile profile = DatabaseUrl.Parse(url);

        Assert.Equal((kind, user, password, host), (profile.Kind, profile.Username, profile.Password, profile.Host));
        Assert.Equal((port, database, name), (profile.Port, profile.Database, profile.Name));
        Assert.Equal(AccessMode.ReadWrite, profile.Access);
        Assert.Null(profile.SourceFile);
    }

    [Fact]
    public void The_name_reads_back_as_the_same_address_without_the_password()
    {
        ConnectionProfile first = DatabaseUrl.Parse("postgres://a%3Ab:pa55word@h:1/d%3F?sslmode=require&application_name=a%26b&sslpassword=p4ss");

        ConnectionProfile again = DatabaseUrl.Parse(first.Name);

        Assert.Equal(("a:b", "h", 1, "d?"), (again.Username, again.Host, again.Port!.Value, again.Database));
        Assert.Null(again.Password);
        Assert.Equal("require", again.Options["SslMode"]);
        Assert.Equal("a&b", again.Options["application_name"]);
        Assert.Equal("p4ss", first.Options["sslpassword"]);
        Assert.False(again.Options.ContainsKey("sslpassword"));
    }

    [Theory]
    [InlineData("sqlite:///tmp/a.db", "/tmp/a.db")]
    [InlineData("sqlite:/tmp/a.db", "/tmp/a.db")]
    [InlineData("sqlite:/tmp/x/../a.db", "/tmp/a.db")]
    [InlineData("SQLite:///tmp/a%20b%23%3F%25.db", "/tmp/a b#?%.db")]
    [InlineData("sqlite:/tmp/ü@日本.db", "/tmp/ü@日本.db")]
    public void An_absolute_sqlite_url_names_its_file(string url, string path)
    {
        ConnectionProfile profile = DatabaseUrl.Parse(url);

        Assert.Equal(Path.GetFullPath(path), profile.Database);
        Assert.Equal(profile.Database, DatabaseUrl.Parse(profile.Name).Database);
    }

    [Fact]
    public void A_relative_sqlite_url_starts_at_the_current_folder()
    {
        ConnectionProfile profile = DatabaseUrl.Parse("sqlite:rel/a.db");

        Assert.Equal(Path.GetFullPath("rel/a.db"), profile.Database);
        Assert.Equal("sqlite:" + Path.GetFullPath("rel/a.db"), profile.Name);
    }

    [Theory]
    [InlineData("oracle://u:hunter22@h/d", "sqlite, postgres")]
    [InlineData("postgres:u:hunter22@h/d", "postgres://user@host:port/database")]
    [InlineData("postgres://u:hunter22@/d", "no host")]
    [InlineData("postgres://u:hunter22@h:port/d", "from 1 to 65535")]
    [InlineData("postgres://u:hunter22@h:70000/d", "from 1 to 65535")]
    [InlineData("postgres://u:hunter22/d", "from 1 to 65535")]
    [InlineData("postgres://u:hunter/22@h/d", "%2F")]
    [InlineData("postgres://u:hunter?22@h/d", "%3F")]
    [InlineData("postgres://u:hunter#22@h/d", "%23")]
    [InlineData("postgres://u:hunter%22%zz@h/d", "%25")]
    [InlineData("postgres://u:hunter22@h/d?x", "name=value")]
    [InlineData("postgres://u:hunter22@h/d?a=1&A=2", "twice")]
    [InlineData("postgres://u:hunter22@h/%00", "%00")]
    [InlineData("sqlite:", "names no file")]
    [InlineData("sqlite:///tmp/", "names no file")]
    [InlineData("sqlite://rel.db", "three slashes")]
    [InlineData("sqlite:a#b.db", "%23")]
    public void A_url_that_can_not_be_read_is_refused_without_showing_its_password(string url, string message)
    {
        var e = Assert.Throws<MigrationException>(() => DatabaseUrl.Parse(url));

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains(message, e.Message);
        Assert.DoesNotContain("hunter", e.ToString());
    }

    [Theory]
    [InlineData("prod", false)]
    [InlineData("c", false)]
    [InlineData("C:\\data\\a.db", false)]
    [InlineData("sqlite:a.db", true)]
    [InlineData("mysql:oops", true)]
    [InlineData("http://x", true)]
    public void A_url_is_told_from_the_name_of_a_profile(string text, bool url) => Assert.Equal(url, DatabaseUrl.IsUrl(text));
}
