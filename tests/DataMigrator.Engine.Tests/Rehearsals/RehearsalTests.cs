using DataMigrator.Databases;
using DataMigrator.Rehearsals;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Rehearsals;

/// <summary>A rehearsal finds what a migration would meet, and leaves nothing behind.</summary>
[Collection("Rehearsals")]
public sealed class RehearsalTests
{
    [Theory]
    [EachDatabase]
    public async Task Broken_statements_are_found_with_file_and_line_and_the_rest_goes_on(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string folder = await stage.CopySchemaAsync();
        string tables = File.ReadAllText(Path.Combine(folder, "tables.sql"));
        File.WriteAllText(Path.Combine(folder, "tables.sql"), tables + "\n-- A comment.\nCREATE TABLE extra (\n  id int,,\n  n int\n);\nCREATE TABLE fine (id int);\n");
        File.WriteAllText(Path.Combine(folder, "indexes.sql"), "CREATE INDEX on_nothing ON nothing (id);\n");
        int line = tables.Count(c => c == '\n') + 3;

        Rehearsal found = await stage.RehearseAsync(folder);

        Assert.False(found.Passed);
        Assert.Equal("files", found.Schema);
        Assert.Equal(2, found.ProblemsTotal);
        RehearsalProblem table = found.Problems[0];
        Assert.Equal(("tables.sql", ErrorCodes.SchemaCopyFailed), (table.File, table.Code));
        Assert.InRange(table.Line!.Value, line, line + 1);
        Assert.StartsWith("CREATE TABLE extra", table.Statement);
        Assert.NotEmpty(table.DatabaseCode!);
        Assert.NotEmpty(table.Next);
        Assert.Equal(("indexes.sql", 1), (found.Problems[1].File, found.Problems[1].Line));
        Assert.Contains("nothing", found.Problems[1].Message);
        Assert.Equal(2, found.StatementsFailed);
        Assert.Equal([("customers", 3L, 0L), ("orders", 4L, 0L)], found.Tables.Select(t => (t.Table, t.RowsTried, t.RowsRejected)).Order());
        await stage.AssertUntouchedAsync();
    }

    [Theory]
    [EachDatabase]
    public async Task A_repaired_folder_passes(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);

        Rehearsal found = await stage.RehearseAsync(await stage.CopySchemaAsync());

