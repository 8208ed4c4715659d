using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Rehearsals;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Rehearsals;

/// <summary>The scratch database: it goes whatever happens, and nothing else does.</summary>
[Collection("Rehearsals")]
public sealed class ScratchTests
{
    private static readonly DatabaseKind[] Servers = [DatabaseKind.Postgres, DatabaseKind.MySql, DatabaseKind.MariaDb];

    public static TheoryData<DatabaseKind> EachServer => [.. Servers];

    [Theory]
    [EachDatabase]
    public async Task Cancelling_drops_it(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string folder = await stage.CopySchemaAsync();
        File.WriteAllText(Path.Combine(folder, "views.sql"), string.Concat(Enumerable.Range(0, 20_000).Select(i => $"CREATE TABLE many_{i} (id int);\n")));
        using var cancel = new CancellationTokenSource();
        Task<Rehearsal> rehearsal = stage.RehearseAsync(folder, cancellationToken: cancel.Token);
        while (!stage.Migration.Log.Any(l => l.Message == "Rehearsing rows") && !rehearsal.IsCompleted)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rehearsal);
        Assert.Empty(await stage.ScratchesAsync());
        await stage.AssertUntouchedAsync();
    }

    [Theory]
    [MemberData(nameof(EachServer))]
    public async Task A_login_that_may_not_make_it_is_told_which_right_is_missing(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string user = "dm_" + Guid.NewGuid().ToString("n")[..12];
        string at = kind == DatabaseKind.Postgres ? user : $"'{user}'@'%'";
        string database = stage.Target.Name;
        await stage.Target.ExecuteAsync(kind == DatabaseKind.Postgres ? [$"CREATE ROLE {user} LOGIN PASSWORD 'p'"]
            : [$"CREATE USER {at} IDENTIFIED BY 'p'", $"GRANT ALL PRIVILEGES ON `{database}`.* TO {at}"]);
        try
        {
            var service = new MigrationService(new MigrationServiceOptions
            {
                HomePath = stage.Migration.Home, ProfilePath = stage.Migration.ProfilePath, TargetLogin = new DatabaseLogin(user, "p"),
            });
            await stage.Source.CloseAsync();

            MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => service.RehearseAsync(new RehearsalRequest
            {
                Migration = stage.Migration.Request with { CreateSchema = true },
            }, CancellationToken.None));

            Assert.Equal(ErrorCodes.AccessDenied, e.Code);
            Assert.Contains(kind == DatabaseKind.Postgres ? $"ALTER ROLE \"{user}\" CREATEDB" : @"GRANT ALL PRIVILEGES ON `dm\_rehearsal\_%`.*", e.Message);
        }
        finally
        {
            await stage.Target.ExecuteAsync(kind == DatabaseKind.Postgres ? $"DROP ROLE {user}" : $"DROP USER {at}");
        }
    }

    [Theory]
    [MemberData(nameof(EachServer))]
    public async Task What_a_killed_process_left_is_dropped_when_it_is_old_marked_and_unused(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string old = Name(2), young = Name(0), strange = Name(3), used = Name(4);
        Scratch scratch = DatabaseRegistry.Get(kind).Scratch;
        string[] all = [old, young, strange, used];
        try
        {
            await using (DatabaseSession target = await stage.Target.OpenSessionAsync())
            {
                foreach (string name in all.Where(n => n != strange))
                {
                    await scratch.CreateAsync(target, name, CancellationToken.None);
                    await using DatabaseSession within = await OpenAsync(stage, name);
                    await scratch.MarkAsync(within, CancellationToken.None);
                }
            }

            await stage.Target.ExecuteAsync($"CREATE DATABASE {strange}");
            await using (DatabaseSession user = await OpenAsync(stage, used))
            {
                await stage.RehearseAsync(null, createSchema: true);
            }

            HashSet<string> left = [.. (await stage.Target.QueryAsync(kind == DatabaseKind.Postgres ? "SELECT datname FROM pg_database"
                : "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA")).Select(r => (string)r[0]!)];
            Assert.Equal([young, strange, used], all.Where(left.Contains));
        }
        finally
        {
            foreach (string name in all)
            {
                await stage.Target.ExecuteAsync($"DROP DATABASE IF EXISTS {name}");
            }
        }

        static string Name(int days) => Scratch.NewName(DateTimeOffset.UtcNow.AddDays(-days));
    }

    [Fact]
    public async Task What_a_killed_process_left_in_the_home_folder_is_removed_when_it_is_old_and_no_process_holds_it()
    {
        await using Stage stage = await Stage.SetAsync(DatabaseKind.Sqlite);
        string[] names = [Scratch.NewName(DateTimeOffset.UtcNow.AddDays(-2)), Scratch.NewName(DateTimeOffset.UtcNow), "mine"];
        string root = Path.Combine(stage.Migration.Home, ".tmp", "rehearsal");
        using RehearsalFolder held = await RehearsalFolder.CreateAsync(stage.Migration.Home, Scratch.NewName(DateTimeOffset.UtcNow.AddDays(-3)), CancellationToken.None);
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.Combine(root, name));
        }

        await stage.Migration.Service.RehearseAsync(new RehearsalRequest { Migration = stage.Migration.Request with { CreateSchema = true } }, CancellationToken.None);

        Assert.Equal(new[] { Path.GetFileName(held.Path), names[1], "mine" }.Order(), Directory.GetDirectories(root).Select(d => Path.GetFileName(d)!).Order());
    }

    /// <summary>Databases of one server of MySQL reach each other by name; a rehearsal must not.</summary>
    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_statement_that_names_another_database_is_not_run(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string folder = await stage.CopySchemaAsync();
        string database = stage.Target.Name;
        await stage.Target.ExecuteAsync("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)");
        File.WriteAllText(Path.Combine(folder, "triggers.sql"), $"DROP TABLE {database}.kept;\nDELETE FROM `{database}`.`kept`;\nUSE {database};\n"
            + $"/*!50001 DROP TABLE {database}.kept */;\nCREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW INSERT INTO {database}.kept VALUES (2);\n"
            + $"GRANT ALL ON *.* TO nobody;\nDROP DATABASE {database};\nSET GLOBAL max_connections = 7;\nSET @@global.max_connections = 7;\n"
            + $"CREATE VIEW alias AS SELECT {database}.id FROM orders AS {database};\n");
        IReadOnlyList<string> before = await stage.LookAsync();

        Rehearsal found = await stage.RehearseAsync(folder);

        Assert.Equal(Enumerable.Range(1, 9), found.Problems.Select(p => p.Line!.Value));
        Assert.All(found.Problems, p => Assert.Equal((ErrorCodes.InvalidParameter, "triggers.sql"), (p.Code, p.File)));
        Assert.Contains($"names the database {database}", found.Problems[0].Message);
        Assert.Equal(before, await stage.LookAsync());
    }

    [Fact]
    public async Task A_statement_about_the_whole_server_is_not_run()
    {
        await using Stage stage = await Stage.SetAsync(DatabaseKind.Postgres);
        string folder = await stage.CopySchemaAsync();
        File.WriteAllText(Path.Combine(folder, "triggers.sql"), "CREATE ROLE dm_never;\nALTER SYSTEM SET work_mem = '7MB';\nCREATE DATABASE dm_never;\n"
            + "COPY customers TO '/tmp/never';\nCOMMENT ON ROLE postgres IS 'x';\nSET ROLE nobody;\nVACUUM;\nBEGIN;\nCREATE TABLE role (id int);\nCOMMIT;\n");

        Rehearsal found = await stage.RehearseAsync(folder);

        Assert.Equal(Enumerable.Range(1, 7), found.Problems.Select(p => p.Line!.Value));
        Assert.Equal(0L, await stage.Target.ScalarAsync("SELECT (SELECT count(*) FROM pg_roles WHERE rolname = 'dm_never') + (SELECT count(*) FROM pg_database WHERE datname = 'dm_never')"));
    }

    private static Task<DatabaseSession> OpenAsync(Stage stage, string name) => DatabaseRegistry.Get(stage.Target.Kind)
        .OpenAsync(stage.Target.Address with { Database = name }, AccessMode.ReadWrite, MissingDatabase.IsMade, CancellationToken.None);
}
