using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Planning;

/// <summary>Triggers of the target do again what the source's rows already hold: the plan says so.</summary>
public sealed class TargetTriggerTests
{
    [Theory]
    [EachDatabase]
    public async Task The_plan_names_triggers_that_fire_for_what_it_writes_and_no_others(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        foreach (TestDatabase database in (TestDatabase[])[source, target])
        {
            await database.ExecuteAsync("CREATE TABLE a (id int NOT NULL PRIMARY KEY)", "CREATE TABLE log (id int)");
        }

        // Spelled otherwise than the table where that is the same table.
        string a = kind == DatabaseKind.Sqlite ? "A" : "a";
        await target.ExecuteAsync([.. Trigger(kind, "on_insert", "INSERT", a), .. Trigger(kind, "on_update", "UPDATE", a),
            .. Trigger(kind, "on_delete", "DELETE", a)]);
        if (kind == DatabaseKind.Postgres)
        {
            await target.ExecuteAsync([.. Trigger(kind, "off", "INSERT", a), "ALTER TABLE a DISABLE TRIGGER off"]);
        }

        await source.CloseAsync();
        await target.CloseAsync();
        using var migration = new TestMigration(source, target);

        MigrationPlan added = await migration.Service.PlanAsync(migration.Request, CancellationToken.None);
        MigrationPlan emptied = await migration.Service.PlanAsync(migration.Request with { TruncateTarget = true }, CancellationToken.None);

        Assert.Contains("trigger on_insert will fire", Assert.Single(added.Warnings));
        Assert.Contains("triggers on_delete, on_insert will fire", Assert.Single(emptied.Warnings));
    }

    private static string[] Trigger(DatabaseKind kind, string name, string on, string table) => kind switch
    {
        DatabaseKind.Sqlite => [$"CREATE TRIGGER {name} AFTER {on} ON {table} BEGIN INSERT INTO log VALUES (1); END"],
        DatabaseKind.Postgres =>
        [
            $"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); RETURN NULL; END $$",
            $"CREATE TRIGGER {name} AFTER {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
        _ => [$"CREATE TRIGGER {name} AFTER {on} ON {table} FOR EACH ROW INSERT INTO log VALUES (1)"],
    };
}
