using DataMigrator.Catalog;
using DataMigrator.Exploration;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Exploration;

public sealed class ExplorationTests
{
    private static readonly MigrationService Service = new(new MigrationServiceOptions());

    public static TheoryData<DatabaseKind> Kinds => [.. TestServers.AllKinds];

    public static TheoryData<DatabaseKind, string> Writes => new()
    {
        { DatabaseKind.Sqlite, "INSERT INTO t VALUES (1, 'x', 1.5, NULL)" },
        { DatabaseKind.Sqlite, "WITH a AS (SELECT 1) DELETE FROM t" },
        { DatabaseKind.Sqlite, "VACUUM INTO '/tmp/never-made.db'" },
        { DatabaseKind.Sqlite, "ATTACH '/tmp/never-made.db' AS x" },
        { DatabaseKind.Sqlite, "PRAGMA user_version = 7" },
        { DatabaseKind.Sqlite, "PRAGMA temp_store_directory('/tmp')" },
        { DatabaseKind.Postgres, "INSERT INTO t VALUES (1, 'x', 1.5, NULL)" },
        { DatabaseKind.Postgres, "WITH a AS (INSERT INTO t (id) VALUES (7) RETURNING id) SELECT * FROM a" },
        { DatabaseKind.Postgres, "SELECT * INTO u FROM t" },
        { DatabaseKind.Postgres, "SET default_transaction_read_only = off" },
        { DatabaseKind.Postgres, "COPY t TO PROGRAM 'true'" },
        { DatabaseKind.Postgres, "DO $$ BEGIN EXECUTE 'DELETE FROM t'; END $$" },
        { DatabaseKind.Postgres, "EXPLAIN ANALYZE DELETE FROM t" },
        { DatabaseKind.MySql, "INSERT INTO t VALUES (1, 'x', 1.5, NULL)" },
        { DatabaseKind.MySql, "WITH a AS (SELECT 1 AS x) DELETE FROM t WHERE id IN (SELECT x FROM a)" },
        { DatabaseKind.MySql, "SET SESSION TRANSACTION READ WRITE" },
        { DatabaseKind.MySql, "SELECT 1 INTO OUTFILE '/tmp/never-made.txt'" },
        { DatabaseKind.MariaDb, "EXPLAIN FORMAT=JSON DELETE FROM t; DELETE FROM t" },
        { DatabaseKind.MariaDb, "ANALYZE DELETE FROM t" },
        { DatabaseKind.MySql, "SELECT 1 /*! ; DELETE FROM t */" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Tables_are_listed_and_described_with_their_keys(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        IReadOnlyList<TableInfo> tables = await Service.ListTablesAsync(database.Url, null, default);
        TableInfo table = Assert.Single(tables);
        Assert.Equal(("t", 4, "id"), (table.FullName, table.Columns, string.Join(',', table.Key)));
        CatalogTable described = await Service.DescribeTableAsync(database.Url, null, "T", default);
        Assert.Equal(["id", "name", "price", "data"], described.Columns.Select(c => c.Name));
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(
            () => Service.DescribeTableAsync(database.Url, null, "tt", default));
        Assert.Equal(ErrorCodes.SourceTableNotFound, e.Code);
        Assert.Contains("did you mean t?", e.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sample_shows_every_value_in_its_text_form_and_says_what_it_left_out(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        await database.ExecuteAsync("INSERT INTO t VALUES (1, NULL, 12.30, NULL), (2, 'NULL', NULL, NULL), (3, '" + new string('é', 300) + "', 1.00, NULL)");
        QueryRows rows = await Service.SampleAsync(database.Url, null, "t", new SampleLimits(3, 100), default);
        Assert.Equal(3, rows.Rows.Count);
        Assert.False(rows.MoreRows);
        Assert.Equal("1", rows.Rows[0][0]);
        Assert.Null(rows.Rows[0][1]);
        Assert.StartsWith("12.3", (string?)rows.Rows[0][2]);
        Assert.Equal("NULL", rows.Rows[1][1]);
        Assert.Equal(1, rows.ShortenedCells);
        Assert.Equal(new string('é', 50) + "… (600 bytes)", rows.Rows[2][1]);
        Assert.True((await Service.SampleAsync(database.Url, null, "t", new SampleLimits(2, 100), default)).MoreRows);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_query_returns_rows_up_to_the_limit_without_waiting_for_the_rest(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        await database.ExecuteAsync("INSERT INTO t VALUES (1, 'a;b', 12.30, NULL), (2, NULL, NULL, NULL)");
        string recursive = "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 900) SELECT a.x FROM n a, n b, n c";
        SqlResult big = await Service.ExecuteSqlAsync(Query(database, recursive) with { RowLimit = 2, ReadOnly = true }, default);
        Assert.Equal(2, big.Rows.Rows.Count);
        Assert.True(big.Rows.MoreRows);
        SqlResult result = await Service.ExecuteSqlAsync(Query(database, "SELECT id, name FROM t ORDER BY id; ") with { ReadOnly = true }, default);
        Assert.Equal(["id", "name"], result.Rows.Columns.Select(c => c.Name));
        Assert.Equal([["1", "a;b"], ["2", null]], result.Rows.Rows);
        Assert.False(result.Rows.MoreRows);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_read_only_connection_writes_nothing_whatever_the_sql(DatabaseKind kind, string sql)
    {
        await using TestDatabase database = await NewAsync(kind);
        await database.ExecuteAsync("INSERT INTO t VALUES (100, 'kept', 1.00, NULL)");
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(
            () => Service.ExecuteSqlAsync(Query(database, sql) with { ReadOnly = true }, default));
        Assert.True(e.Code is ErrorCodes.AccessDenied or ErrorCodes.InvalidParameter, e.Message);
        Assert.Equal(1, await database.CountAsync("t"));
        Assert.False(File.Exists("/tmp/never-made.db"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_statements_on_a_read_only_connection_are_refused(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(
            () => Service.ExecuteSqlAsync(Query(database, "SELECT 1; SELECT 2") with { ReadOnly = true }, default));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("there are 2 statements", e.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_script_names_the_statement_that_fails_and_what_stays(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        using var folder = new TempFolder();
        string file = folder.File("schema.sql");
        await File.WriteAllTextAsync(file, "-- made\nCREATE TABLE a (x int);\n\nCREATE TABLE b (\n  x int,\n  y no such type at all\n);\nCREATE TABLE c (x int);\n"
            .Replace("no such type at all", "int NOT NOT"));
        SqlRequest request = Query(database, null) with { File = file };
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Service.ExecuteSqlAsync(request, default));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("statement 2 of 3 (line 4) of schema.sql", e.Message);
        bool rollsBack = kind is DatabaseKind.Sqlite or DatabaseKind.Postgres;
        Assert.Contains(rollsBack ? "rolled back" : HostTerm.FirstStatement.Mark() + " 2", e.Message);

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("NOT NOT", ""));
        SqlResult result = await Service.ExecuteSqlAsync(request with { FirstStatement = rollsBack ? 1 : 2 }, default);
        Assert.Equal((rollsBack, rollsBack ? 3 : 2), (result.InTransaction, result.StatementsRun));
        Assert.Equal(4, (await Service.ListTablesAsync(database.Url, null, default)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_script_that_leaves_its_transaction_open_is_refused_and_one_that_ends_it_stays(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        bool mySql = kind is DatabaseKind.MySql or DatabaseKind.MariaDb;
        string begin = mySql ? "START TRANSACTION" : "BEGIN";
        const string Insert = "INSERT INTO t VALUES (1, 'a', 1.00, NULL)";
        string[] open = mySql ? [$"{begin}; {Insert}", $"SET autocommit = 0; {Insert}", $"SET autocommit=0; COMMIT; {Insert}"] : [$"{begin}; {Insert}"];
        foreach (string sql in open)
        {
            MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Service.ExecuteSqlAsync(Query(database, sql), default));
            Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
            Assert.Contains("Add COMMIT", e.Message);
        }

        await Service.ExecuteSqlAsync(Query(database, $"{begin}; {Insert}; COMMIT"), default);
        await Service.ExecuteSqlAsync(Query(database, $"{begin}; UPDATE t SET name = 'b'; ROLLBACK; SELECT 1"), default);
        Assert.Equal([["a"]], (await Service.ExecuteSqlAsync(Query(database, "SELECT name FROM t"), default)).Rows.Rows);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Statements_change_rows_and_the_last_rows_come_back(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        SqlResult result = await Service.ExecuteSqlAsync(Query(database,
            "INSERT INTO t VALUES (1, 'a', 1.00, NULL), (2, 'b', 2.50, NULL); UPDATE t SET name = 'c' WHERE id = 2; SELECT name FROM t ORDER BY id"), default);
        Assert.Equal((3L, 3), (result.RowsAffected, result.StatementsRun));
        Assert.Equal([["a"], ["c"]], result.Rows.Rows);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_statement_over_its_time_is_cancelled_in_the_database(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        string endless = kind switch
        {
            DatabaseKind.Postgres => "SELECT pg_sleep(600)",
            DatabaseKind.Sqlite => "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
            _ => "SELECT count(*) FROM information_schema.COLUMNS WHERE SLEEP(30) = 0",
        };
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(
            () => Service.ExecuteSqlAsync(Query(database, endless) with { ReadOnly = true, TimeoutSeconds = 1 }, default).WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(ErrorCodes.MigrationFailed, e.Code);
        Assert.Contains("after 1 s", e.Message);
    }

    [Theory]
    [InlineData(DatabaseKind.MySql, "SELECT SLEEP(600)")]
    [InlineData(DatabaseKind.MariaDb, "SELECT BENCHMARK(100000000000, MD5(1))")]
    public async Task What_a_cancelled_function_returns_is_no_result(DatabaseKind kind, string sql)
    {
        await using TestDatabase database = await NewAsync(kind);
        foreach (bool readOnly in (bool[])[true, false])
        {
            MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Service.ExecuteSqlAsync(
                Query(database, sql) with { ReadOnly = readOnly, TimeoutSeconds = 1 }, default).WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.Contains("after 1 s", e.Message);
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, "SELECT 1.10::numeric(60,30), 'infinity'::timestamp, '{1,2}'::int[], true",
        "1.100000000000000000000000000000|infinity|{1,2}|t")]
    [InlineData(DatabaseKind.MySql, "SELECT CAST('12345678901234567890123456789012345.678' AS DECIMAL(60,3)), CAST('2025-01-02 03:04:05.5' AS DATETIME(1)), X'00FF'",
        "12345678901234567890123456789012345.678|2025-01-02 03:04:05.5|00ff")]
    [InlineData(DatabaseKind.MariaDb, "SELECT CAST('-838:59:59' AS TIME), 18446744073709551615", "-838:59:59|18446744073709551615")]
    [InlineData(DatabaseKind.Sqlite, "SELECT 0.1, 9007199254740993, x'00ff', 'a'", "0.1|9007199254740993|00ff|a")]
    public async Task Values_of_a_query_are_exact(DatabaseKind kind, string sql, string expected)
    {
        await using TestDatabase database = await NewAsync(kind);
        SqlResult result = await Service.ExecuteSqlAsync(Query(database, sql) with { ReadOnly = true }, default);
        Assert.Equal(expected.Split('|'), result.Rows.Rows[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_profile_is_tested_and_its_databases_are_listed(DatabaseKind kind)
    {
        await using TestDatabase database = await NewAsync(kind);
        ProfileTest test = await Service.TestProfileAsync(database.Url, null, default);
        Assert.Equal(kind, test.Kind);
        Assert.NotEmpty(test.ServerVersion);
        IReadOnlyList<DatabaseInfo> databases = await Service.ListDatabasesAsync(database.Url, default);
        Assert.Contains(databases, d => d.Name == Path.GetFileName(database.Name));
    }

    [Fact]
    public void Profiles_are_listed_without_how_they_log_in()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("p.json"),
            """{ "profiles": { "prod": { "type": "mysql", "host": "db1", "port": 3306, "username": "app", "password": "s3cr3t-word" } } }""");
        ProfileInfo profile = Assert.Single(new MigrationService(new MigrationServiceOptions { ProfilePath = folder.File("p.json") }).ListProfiles());
        Assert.Equal(("prod", DatabaseKind.MySql, "db1"), (profile.Name, profile.Kind, profile.Host));
        Assert.DoesNotContain("s3cr3t", profile.ToString());
    }

    private static SqlRequest Query(TestDatabase database, string? sql) => new() { Profile = database.Url, Sql = sql };

    private static async Task<TestDatabase> NewAsync(DatabaseKind kind)
    {
        TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(400), price decimal(10,2), data varchar(10))");
        return database;
    }
}
