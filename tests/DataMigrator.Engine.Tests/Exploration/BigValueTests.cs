using DataMigrator.Exploration;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Exploration;

/// <summary>Of a long value its beginning and its length are read, on every database.</summary>
public sealed class BigValueTests
{
    private const int Limit = 100;

    private static readonly MigrationService Service = new(new MigrationServiceOptions());

    [Theory]
    [EachDatabase]
    public async Task A_query_gives_the_beginning_and_the_length(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string text = kind switch
        {
            DatabaseKind.Sqlite => "replace(hex(zeroblob(1000000)), '00', 'ä😀')",
            _ => "repeat('ä😀', 1000000)",
        };
        string bytes = kind switch
        {
            DatabaseKind.Sqlite => "zeroblob(3000000)",
            DatabaseKind.Postgres => "decode(repeat('00', 3000000), 'hex')",
            _ => "unhex(repeat('00', 3000000))",
        };

        await database.ExecuteAsync("CREATE TABLE t (x int)");
        SqlResult result = await Service.ExecuteSqlAsync(new SqlRequest
        {
            Profile = database.Url, Sql = $"SELECT {text} AS t, {bytes} AS b, 'short' AS s, NULL AS n", ReadOnly = true, CellLimit = Limit,
        }, default);

        IReadOnlyList<object?> row = Assert.Single(result.Rows.Rows);
        Assert.Equal(string.Concat(Enumerable.Repeat("ä😀", 33)) + "ä… (3000000 characters)", row[0]);
        Assert.EndsWith(kind == DatabaseKind.Postgres ? "… (6000002 characters)" : "… (6000000 characters)", (string?)row[1]);
        Assert.StartsWith(kind == DatabaseKind.Postgres ? "\\x0000" : "0000", (string?)row[1]);
        Assert.Equal(["short", null], row.Skip(2));
        Assert.Equal(2, result.Rows.ShortenedCells);
    }

    [Theory]
    [EachDatabase]
    public async Task A_sample_reads_no_more_of_a_value_than_is_shown(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        (string text, string blob, string json) = kind switch
        {
            DatabaseKind.Sqlite => ("text", "blob", "json"),
            DatabaseKind.Postgres => ("text", "bytea", "jsonb"),
            _ => ("longtext", "longblob", "json"),
        };
        await database.ExecuteAsync($"CREATE TABLE big (id int PRIMARY KEY, t {text}, b {blob}, j {json})");
        string body = kind switch
        {
            DatabaseKind.Sqlite => "replace(hex(zeroblob(2000000)), '00', 'x'), zeroblob(2000000), '[' || replace(hex(zeroblob(1000000)), '00', '1,') || '1]'",
            DatabaseKind.Postgres => "repeat('x', 2000000), decode(repeat('00', 2000000), 'hex'), ('[' || repeat('1,', 1000000) || '1]')::jsonb",
            _ => "repeat('x', 2000000), unhex(repeat('00', 2000000)), concat('[', repeat('1,', 1000000), '1]')",
        };
        await database.ExecuteAsync($"INSERT INTO big SELECT 1, {body}", "INSERT INTO big VALUES (2, 'short', NULL, '[1, 2]')");

        QueryRows rows = await Service.SampleAsync(database.Url, null, "big", new SampleLimits(10, Limit), default);

        Assert.Equal(new string('x', Limit) + "… (over 65536 characters)", rows.Rows[0][1]);
        Assert.Equal(new string('0', Limit) + "… (over 65536 bytes)", rows.Rows[0][2]);
        Assert.StartsWith("[1,", (string?)rows.Rows[0][3]);
        Assert.EndsWith("… (over 65536 characters)", (string?)rows.Rows[0][3]);
        Assert.Equal(["2", "short", null], rows.Rows[1].Take(3));
        Assert.Equal("[1,2]", ((string)rows.Rows[1][3]!).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(3, rows.ShortenedCells);
    }

    [Theory]
    [InlineData(30, "hex(zeroblob(15000000))")]
    [InlineData(30, "zeroblob(31000000)")]
    public async Task Many_values_are_refused_like_one_that_is_too_long(int count, string value)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await database.ExecuteAsync("CREATE TABLE t (x int)");
        var request = new SqlRequest
        {
            Profile = database.Url, Sql = "SELECT " + string.Join(", ", Enumerable.Repeat(value, count)), ReadOnly = true, CellLimit = Limit,
        };

        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Service.ExecuteSqlAsync(request, default));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("SQLITE_NOMEM", e.Message);
        Assert.Contains("take fewer or shorter values", e.Message);

        // The limit is gone with the query.
        Assert.Equal("60000000", (await Service.ExecuteSqlAsync(request with { Sql = "SELECT length(hex(zeroblob(15000000))) * 2" }, default)).Rows.Rows[0][0]);
        await database.ExecuteAsync("INSERT INTO t VALUES (zeroblob(150000000))");
    }
}
