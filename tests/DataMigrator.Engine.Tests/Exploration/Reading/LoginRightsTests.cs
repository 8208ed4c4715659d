using DataMigrator.Exploration;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Exploration.Reading;

public sealed class LoginRightsTests
{
    [Theory]
    [InlineData(DatabaseKind.Postgres, "is a superuser", "GRANT SELECT ON ALL TABLES")]
    [InlineData(DatabaseKind.MySql, "may SUPER, FILE", "GRANT SELECT, SHOW VIEW")]
    [InlineData(DatabaseKind.MariaDb, "may SUPER, FILE", "GRANT SELECT, SHOW VIEW")]
    public async Task A_login_that_may_do_more_than_read_draws_a_warning_and_one_that_only_reads_none(DatabaseKind kind, string more, string grant)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("p.json"), ProfileJson.Of("ro", database, "read-only"));
        var service = new MigrationService(new MigrationServiceOptions { ProfilePath = folder.File("p.json") });
        string warning = Assert.Single((await service.TestProfileAsync("ro", database.Name, default)).Warnings);
        Assert.Contains(more, warning);
        Assert.Contains(grant, warning);
        Assert.DoesNotContain("pw-", warning);

        // The grants of the warning, made.
        string login = database.Name, password = "pw-" + database.Name;
        await database.ExecuteAsync("CREATE TABLE t (x int)");
        await database.ExecuteAsync(kind == DatabaseKind.Postgres
            ? [$"CREATE ROLE {login} LOGIN PASSWORD '{password}'", $"GRANT CONNECT ON DATABASE {login} TO {login}", $"GRANT USAGE ON SCHEMA public TO {login}", $"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {login}"]
            : [$"CREATE USER {login} IDENTIFIED BY '{password}'", $"GRANT SELECT, SHOW VIEW ON {login}.* TO {login}"]);
        try
        {
            await File.WriteAllTextAsync(folder.File("p.json"), ProfileJson.Of("ro", database, "read-only", login, password));
            ProfileTest test = await service.TestProfileAsync("ro", database.Name, default);
            Assert.Empty(test.Warnings);
            SqlResult result = await service.ExecuteSqlAsync(new SqlRequest { Profile = "ro", Database = database.Name, Sql = "SELECT count(*) FROM t" }, default);
            Assert.Equal("0", result.Rows.Rows[0][0]);
        }
        finally
        {
            await database.ExecuteAsync(kind == DatabaseKind.Postgres ? $"DROP OWNED BY {login}" : $"DROP USER {login}");
            if (kind == DatabaseKind.Postgres)
            {
                await database.ExecuteAsync($"DROP ROLE {login}");
            }
        }
    }
}
