using DataMigrator.Exploration;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Exploration.Reading;

public sealed class ReadOnlyTests
{
    private static readonly MigrationService Service = new(new MigrationServiceOptions());

    [Theory]
    [EachDatabase]
    public async Task Each_payload_gets_past_the_databases_own_read_only_transaction(DatabaseKind kind)
    {
        await using ReadOnlyTrap trap = await ReadOnlyTrap.CreateAsync(kind);
        var idle = new List<string>();
        foreach (ReadOnlyPayload payload in trap.Payloads.Where(p => p.Effect != PayloadEffect.Unseen))
        {
            try
            {
                if (!await trap.ActsAsync(payload))
                {
                    idle.Add(payload.Sql);
                }
            }
            catch (System.Data.Common.DbException e)
            {
                idle.Add($"{payload.Sql}: {e.Message}");
            }
        }

        Assert.Equal("", string.Join("\n", idle));
    }

    [Theory]
    [EachDatabase]
    public async Task No_payload_acts_through_a_read_only_request(DatabaseKind kind)
    {
        await using ReadOnlyTrap trap = await ReadOnlyTrap.CreateAsync(kind);
        await CheckAsync(trap, sql => Service.ExecuteSqlAsync(new SqlRequest { Profile = trap.Database.Url, Sql = sql, ReadOnly = true }, default));
    }

    [Theory]
    [EachDatabase]
    public async Task No_payload_acts_through_a_read_only_profile(DatabaseKind kind)
    {
        await using ReadOnlyTrap trap = await ReadOnlyTrap.CreateAsync(kind);
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("p.json"), ProfileJson.Of("ro", trap.Database, "read-only"));
        var service = new MigrationService(new MigrationServiceOptions { ProfilePath = folder.File("p.json") });
        await CheckAsync(trap, sql => service.ExecuteSqlAsync(new SqlRequest { Profile = "ro", Database = kind == DatabaseKind.Sqlite ? Path.GetFileName(trap.Database.Name) : trap.Database.Name, Sql = sql }, default));
    }

    [Theory]
    [EachDatabase]
    public async Task Everyday_queries_run(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        foreach (string sql in EverydayQueries.ObjectsOf(kind))
        {
            await database.ExecuteAsync(sql);
        }

        var refused = new List<string>();
        foreach (string sql in EverydayQueries.Of(kind))
        {
            try
            {
                await Service.ExecuteSqlAsync(new SqlRequest { Profile = database.Url, Sql = sql, ReadOnly = true }, default);
            }
            catch (MigrationException e)
            {
                refused.Add($"{sql}: {e.Message}");
            }
        }

        Assert.Equal("", string.Join("\n", refused));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_login_that_sees_no_system_tables_asks_everyday_questions_and_calls_no_unknown_function(DatabaseKind kind)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string login = database.Name;
        await database.ExecuteAsync([.. EverydayQueries.ObjectsOf(kind), $"CREATE USER {login} IDENTIFIED BY 'pw-{login}'",
            $"GRANT SELECT, EXECUTE, SHOW VIEW ON {database.Name}.* TO {login}"]);
        try
        {
            string url = (TestServers.Get(kind) with { User = login, Password = "pw-" + login }).For(database.Name);
            Task<SqlResult> Ask(string sql) => Service.ExecuteSqlAsync(new SqlRequest { Profile = url, Sql = sql, ReadOnly = true }, default);
            foreach (string sql in EverydayQueries.Of(kind).Where(q => !q.Contains("stock(") && !q.Contains("sys.")))
            {
                await Ask(sql);
            }

            foreach (string sql in (string[])["SELECT stock(1)", "SELECT sys_exec('id')", "WITH sys_exec (a) AS (SELECT 1) SELECT sys_exec('id')"])
            {
                MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Ask(sql));
                Assert.Equal(ErrorCodes.AccessDenied, e.Code);
                Assert.Contains("rant ", e.Message);
            }
        }
        finally
        {
            await database.ExecuteAsync($"DROP USER {login}");
        }
    }

    [Theory]
    [InlineData("SELECT zeroblob(1000000000)")]
    [InlineData("SELECT hex(zeroblob(400000000))")]
    [InlineData("SELECT length(printf('%.*c', 900000000, 'x'))")]
    public async Task A_value_of_gigabytes_is_refused_before_it_is_made(string sql)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await database.ExecuteAsync("CREATE TABLE t (x int)");
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Service.ExecuteSqlAsync(
            new SqlRequest { Profile = database.Url, Sql = sql, ReadOnly = true, CellLimit = 1000 }, default).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("substr()", e.Message);
    }

    [Fact]
    public async Task The_refusal_names_the_function_the_way_to_it_and_what_to_do()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await database.ExecuteAsync("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE VIEW v AS SELECT f() AS x");
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => Service.ExecuteSqlAsync(
            new SqlRequest { Profile = database.Url, Sql = "SELECT * FROM v", ReadOnly = true }, default));
        Assert.Equal(ErrorCodes.AccessDenied, e.Code);
        Assert.Contains("the function public.f (through public.v) is declared VOLATILE", e.Message);
        Assert.Contains("ALTER FUNCTION public.f … STABLE", e.Message);
        Assert.Contains("\"access\": \"read-write\"", e.Message);
    }

    private static async Task CheckAsync(ReadOnlyTrap trap, Func<string, Task<SqlResult>> run)
    {
        // The door itself is open.
        Assert.Equal("0", (await run("SELECT count(*) FROM effects")).Rows.Rows[0][0]);
        var acted = new List<string>();
        foreach (ReadOnlyPayload payload in trap.Payloads)
        {
            try
            {
                await run(payload.Sql);
                acted.Add("ran: " + payload.Sql);
            }
            catch (MigrationException e) when (e.Code is ErrorCodes.AccessDenied or ErrorCodes.InvalidParameter)
            {
                // As it should be; what it did not do is looked at next.
            }

            if (await trap.TakeEffectAsync())
            {
                acted.Add("acted: " + payload.Sql);
            }
        }

        Assert.Equal("", string.Join("\n", acted));
    }
}
