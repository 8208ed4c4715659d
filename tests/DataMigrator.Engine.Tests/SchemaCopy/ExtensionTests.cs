using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>PostgreSQL's extensions go over where something needs them, and its schemas where anything is in them.</summary>
public sealed class ExtensionTests
{
    private static readonly string[] Schema =
    [
        "CREATE EXTENSION \"uuid-ossp\"", "CREATE EXTENSION pg_trgm", "CREATE SCHEMA tools", "CREATE EXTENSION citext WITH SCHEMA tools",
        "CREATE EXTENSION pgcrypto", "CREATE TABLE by_default (id int PRIMARY KEY, g uuid DEFAULT uuid_generate_v1())",
        "CREATE TABLE by_index (id int PRIMARY KEY, t text)", "CREATE INDEX trgm ON by_index USING gin (t gin_trgm_ops)",
        "CREATE TABLE by_type (id int PRIMARY KEY, t tools.citext)", "CREATE TABLE plain (id int PRIMARY KEY)", "INSERT INTO plain VALUES (1)",
        "CREATE SCHEMA only_views", "CREATE VIEW only_views.v AS SELECT id FROM plain",
    ];

    [Fact]
    public async Task A_database_takes_those_along_that_something_needs()
    {
        (TestDatabase source, TestDatabase target) = await MakeAsync();
        await using TestDatabase from = source, to = target;
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true });

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal("citext,pg_trgm,uuid-ossp", await target.ScalarAsync("SELECT string_agg(extname, ',' ORDER BY extname) FROM pg_extension WHERE extname <> 'plpgsql'"));
        await target.ExecuteAsync("INSERT INTO by_default (id) VALUES (1)", "INSERT INTO by_type VALUES (1, 'A')");
        Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM only_views.v"));
        Assert.Single(status.Warnings, w => w == "extension pgcrypto: left out: an extension");
    }

    [Fact]
    public async Task A_table_takes_along_what_it_needs_alone()
    {
        (TestDatabase source, TestDatabase target) = await MakeAsync();
        await using TestDatabase from = source, to = target;
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync(r => r with { CreateSchema = true, SourceTable = "by_index" });

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal("pg_trgm", await target.ScalarAsync("SELECT string_agg(extname, ',') FROM pg_extension WHERE extname <> 'plpgsql'"));
    }

    private static async Task<(TestDatabase Source, TestDatabase Target)> MakeAsync()
    {
        TestServers.Require(DatabaseKind.Postgres);
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await source.ExecuteAsync(Schema);
        return (source, await TestDatabase.CreateAsync(DatabaseKind.Postgres));
    }
}
