using System.Text;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>A password that is used, refused or on the command line appears in no file and no output.</summary>
[Collection(ProcessCollection.Name)]
public sealed class SecretTests
{
    private const string Secret = "pl4nted-S3cret/with@odd:chars%";

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_password_that_works_is_nowhere_to_be_found(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 1), (2, -2)");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int, CHECK (v > 0))");
        string user = "u_" + Guid.NewGuid().ToString("n")[..12];
        await target.ExecuteAsync(kind == DatabaseKind.Postgres
            ? [$"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{Secret}'"]
            : [$"CREATE USER {user}@'%' IDENTIFIED BY '{Secret}'", $"GRANT ALL ON *.* TO {user}@'%'"]);
        try
        {
            ServerUrl server = TestServers.Get(kind) with { User = user, Password = Secret };
            using var migration = new TestMigration(source, target);
            string[] arguments = ["--profiles", migration.ProfilePath, "--home", migration.Home, "--source", server.For(source.Name),
                "--target", server.For(target.Name)];

            using DbMigrateProcess plan = await DbMigrateProcess.RunAsync(["migrate", .. arguments, "--plan"]);
            using DbMigrateProcess done = await DbMigrateProcess.RunAsync(["migrate", .. arguments, "--json"]);
            Assert.True(done.ExitCode == 3, done.ToString());
            string jobId = Assert.Single(migration.Service.ListJobs()).JobId;
            using DbMigrateProcess status = await DbMigrateProcess.RunAsync("status", jobId, "--home", migration.Home);

            Assert.True(plan.ExitCode == 0 && status.ExitCode == 0, plan.ToString() + status);
            AssertClean(migration, plan, done, status);
        }
        finally
        {
            if (kind == DatabaseKind.Postgres)
            {
                // The database must go before its connections' role can.
                await target.ExecuteAsync($"DROP ROLE {user}");
            }
            else
            {
                await target.ExecuteAsync($"DROP USER {user}@'%'");
            }
        }
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_password_that_is_refused_is_nowhere_to_be_found(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE t (id int)");
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        using var migration = new TestMigration(source, target);
        await source.CloseAsync();
        ServerUrl server = TestServers.Get(kind) with { Password = Secret };

        using DbMigrateProcess refused = await DbMigrateProcess.RunAsync(["migrate", "--home", migration.Home,
            "--source", source.Url, "--target", server.For(target.Name), "--json"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(ErrorCodes.ConnectionFailed, refused.Errors);
        AssertClean(migration, refused);
    }

    private static void AssertClean(TestMigration migration, params DbMigrateProcess[] processes)
    {
        string[] forms = [Secret, Uri.EscapeDataString(Secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), "S3cret"];
        foreach (DbMigrateProcess process in processes)
        {
            Assert.All(forms, form => Assert.DoesNotContain(form, process.ToString()));
        }

        foreach (string file in Directory.EnumerateFiles(migration.Home, "*", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            Assert.All(forms, form => Assert.DoesNotContain(form, text));
        }
    }
}