        Assert.True(found.Passed, string.Join('\n', found.Problems) + string.Join('\n', found.Rejects));
        Assert.Equal(7, found.RowsTried);
        await stage.AssertUntouchedAsync();
    }

    [Theory]
    [EachDatabase]
    public async Task Rows_that_would_be_rejected_are_named(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string folder = await stage.CopySchemaAsync();
        string file = Path.Combine(folder, "tables.sql");
        File.WriteAllText(file, File.ReadAllText(file).Replace("varchar(100)", "varchar(100) CHECK (name <> 'Bob')", StringComparison.OrdinalIgnoreCase));

        Rehearsal found = await stage.RehearseAsync(folder);

        Assert.False(found.Passed);
        RehearsedReject reject = Assert.Single(found.Rejects);
        Assert.Equal(("customers", """{"id":2}"""), (reject.Table, reject.Key));
        Assert.NotEmpty(reject.Error);
        Assert.NotEmpty(reject.Code!);
        Assert.Equal(1, found.RowsRejected);
        Assert.Equal(0, found.ProblemsTotal);
        await stage.AssertUntouchedAsync();
    }

    /// <summary>The orders of a sample refer to customers beyond it.</summary>
    [Theory]
    [EachDatabase]
    public async Task A_sample_makes_no_orphans_and_takes_rows_of_both_ends(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);

        Rehearsal found = await stage.RehearseAsync(await stage.CopySchemaAsync(), sampleRows: 2);

        Assert.True(found.Passed, string.Join('\n', found.Problems) + string.Join('\n', found.Rejects));
        Assert.Equal([("customers", 2L), ("orders", 2L)], found.Tables.Select(t => (t.Table, t.RowsTried)).Order());
    }

    [Theory]
    [EachDatabase]
    public async Task The_last_rows_are_tried_too(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        await stage.Source.ExecuteAsync("UPDATE orders SET note = 'far too long for the target' WHERE id = 4");
        await stage.Target.ExecuteAsync("CREATE TABLE orders (id int NOT NULL PRIMARY KEY, customer int, note varchar(10), CHECK (length(note) <= 10))",
            "CREATE TABLE customers (id int NOT NULL PRIMARY KEY, name varchar(100))");

        Rehearsal found = await stage.RehearseAsync(null, sampleRows: 2);

        Assert.Equal("target", found.Schema);
        Assert.Equal("""{"id":4}""", Assert.Single(found.Rejects).Key);
    }

    [Theory]
    [EachDatabase]
    public async Task The_schema_alone_is_tried_with_no_rows(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);

        Rehearsal found = await stage.RehearseAsync(await stage.CopySchemaAsync(), sampleRows: 0);

        Assert.True(found.Passed);
        Assert.True(found.StatementsRun >= 2);
        Assert.Empty(found.Tables);
    }

    [Theory]
    [EachDatabase]
    public async Task The_schema_that_the_migration_would_make_is_rehearsed(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);

        Rehearsal found = await stage.RehearseAsync(null, createSchema: true);

        Assert.True(found.Passed, string.Join('\n', found.Problems) + string.Join('\n', found.Rejects));
        Assert.Equal("generated", found.Schema);
        Assert.Equal(7, found.RowsTried);
        await stage.AssertUntouchedAsync();
    }

    [Theory]
    [EachDatabase]
    public async Task The_structure_of_the_targets_tables_is_rehearsed(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        await stage.Target.ExecuteAsync("CREATE TABLE customers (id int NOT NULL PRIMARY KEY, name varchar(100))",
            "INSERT INTO customers VALUES (1, 'of the target')");
        IReadOnlyList<string> before = await stage.LookAsync();

        Rehearsal found = await stage.RehearseAsync(null);

        Assert.Equal("target", found.Schema);
        RehearsalProblem problem = Assert.Single(found.Problems);
        Assert.Equal((ErrorCodes.TargetTableNotFound, "orders"), (problem.Code, problem.Table));
        Assert.DoesNotContain(Scratch.Prefix, problem.Message);
        Assert.Equal(("customers", 3L), found.Tables.Select(t => (t.Table, t.RowsTried)).Single());
        Assert.Equal(before, await stage.LookAsync());
    }

    [Theory]
    [EachDatabase]
    public async Task A_folder_can_be_rehearsed_while_the_target_holds_other_rows(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        await stage.Target.ExecuteAsync("CREATE TABLE customers (id int)", "INSERT INTO customers VALUES (7)");
        IReadOnlyList<string> before = await stage.LookAsync();

        Rehearsal found = await stage.RehearseAsync(await stage.CopySchemaAsync());

        Assert.True(found.Passed);
        Assert.Equal(before, await stage.LookAsync());
    }

    [Theory]
    [EachDatabase]
    public async Task Problems_are_counted_beyond_those_that_are_named(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        string folder = await stage.CopySchemaAsync();
        File.WriteAllText(Path.Combine(folder, "views.sql"), string.Concat(Enumerable.Range(0, 250).Select(i => $"DROP TABLE no_such_{i};\n")));

        Rehearsal found = await stage.RehearseAsync(folder, sampleRows: 0);

        Assert.Equal(250, found.ProblemsTotal);
        Assert.Equal(Rehearsal.MostProblems, found.Problems.Count);
    }

    [Theory]
    [EachDatabase]
    public async Task At_most_twenty_rows_of_a_table_are_named(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        await stage.Target.ExecuteAsync("CREATE TABLE many (id int NOT NULL PRIMARY KEY, n int, CHECK (n < 0))");
        await stage.Source.ExecuteAsync("CREATE TABLE many (id int NOT NULL PRIMARY KEY, n int)",
            "INSERT INTO many WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50) SELECT i, i FROM c");

        Rehearsal found = await stage.RehearseAsync(null, table: "many");

        Assert.Equal(50, found.RowsRejected);
        Assert.Equal(20, found.Rejects.Count);
    }

    [Theory]
    [EachDatabase]
    public async Task A_read_only_target_is_not_rehearsed(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind, "read-only");

        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => stage.RehearseAsync(null, createSchema: true));

        Assert.Equal(ErrorCodes.AccessDenied, e.Code);
        Assert.Empty(await stage.ScratchesAsync());
    }

    [Theory]
    [EachDatabase]
    public async Task A_folder_without_files_is_refused(DatabaseKind kind)
    {
        await using Stage stage = await Stage.SetAsync(kind);
        using var empty = new TempFolder();

        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => stage.RehearseAsync(empty.Path));

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains("tables.sql", e.Message);
    }

    [Fact]
    public async Task Two_schemas_at_once_are_refused()
    {
        await using Stage stage = await Stage.SetAsync(DatabaseKind.Sqlite);

        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => stage.RehearseAsync("schema", createSchema: true));

        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
    }

    [Fact]
    public async Task A_link_among_the_files_is_not_followed()
    {
        await using Stage stage = await Stage.SetAsync(DatabaseKind.Sqlite);
        string folder = await stage.CopySchemaAsync();
        File.Delete(Path.Combine(folder, "views.sql"));
        File.CreateSymbolicLink(Path.Combine(folder, "views.sql"), Path.Combine(folder, "tables.sql"));

        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => stage.RehearseAsync(folder));

        Assert.Equal(ErrorCodes.AccessDenied, e.Code);
    }
}
