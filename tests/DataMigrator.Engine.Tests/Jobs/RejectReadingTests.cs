using DataMigrator.Jobs;
using DataMigrator.Pipeline;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>Rows that were set aside are read back as they were written.</summary>
public sealed class RejectReadingTests
{
    [Fact]
    public async Task Rejected_rows_come_back_with_every_value_and_a_torn_last_line_costs_that_line_alone()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, target);
        JobStatus status = await RejectAsync(source, target, migration);

        List<RejectedRow> rows = await RowsAsync(migration, status.JobId, "t");

        Assert.Equal([2L, 3L, 4L], rows.Select(r => r.RowIndex));
        Assert.All(rows, r => Assert.Equal(("t", r.RowIndex), (r.Table, r.Key.GetProperty("id").GetInt64())));
        Assert.Equal(["id", "v", "name"], rows[0].Row.EnumerateObject().Select(p => p.Name));
        Assert.Equal("row 3", rows[1].Row.GetProperty("name").GetString());
        Assert.All(rows, r => Assert.False(string.IsNullOrEmpty(r.Code) || r.Error.Length == 0));
        Assert.Equal(["t", "t", "t", "u"], (await RowsAsync(migration, status.JobId, null)).Select(r => r.Table));

        string file = status.TablesStatus.Single(t => t.Table == "t").ErrorFile!;
        File.WriteAllText(file, File.ReadAllText(file)[..^20]);
        Assert.Equal([2L, 3L], (await RowsAsync(migration, status.JobId, "t")).Select(r => r.RowIndex));

        string[] lines = File.ReadAllLines(file);
        File.WriteAllLines(file, [lines[0], "{\"table\":", lines[1]]);
        MigrationException damaged = await Assert.ThrowsAsync<MigrationException>(() => RowsAsync(migration, status.JobId, "t"));
        Assert.Equal(ErrorCodes.MigrationFailed, damaged.Code);
        Assert.Contains("line 2", damaged.Message);
    }

    [Fact]
    public async Task A_table_that_the_job_does_not_have_and_a_job_that_is_not_there_are_errors()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var migration = new TestMigration(source, target);
        JobStatus status = await RejectAsync(source, target, migration);

        MigrationException noTable = Assert.Throws<MigrationException>(() => migration.Service.ReadRejectsAsync(status.JobId, "x", default));
        MigrationException noJob = Assert.Throws<MigrationException>(() => migration.Service.ReadRejectsAsync("20260101-120000-0a1b2c", null, default));

        Assert.Equal(ErrorCodes.SourceTableNotFound, noTable.Code);
        Assert.Equal(ErrorCodes.MigrationNotFound, noJob.Code);
    }

    [Fact]
    public async Task A_foreign_key_violation_names_what_it_refers_to()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE p (id int PRIMARY KEY)", "CREATE TABLE c (id int NOT NULL PRIMARY KEY, p int)",
            "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1, 1), (2, 9)");
        await target.ExecuteAsync("CREATE TABLE p (id int PRIMARY KEY)",
            "CREATE TABLE c (id int NOT NULL PRIMARY KEY, p int REFERENCES p (id))");
        using var migration = new TestMigration(source, target);
        JobStatus status = await migration.RunAsync();

        Assert.Equal(["c"], (await RowsAsync(migration, status.JobId, null)).Select(r => r.Table));
        Assert.Equal(["c"], (await RowsAsync(migration, status.JobId, "c")).Select(r => r.Table));
        Assert.Empty(await RowsAsync(migration, status.JobId, "p"));
        var rows = new List<RejectedRow>();
        await foreach (RejectedRow row in migration.Service.ReadForeignKeyViolationsAsync(status.JobId, default))
        {
            rows.Add(row);
        }

        RejectedRow violation = Assert.Single(rows);
        Assert.Equal(("c", "p", "9", "p(id)", ErrorCodes.FkViolation),
            (violation.Table, violation.Column, violation.Value?.GetRawText(), violation.References, violation.Code));
        Assert.Equal(2, violation.Row.GetProperty("id").GetInt32());
    }

    private static async Task<JobStatus> RejectAsync(TestDatabase source, TestDatabase target, TestMigration migration)
    {
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int, name text)", "CREATE TABLE u (id int NOT NULL PRIMARY KEY)",
            "INSERT INTO t VALUES (1, 1, 'row 1'), (2, -2, 'row 2'), (3, -3, 'row 3'), (4, -4, 'row 4')", "INSERT INTO u VALUES (1), (-1)");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int, name text, CHECK (v > 0))",
            "CREATE TABLE u (id int NOT NULL PRIMARY KEY, CHECK (id > 0))");
        return await migration.RunAsync();
    }

    private static async Task<List<RejectedRow>> RowsAsync(TestMigration migration, string jobId, string? table)
    {
        var rows = new List<RejectedRow>();
        await foreach (RejectedRow row in migration.Service.ReadRejectsAsync(jobId, table, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }
}
