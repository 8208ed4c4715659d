using DataMigrator.Profiles;

namespace DataMigrator.Tests.Profiles;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("acess", "access")]
    [InlineData("hots", "host")]
    [InlineData("PASSWORD", "password")]
    [InlineData("user", "username")]
    [InlineData("completely-else", null)]
    public void Finds_what_was_meant(string typed, string? meant) =>
        Assert.Equal(meant, NearestName.Find(typed, ["access", "host", "password", "username"]));

    [Fact]
    public void Nothing_is_near_where_nothing_is_known() => Assert.Null(NearestName.Find("a", []));
}
