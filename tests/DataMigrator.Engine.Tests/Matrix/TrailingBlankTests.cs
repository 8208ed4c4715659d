using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Verification;

namespace DataMigrator.Tests.Matrix;

/// <summary>Blanks at the end of a text are part of it everywhere but in a CHAR(n).</summary>
public sealed class TrailingBlankTests
{
    [Theory]
    [MemberData(nameof(Directions.All), MemberType = typeof(Directions))]
    public async Task A_varchar_that_ends_in_a_blank_is_no_value_for_a_char(DatabaseKind from, DatabaseKind to)
    {
        await using Pair pair = await Pair.CreateAsync(from, "varchar(6)", to, "char(6)");
        await pair.Source.ExecuteAsync("INSERT INTO t VALUES (1, 'ab'), (2, 'ab '), (3, NULL), (4, ''), (5, ' ab')");

        JobStatus status = await pair.Migration.RunAsync();
        VerificationResult verified = await pair.VerifyAsync();

        if (to == DatabaseKind.Sqlite)
        {
            Assert.True(status.Status == JobState.Completed && verified.Equal, pair.Migration.Describe(status));
            Assert.Equal("ab ", await pair.Target.ScalarAsync("SELECT v FROM t WHERE id = 2"));
            return;
        }

        Assert.True(status.RowsMigrated == 4, pair.Migration.Describe(status));
        var reject = Assert.Single(TestMigration.Rejects(status, "t"));
        Assert.Equal("ab ", reject.GetProperty("row").GetProperty("v").GetString());
        Assert.Contains("ends in a blank", reject.GetProperty("error").GetString());
        RowDifference difference = Assert.Single(verified.Tables[0].Differences);
        Assert.Equal(("missing_in_target", "2"), (difference.Kind, difference.Key["id"]));
    }

    [Theory]
    [MemberData(nameof(Directions.All), MemberType = typeof(Directions))]
    public async Task Verifying_sees_a_blank_that_a_char_has_lost(DatabaseKind from, DatabaseKind to)
    {
        await using Pair pair = await Pair.CreateAsync(from, "varchar(6)", to, "char(6)");
        await pair.Source.ExecuteAsync("INSERT INTO t VALUES (1, 'ab'), (2, 'ab ')");
        await pair.Target.ExecuteAsync("INSERT INTO t VALUES (1, 'ab'), (2, 'ab')");

        RowDifference difference = Assert.Single((await pair.VerifyAsync()).Tables[0].Differences);

        Assert.Equal(("different", "2"), (difference.Kind, difference.Key["id"]));
        Assert.Equal(new ColumnDifference("v", "ab ", "ab"), Assert.Single(difference.Columns));
    }

    [Theory]
    [MemberData(nameof(Directions.All), MemberType = typeof(Directions))]
    public async Task The_padding_of_a_char_is_no_part_of_its_value_for_another_char(DatabaseKind from, DatabaseKind to)
    {
        await using Pair pair = await Pair.CreateAsync(from, "char(6)", to, "char(4)");
        await pair.Source.ExecuteAsync("INSERT INTO t VALUES (1, 'ab'), (2, 'ab   '), (3, NULL), (4, '')");

        JobStatus status = await pair.Migration.CompleteAsync();
        VerificationResult verified = await pair.VerifyAsync();

        Assert.Equal(4, status.RowsMigrated);
        Assert.True(verified.Equal);
        await pair.Target.ExecuteAsync("UPDATE t SET v = 'ac' WHERE id = 2");
        RowDifference difference = Assert.Single((await pair.VerifyAsync()).Tables[0].Differences);
        ColumnDifference column = Assert.Single(difference.Columns);
        Assert.Equal(("v", "ab", "ac"), (column.Column, column.SourceValue!.TrimEnd(), column.TargetValue));
    }

    [Theory]
    [MemberData(nameof(Directions.All), MemberType = typeof(Directions))]
    public async Task A_varchar_holds_what_a_char_gave_exactly(DatabaseKind from, DatabaseKind to)
    {
        await using Pair pair = await Pair.CreateAsync(from, "char(4)", to, "varchar(6)");
        await pair.Source.ExecuteAsync("INSERT INTO t VALUES (1, 'ab')");

        await pair.Migration.CompleteAsync();

        Assert.Equal(from == DatabaseKind.Postgres ? "ab  " : "ab", await pair.Target.ScalarAsync("SELECT v FROM t"));
        Assert.True((await pair.VerifyAsync()).Equal);
        await pair.Target.ExecuteAsync("UPDATE t SET v = 'ab '");
        Assert.False((await pair.VerifyAsync()).Equal);
    }

    private sealed class Pair(TestDatabase source, TestDatabase target) : IAsyncDisposable
    {
        public TestDatabase Source { get; } = source;

        public TestDatabase Target { get; } = target;

        public TestMigration Migration { get; } = new(source, target);

        public static async Task<Pair> CreateAsync(DatabaseKind from, string fromType, DatabaseKind to, string toType)
        {
            TestServers.Require(from, to);
            var pair = new Pair(await TestDatabase.CreateAsync(from), await TestDatabase.CreateAsync(to));
            await pair.Source.ExecuteAsync($"CREATE TABLE t (id int NOT NULL PRIMARY KEY, v {fromType})");
            await pair.Target.ExecuteAsync($"CREATE TABLE t (id int NOT NULL PRIMARY KEY, v {toType})");
            return pair;
        }

        public Task<VerificationResult> VerifyAsync() => Migration.Service.VerifyAsync(Migration.Request, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            Migration.Dispose();
            await Source.DisposeAsync();
            await Target.DisposeAsync();
        }
    }
}
