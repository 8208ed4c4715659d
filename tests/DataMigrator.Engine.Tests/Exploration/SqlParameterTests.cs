using DataMigrator.Exploration;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Exploration;

/// <summary>Values that are given beside the SQL.</summary>
public sealed class SqlParameterTests
{
    private static readonly MigrationService Service = new(new MigrationServiceOptions());

    [Theory, EachDatabase]
    public async Task A_text_arrives_whatever_it_says(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        string[] texts = ["it's", "x'; DROP TABLE t; --", "\\", "\\' OR 1 = 1 #", "\"", "`", "@other", "?", "$1", "é€😀", "", " ", "NULL", "a\r\nb", new string('x', 100)];
        for (int i = 0; i < texts.Length; i++)
        {
            await RunAsync(database, "INSERT INTO t (id, name) VALUES (@id, @name)", ("id", i), ("name", texts[i]));
            Assert.Equal([[texts[i]]], await RowsAsync(database, "SELECT name FROM t WHERE id = @id", ("id", i)));
            Assert.Equal([[texts[i]]], await RowsAsync(database, "SELECT name FROM t WHERE name = @name AND id = @id", ("name", texts[i]), ("id", i)));
        }

        Assert.Equal(texts.Length, await database.CountAsync("t"));
    }

    [Theory, EachDatabase]
    public async Task A_value_is_sent_as_what_it_is(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string bytes = kind == DatabaseKind.Postgres ? "BYTEA" : "BLOB";
        string time = kind is DatabaseKind.MySql or DatabaseKind.MariaDb ? "DATETIME(6)" : "TIMESTAMP";
        string moment = kind is DatabaseKind.Postgres ? "TIMESTAMPTZ" : kind == DatabaseKind.Sqlite ? "TEXT" : "TIMESTAMP(6) NULL";
        string id = kind == DatabaseKind.Postgres ? "UUID" : "CHAR(36)";
        await database.ExecuteAsync($"CREATE TABLE v (a BIGINT, b DECIMAL(20,4), c DOUBLE PRECISION, d {time}, e {bytes}, f {id}, g BOOLEAN, h {moment}, i INT, j VARCHAR(10))");
        (string, object?)[] values =
        [
            ("a", long.MaxValue), ("b", 1234567890.1234m), ("c", 0.1), ("d", new DateTime(2024, 2, 29, 12, 0, 1, 5)), ("e", new byte[] { 0, 255, 39 }),
            ("f", Guid.Parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")), ("g", true), ("h", new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2))),
            ("i", (short)-7), ("j", null),
        ];
        await RunAsync(database, "INSERT INTO v VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j)", values);
        string where = "a = @a AND b = @b AND c = @c AND d = @d AND e = @e AND f = @f AND g = @g AND h = @h AND i = @i AND j IS NULL";
        Assert.Equal([["1"]], await RowsAsync(database, "SELECT count(*) FROM v WHERE " + where, values[..^1]));
        QueryRows row = (await Service.ExecuteSqlAsync(Request(database, "SELECT a, b, c, d, e, j FROM v WHERE i = @i", ("i", -7)) with { Typed = true }, default)).Rows;
        Assert.Equal(long.MaxValue, row.Rows[0][0]);
        Assert.Equal(1234567890.1234m, Convert.ToDecimal(row.Rows[0][1]));
        Assert.Equal(0.1, row.Rows[0][2]);
        Assert.StartsWith("2024-02-29 12:00:01.005", row.Rows[0][3] is DateTime d ? d.ToString("yyyy-MM-dd HH:mm:ss.fff") : (string)row.Rows[0][3]!);
        Assert.Equal(new byte[] { 0, 255, 39 }, row.Rows[0][4]);
        Assert.Null(row.Rows[0][5]);
        if (kind != DatabaseKind.Sqlite)
        {
            Assert.Equal("2024-02-29 10:00:00", $"{(await database.ScalarAsync("SELECT h FROM v")):yyyy-MM-dd HH:mm:ss}");
        }
    }

    [Theory, EachDatabase]
    public async Task A_name_in_a_text_a_comment_or_quotes_is_left_alone(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        string sql = $"SELECT '@v' AS a, @v AS b, 'it''s @v' AS {database.Quote("@v")} /* @v */ -- @v\n WHERE 1 = 1";
        foreach (bool readOnly in (bool[])[true, false])
        {
            QueryRows rows = (await Service.ExecuteSqlAsync(Request(database, sql, ("v", "x")) with { ReadOnly = readOnly }, default)).Rows;
            Assert.Equal(["@v", "x", "it's @v"], rows.Rows[0]);
            Assert.Equal("@v", rows.Columns[2].Name);
        }
    }

    [Theory, EachDatabase]
    public async Task A_value_may_be_named_often_and_by_several_statements(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        SqlResult result = await RunAsync(database, "INSERT INTO t VALUES (1, @a); INSERT INTO t VALUES (@n, @B); INSERT INTO t SELECT @n + @n + @n, @a",
            ("@a", "one"), ("b", "two"), ("n", 2));
        Assert.Equal(3, result.StatementsRun);
        Assert.Equal([["1", "one"], ["2", "two"], ["6", "one"]], await RowsAsync(database, "SELECT id, name FROM t WHERE id>@zero ORDER BY id", ("zero", 0)));
        Assert.Equal([["2"]], await RowsAsync(database, "SELECT id FROM t WHERE id=@n", ("n", 2)));
    }

    [Theory, EachDatabase]
    public async Task What_can_t_be_right_is_refused_before_anything_runs(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        await RefusedAsync("@b", "INSERT INTO t VALUES (1, @a)", ("a", "x"), ("b", "hidden"));
        await RefusedAsync("@a", "INSERT INTO t VALUES (1, '@a')", ("a", "hidden"));
        await RefusedAsync("TimeSpan", "INSERT INTO t VALUES (1, @a)", ("a", TimeSpan.FromDays(1)));
        await RefusedAsync("no name", "INSERT INTO t VALUES (1, @a)", ("a b", "hidden"));
        await RefusedAsync("twice", "INSERT INTO t VALUES (1, @a)", ("a", "hidden"), ("@A", "hidden"));
        if (kind is DatabaseKind.Sqlite or DatabaseKind.Postgres)
        {
            await RefusedAsync("@id has no value", "INSERT INTO t VALUES (@id, @a)", ("a", "hidden"));
        }

        Assert.Equal(0, await database.CountAsync("t"));

        async Task RefusedAsync(string about, string sql, params (string, object?)[] values)
        {
            MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database, sql, values));
            Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
            Assert.Contains(about, e.Message);
            Assert.DoesNotContain("hidden", e.ToString());
        }
    }

    [Theory, EachDatabase]
    public async Task No_error_repeats_a_value(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        string number = kind == DatabaseKind.Postgres ? "SELECT CAST(@v AS INTEGER)" : "INSERT INTO t (id, name) SELECT no_such_column, @v";
        foreach (string secret in (string[])["open-sesame", "it's open-sesame", new string('s', 300)])
        {
            await RunAsync(database, "DELETE FROM u");
            await RunAsync(database, "INSERT INTO u VALUES (@v)", ("v", secret));
            foreach (string sql in (string[])["INSERT INTO u VALUES (@v)", number])
            {
                MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database, sql, ("v", secret)));
                Assert.DoesNotContain("sesame", e.ToString());
                Assert.DoesNotContain("ssssssssssssssss", e.ToString());
            }
        }
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_user_variable_that_no_value_is_given_for_stays_one(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        SqlResult result = await RunAsync(database, "SET @x = 5, @x.y = 6; SELECT @x, @x.y, @v, @@sql_mode IS NOT NULL, (@x := 7)", ("v", "x"));
        Assert.Equal(["5", "6", "x", "1", "7"], result.Rows.Rows[0]);
        Assert.Equal([[null, "x"]], await RowsAsync(database, "SELECT @x, @v", ("v", "x")));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_text_compares_with_a_column_of_any_collation(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        await database.ExecuteAsync("CREATE TABLE c (a VARCHAR(10) COLLATE utf8mb4_bin, b VARCHAR(10) CHARACTER SET latin1, c VARCHAR(10) COLLATE utf8mb4_unicode_ci)");
        await RunAsync(database, "INSERT INTO c VALUES (@a, @a, @a)", ("a", "É"));
        Assert.Equal([["1"]], await RowsAsync(database, "SELECT count(*) FROM c WHERE a = @a AND b = @a AND c = @a", ("a", "É")));
    }

    [Fact]
    public async Task An_operator_of_PostgreSQL_stays_one()
    {
        await using TestDatabase database = await NewAsync(DatabaseKind.Postgres);
        const string Sql = """
            SELECT @v::int + 1, ARRAY[1, 2] @> ARRAY[1], '{"a": 1}'::jsonb @> @j, @ -5, ARRAY[1] <@ ARRAY[@v::int, 1], id, 'b' = ANY(@list::text[]), $$@v$$, E'\'@v'
            FROM (VALUES (3)) x (id) WHERE id=@id AND id>@v::int-@v::int
            """;
        Assert.Equal([["5", "t", "t", "5", "t", "3", "t", "@v", "'@v"]],
            await RowsAsync(database, Sql, ("v", 4), ("j", """{"a": 1}"""), ("id", 3), ("list", "{a,b}")));
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => RowsAsync(database, "SELECT 1 WHERE 1 <@v", ("v", 4)));
        Assert.Contains("<@v may be an operator", e.Message);
        e = await Assert.ThrowsAsync<MigrationException>(() => RowsAsync(database, "SELECT @id, @v::int FROM t", ("v", 4)));
        Assert.Contains("a blank after the @", e.Message);
    }

    private static async Task<TestDatabase> NewAsync(DatabaseKind kind)
    {
        TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(400))", "CREATE TABLE u (name VARCHAR(400) PRIMARY KEY)");
        return database;
    }

    private static Task<SqlResult> RunAsync(TestDatabase database, string sql, params (string Name, object? Value)[] values) =>
        Service.ExecuteSqlAsync(Request(database, sql, values) with { ReadOnly = false }, default);

    private static async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(TestDatabase database, string sql, params (string Name, object? Value)[] values) =>
        (await Service.ExecuteSqlAsync(Request(database, sql, values), default)).Rows.Rows;

    private static SqlRequest Request(TestDatabase database, string sql, params (string Name, object? Value)[] values) => new()
    {
        Profile = database.Url, Sql = sql, ReadOnly = true, Parameters = values.ToDictionary(v => v.Name, v => v.Value),
    };
}
