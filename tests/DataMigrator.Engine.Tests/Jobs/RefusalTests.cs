using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>What can be known before the first row is said before the first row, with its code, and nothing is written.</summary>
public sealed class RefusalTests
{
    [Theory]
    [EachDatabase]
    public async Task Every_problem_is_reported_at_once_with_its_code(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE lost (id int NOT NULL PRIMARY KEY)",
            "CREATE TABLE narrow (id int NOT NULL PRIMARY KEY, extra int)", "CREATE TABLE wide (id int NOT NULL PRIMARY KEY)",
            "INSERT INTO wide VALUES (1)");
        await target.ExecuteAsync("CREATE TABLE narrow (id int NOT NULL PRIMARY KEY)",
            "CREATE TABLE wide (id int NOT NULL PRIMARY KEY, demanded int NOT NULL)");
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync());

        Assert.Equal(
            [
                (ErrorCodes.ColumnMismatch, "narrow", "extra"), (ErrorCodes.ColumnMismatch, "wide", "demanded"),
                (ErrorCodes.TargetTableNotFound, "lost", null),
            ],
            refused.Problems.Select(p => (p.Code, p.Table, p.Column)).OrderBy(p => p.Code).ThenBy(p => p.Table));
        Assert.Equal(0, await target.CountAsync("wide"));

        MigrationPlan plan = await migration.Service.PlanAsync(migration.Request, CancellationToken.None);
        Assert.Equal(3, plan.Problems.Count);
        Assert.All(plan.Problems, p => Assert.NotEmpty(p.Message));
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_that_the_source_lacks_is_named(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE customers (id int NOT NULL PRIMARY KEY)");
        await target.ExecuteAsync("CREATE TABLE customers (id int NOT NULL PRIMARY KEY)");
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(
            () => migration.RunAsync(r => r with { SourceTable = "costumers" }));

        Assert.Equal(ErrorCodes.SourceTableNotFound, refused.Code);
        Assert.Contains("costumers", refused.Message);
        Assert.Contains("customers", refused.Message.Replace("costumers", ""));
    }

    [Theory]
    [EachDatabase]
    public async Task A_table_is_not_copied_onto_itself(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await database.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        using var migration = new TestMigration(database, database);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(
            () => migration.RunAsync(r => r with { TruncateTarget = true }));

        Assert.Equal(ErrorCodes.InvalidParameter, refused.Code);
        Assert.Equal(1, await database.CountAsync("t"));
    }

    /// <summary>127.1 is 127.0.0.1 to the system, and no text that is compared with it says so.</summary>
    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_table_is_not_copied_onto_itself_through_another_name_of_its_server(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using TestDatabase another = await TestDatabase.CreateAsync(kind);
        Assert.SkipUnless(database.Url.Contains("@127.0.0.1:", StringComparison.Ordinal), "The server is not on this address.");
        foreach (TestDatabase of in (TestDatabase[])[database, another])
        {
            await of.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        }

        using var home = new TempFolder();
        var service = new MigrationService(new MigrationServiceOptions { HomePath = home.Path });
        var request = new MigrationRequest
        {
            SourceProfile = database.Url,
            TargetProfile = database.Url.Replace("@127.0.0.1:", "@127.1:", StringComparison.Ordinal),
            TruncateTarget = true,
        };

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => service.StartAsync(request, CancellationToken.None));
        MigrationPlan elsewhere = await service.PlanAsync(request with { SourceProfile = another.Url }, CancellationToken.None);

        Assert.Equal(ErrorCodes.InvalidParameter, refused.Code);
        Assert.Contains("source and target are the same table", refused.Message);
        Assert.Equal(1, await database.CountAsync("t"));
        Assert.Empty(elsewhere.Problems);
    }

    [Theory]
    [EachDatabase]
    public async Task A_read_only_target_is_refused(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY)");
        using var migration = new TestMigration(source, target, targetAccess: "read-only");

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync());

        Assert.Equal(ErrorCodes.AccessDenied, refused.Code);
        Assert.Equal(0, await target.CountAsync("t"));
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_wrong_password_is_a_failed_connection_and_is_not_shown(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        using var migration = new TestMigration(source, target);
        const string Wrong = "hunter2-correct-horse";
        ServerUrl server = TestServers.Get(kind) with { Password = Wrong };

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(
            () => migration.RunAsync(r => r with { TargetProfile = server.For(target.Name), TargetDatabase = null }));

        Assert.Equal(ErrorCodes.ConnectionFailed, refused.Code);
        Assert.DoesNotContain(Wrong, refused.ToString());
        Assert.Contains(server.Host, refused.Message);
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_server_or_database_that_is_not_there_is_a_failed_connection(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(kind);
        using var migration = new TestMigration(source, source);
        ServerUrl server = TestServers.Get(kind);

        MigrationException nowhere = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync(
            r => r with { TargetProfile = (server with { Port = 1 }).For("x"), TargetDatabase = null }));
        MigrationException missing = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync(
            r => r with { TargetProfile = server.For("no_such_database"), TargetDatabase = null }));

        Assert.Equal(ErrorCodes.ConnectionFailed, nowhere.Code);
        Assert.Equal(ErrorCodes.ConnectionFailed, missing.Code);
        Assert.Contains("no_such_database", missing.Message);
    }

    [Fact]
    public async Task An_sqlite_source_that_is_not_there_is_not_made()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await target.ExecuteAsync("CREATE TABLE t (id int)");
        using var migration = new TestMigration(source, target);

        MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync());

        Assert.Equal(ErrorCodes.ConnectionFailed, refused.Code);
        Assert.False(File.Exists(source.Name));
    }

    [Fact]
    public async Task Parameters_that_cannot_be_right_are_refused()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE t (id int)");
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await target.ExecuteAsync("CREATE TABLE t (id int)");
        using var migration = new TestMigration(source, target);

        foreach ((string Code, Func<DataMigrator.Planning.MigrationRequest, DataMigrator.Planning.MigrationRequest> Change) in new (string,
            Func<DataMigrator.Planning.MigrationRequest, DataMigrator.Planning.MigrationRequest>)[]
        {
            (ErrorCodes.InvalidParameter, r => r with { BatchSize = 0 }),
            (ErrorCodes.InvalidParameter, r => r with { BatchSize = 1_000_001 }),
            (ErrorCodes.InvalidParameter, r => r with { MemoryLimitMb = 0 }),
            (ErrorCodes.InvalidParameter, r => r with { SourceTable = "t", IncludeTables = ["t"] }),
            (ErrorCodes.ProfileNotFound, r => r with { SourceProfile = "no-such-profile" }),
            (ErrorCodes.SourceTableNotFound, r => r with { IncludeTables = ["t", "u"] }),
            (ErrorCodes.SourceTableNotFound, r => r with { ExcludeTables = ["u"] }),
        })
        {
            MigrationException refused = await Assert.ThrowsAsync<MigrationException>(() => migration.RunAsync(Change));
            Assert.Equal(Code, refused.Code);
        }
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_not_found()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, source);

        foreach (string id in new[] { "20200101-000000-abcdef", "../../etc", "", "x/y" })
        {
            Assert.Equal(ErrorCodes.MigrationNotFound,
                Assert.Throws<MigrationException>(() => migration.Service.GetStatus(id)).Code);
            Assert.Equal(ErrorCodes.MigrationNotFound,
                (await Assert.ThrowsAsync<MigrationException>(() => migration.ResumeAsync(id))).Code);
        }
    }
}
