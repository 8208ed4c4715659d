using System.Data.Common;
using System.Globalization;
using DataMigrator.Jobs;
using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>SQLite's columns that hold values of several storage classes: the type that the schema copy chooses takes all of
/// them, and the rows are read so.</summary>
public sealed class MixedStorageTests
{
    private static readonly string[] Source =
    [
        """
        CREATE TABLE mixed (id INTEGER PRIMARY KEY, untyped, number INTEGER, ratio REAL, amount DECIMAL(10,2), flag BOOLEAN, note TEXT,
            data BLOB, code VARCHAR(5), whole INTEGER, huge NUMERIC, bytes)
        """,
        """
        INSERT INTO mixed VALUES
            (1, 5, 7, 1.5, 10.25, 1, 'plain', x'00ff', 'abcde', 1, 9007199254740993, x'0001'),
            (2, 'five', 'n/a', 'none', 'unknown', 'maybe', x'6162', 'text', 12, 2.5, 0.5, 'tab' || char(9)),
            (3, 9223372036854775807, -9223372036854775808, 4.9406564584124654e-324, 0.1, 0, '', x'', '', 3, 3, 17),
            (4, 0.1, 0.30000000000000004, 2, 3, 0, '0042', 7, 'ä', 4, 4, 1e300),
            (5, '0042', 1, 3, 4, 1, 'ü', x'80', 'x', 5, 5, x''),
            (6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """,
    ];

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task Every_value_arrives_in_the_column_that_was_made_for_it(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync(Source);
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true, Verify = true });

        Assert.Equal((true, 6L, 0L), (status.Verified, status.RowsMigrated, status.RowsFailed));
        Assert.Equal(["5", "five", "9223372036854775807", "0.1", "0042", null], await TextsAsync(target, "untyped"));
        Assert.Equal(["7", "n/a", "-9223372036854775808", "0.30000000000000004", "1", null], await TextsAsync(target, "number"));
        Assert.Equal(["1.5", "none", "5E-324", "2", "3", null], await TextsAsync(target, "ratio"));
        Assert.Equal(["10.25", "unknown", "0.1", "3", "4", null], await TextsAsync(target, "amount"));
        Assert.Equal(["1", "maybe", "0", "0", "1", null], await TextsAsync(target, "flag"));
        Assert.Equal(["plain"u8.ToArray(), "ab"u8.ToArray(), [], "0042"u8.ToArray(), "ü"u8.ToArray(), null], await BytesAsync(target, "note"));
        Assert.Equal([[0, 0xff], "text"u8.ToArray(), [], "7"u8.ToArray(), [0x80], null], await BytesAsync(target, "data"));
        Assert.Equal(["abcde", "12", "", "ä", "x", null], await TextsAsync(target, "code"));
        Assert.Equal([1d, 2.5, 3, 4, 5, null], await ValuesAsync(target, "whole", v => (double?)Convert.ToDouble(v, CultureInfo.InvariantCulture)));
        Assert.Equal([9007199254740993m, 0.5m, 3, 4, 5, null],
            await ValuesAsync(target, "huge", v => (decimal?)Convert.ToDecimal(v, CultureInfo.InvariantCulture)));
        Assert.Equal([[0, 1], "tab\t"u8.ToArray(), "17"u8.ToArray(), "1E+300"u8.ToArray(), [], null], await BytesAsync(target, "bytes"));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task The_plan_names_the_rule(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync(Source);
        using var migration = new TestMigration(source, target);

        Assert.Equal(("mixed_storage_as_text", "mixed_storage_as_bytes"), await RulesAsync(createSchema: true));
        await migration.CompleteAsync(r => r with { CreateSchema = true });
        Assert.Equal(("mixed_storage_as_text", "mixed_storage_as_bytes"), await RulesAsync(createSchema: false));

        async Task<(string? Untyped, string? Data)> RulesAsync(bool createSchema)
        {
            MigrationPlan plan = await migration.Service.PlanAsync(migration.Request with { CreateSchema = createSchema }, CancellationToken.None);
            IReadOnlyList<PlannedColumn> columns = Assert.Single(plan.Tables).Columns;
            return (columns.Single(c => c.Source == "untyped").Conversion, columns.Single(c => c.Source == "data").Conversion);
        }
    }

    [Theory]
    [EachDatabase]
    public async Task A_key_of_mixed_values_moves_though_it_can_not_be_read_in_its_order(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE keyed (k NOT NULL PRIMARY KEY, v TEXT)",
            "INSERT INTO keyed VALUES (10, 'a'), (9, 'b'), ('x', 'c'), (1.5, 'd'), ('', 'e')",
            "CREATE TABLE blobs (k TEXT NOT NULL PRIMARY KEY, v TEXT)",
            "INSERT INTO blobs VALUES ('a', 'a'), (x'00', 'b'), (x'ff', 'c')");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true, Verify = true, BatchSize = 2 });

        Assert.Equal((true, 8L, 0L), (status.Verified, status.RowsMigrated, status.RowsFailed));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task Into_a_column_of_numbers_what_is_no_number_is_rejected_as_what_it_is(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 5), (2, 'five'), (3, x'05'), (4, 6)");
        await target.ExecuteAsync("CREATE TABLE t (id bigint PRIMARY KEY, v bigint)");
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r);

        Assert.Equal((2L, 2L), (status.RowsMigrated, status.RowsFailed));
        Assert.Equal([("The value is text, not an integer.", """{"type":"text","value":"five"}"""), ("The value is a blob, not an integer.", """{"type":"binary","base64":"BQ=="}""")],
            TestMigration.Rejects(status, "t").Select(r => (r.GetProperty("error").GetString(), r.GetProperty("row").GetProperty("v").GetRawText())));
    }

    private static Task<List<string?>> TextsAsync(TestDatabase target, string column) =>
        ValuesAsync(target, column, v => Assert.IsType<string>(v));

    private static Task<List<byte[]?>> BytesAsync(TestDatabase target, string column) =>
        ValuesAsync(target, column, v => Assert.IsType<byte[]>(v));

    private static async Task<List<T?>> ValuesAsync<T>(TestDatabase target, string column, Func<object, T> value)
    {
        await using DbConnection connection = await target.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {target.Quote(column)} FROM mixed ORDER BY id";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var values = new List<T?>();
        while (await reader.ReadAsync())
        {
            values.Add(await reader.IsDBNullAsync(0) ? default : value(reader.GetValue(0)));
        }

        return values;
    }
}
