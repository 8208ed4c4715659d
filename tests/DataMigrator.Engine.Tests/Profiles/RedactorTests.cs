namespace DataMigrator.Tests.Profiles;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("postgres://u:pw@h/d failed", "postgres://u:***@h/d failed")]
    [InlineData("postgres://u:p@ss/w@h/d", "postgres://u:***@h/d")]
    [InlineData("postgres://u@h/d", "postgres://u@h/d")]
    [InlineData("postgres://u:${env:PW}@h/d", "postgres://u:${env:PW}@h/d")]
    [InlineData("Host=h;Password=abc;Username=u", "Host=h;Password=***;Username=u")]
    [InlineData("Password=\"a;b\"\"c\";Username=u", "Password=***;Username=u")]
    [InlineData("Pwd='a;b';x", "Pwd=***;x")]
    [InlineData("PASSWORD = x y", "PASSWORD = *** y")]
    [InlineData("PGPASSWORD=x", "PGPASSWORD=***")]
    [InlineData("sslpassword=x&a=b", "sslpassword=***&a=b")]
    [InlineData("{\"password\": \"a b\", \"x\": 1}", "{\"password\": ***, \"x\": 1}")]
    [InlineData("CREATE USER u IDENTIFIED BY 'it''s a' x", "CREATE USER u IDENTIFIED BY '***' x")]
    [InlineData("create user u identified with caching_sha2_password as 'a'", "create user u identified with caching_sha2_password as '***'")]
    [InlineData("ALTER ROLE u WITH ENCRYPTED PASSWORD 'a b' LOGIN", "ALTER ROLE u WITH ENCRYPTED PASSWORD '***' LOGIN")]
    [InlineData("SET PASSWORD FOR u = 'a b'", "SET PASSWORD FOR u = '***'")]
    [InlineData("identified by nothing, password of 'u'", "identified by nothing, password of 'u'")]
    [InlineData("the password: ask for it", "the password: ask for it")]
    [InlineData("http://h:80/x and nothing else", "http://h:80/x and nothing else")]
    [InlineData("", "")]
    public void Secrets_are_known_by_where_they_stand(string text, string redacted) =>
        Assert.Equal(redacted, Redactor.Redact(text));

    [Fact]
    public void A_secret_that_was_resolved_is_found_anywhere_also_percent_encoded()
    {
        Redactor.Register("q7/§ x+zz");

        Assert.Equal("near '***' and ***!", Redactor.Redact("near 'q7/§ x+zz' and q7%2F%C2%A7%20x%2Bzz!"));
    }

    [Fact]
    public void The_longer_of_two_secrets_goes_first()
    {
        Redactor.Register("vvvv1");
        Redactor.Register("vvvv1-long");

        Assert.Equal("*** ***", Redactor.Redact("vvvv1-long vvvv1"));
    }

    [Fact]
    public void A_password_of_a_few_letters_does_not_eat_words()
    {
        Redactor.Register("b");

        Assert.Equal("a bad table", Redactor.Redact("a bad table"));
    }

    [Theory]
    [InlineData("postgres", "user postgres of postgres in /srv/postgres, job postgres")]
    [InlineData("Orchester", "Orchester, Orchestergraben")]
    [InlineData("20260101", "job 20260101-120000-0a1b2c")]
    public void An_ordinary_word_is_a_secret_in_its_place_only(string secret, string text)
    {
        Redactor.Register(secret);

        Assert.Equal(text, Redactor.Redact(text));
        Assert.Equal("postgres://u:***@h/d Password=***;x IDENTIFIED BY '***'",
            Redactor.Redact($"postgres://u:{secret}@h/d Password={secret};x IDENTIFIED BY '{secret}'"));
    }

    [Fact]
    public void A_word_that_is_long_is_searched_for()
    {
        Redactor.Register("zanderzanderzander");

        Assert.Equal("a *** b", Redactor.Redact("a zanderzanderzander b"));
    }

    [Fact]
    public void A_name_in_use_is_shown_though_it_is_a_password_too()
    {
        Redactor.Register("n4me-q1");
        Assert.Equal("a ***", Redactor.Redact("a n4me-q1"));
        Redactor.RegisterNames("/srv/n4me-q1/data", null, "");

        Assert.Equal("in /srv/n4me-q1/data", Redactor.Redact("in /srv/n4me-q1/data"));
        Assert.Equal("pwd=***", Redactor.Redact("pwd=n4me-q1"));
    }
}
