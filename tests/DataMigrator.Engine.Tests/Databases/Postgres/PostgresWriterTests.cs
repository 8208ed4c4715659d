using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Tests.Databases.Postgres;

public sealed class PostgresWriterTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly WireType Text = new(WireKind.Text);

    [Theory]
    [InlineData("v text", "a\0b", "Row", "22021")]
    [InlineData("v varchar(2)", "abc", "Row", "22001")]
    [InlineData("v text NOT NULL CHECK (v <> 'no')", "no", "Row", "23514")]
    [InlineData("v text UNIQUE", "dup", "Row", "23505")]
    [InlineData("v text REFERENCES parents", "orphan", "ForeignKey", "23503")]
    [InlineData("v text, c pair", "a\0b", "Row", "22021")]
    [InlineData("v text CHECK (raise(v))", "x", "Row", "P0001")]
    public async Task A_bad_row_is_a_fault_of_its_row_and_the_savepoint_saves_the_rest(string columns, string bad, string kind, string state)
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, columns);
        await session.BeginAsync(default);
        await using IRowWriter writer = Writer(session, table);
        RowBatch batch = PostgresTables.Batch(Text, bad, bad);

        await session.SavepointAsync(default);
        PostgresException e = await Assert.ThrowsAsync<PostgresException>(() => writer.WriteAsync(batch, 0, 2, WriteMode.Bulk, default));
        await session.RollbackToSavepointAsync(default);
        int written = await writer.WriteAsync(PostgresTables.Batch(Text, "ok"), 0, 1, WriteMode.Strict, default);
        await session.CommitAsync(default);

        DatabaseFault fault = session.Database.Classify(e);
        Assert.Equal((kind, state), (fault.Kind.ToString(), fault.SqlState));
        Assert.Equal(1, written);
        Assert.Equal(1, await fixture.Database.CountAsync(table.Name.Name));
    }

    [Fact]
    public async Task Rejected_rows_are_left_out_and_ranges_are_kept()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, "v text");
        RowBatch batch = PostgresTables.Batch(Text, "a", "b", "c", "d", "e");
        batch.Reject(2, new RowReject("v", "no", null, "no"));
        await session.BeginAsync(default);
        await using IRowWriter writer = Writer(session, table);

        int written = await writer.WriteAsync(batch, 1, 3, WriteMode.Bulk, default);
        await session.CommitAsync(default);

        Assert.Equal(2, written);
        Assert.Equal(["b", "d"], (await fixture.Database.QueryAsync($"SELECT v FROM {table.Name.Name} ORDER BY 1")).Select(r => r[0]));
    }

    [Fact]
    public async Task A_trigger_that_drops_rows_is_found_out()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, "v text");
        await fixture.Database.ExecuteAsync(
            $"CREATE TRIGGER eat BEFORE INSERT ON {table.Name.Name} FOR EACH ROW WHEN (NEW.v = 'eaten') EXECUTE FUNCTION eat()");
        await session.BeginAsync(default);
        await using IRowWriter writer = Writer(session, table);

        Assert.Equal(1, await writer.WriteAsync(PostgresTables.Batch(Text, "kept"), 0, 1, WriteMode.Bulk, default));
        var refused = await Assert.ThrowsAsync<RowsRefusedException>(() =>
            writer.WriteAsync(PostgresTables.Batch(Text, "x", "eaten"), 0, 2, WriteMode.Bulk, default));

        Assert.Contains("1 of 2 rows", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FaultKind.Row, session.Database.Classify(refused).Kind);
    }

    [Fact]
    public async Task Identity_values_are_kept_and_generated_columns_computed()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, "v int GENERATED ALWAYS AS IDENTITY, w int GENERATED ALWAYS AS (v * 2) STORED");
        var batch = new RowBatch([table.Columns[0].Type.Wire]) { RowCount = 1 };
        batch.Columns[0].AppendFixed(42);
        await session.BeginAsync(default);
        await using IRowWriter writer = Writer(session, table);
        await writer.WriteAsync(batch, 0, 1, WriteMode.Bulk, default);
        await session.CommitAsync(default);

        Assert.Equal([42, 84], (await fixture.Database.QueryAsync($"SELECT * FROM {table.Name.Name}"))[0]);
    }

    [Fact]
    public async Task Constraints_that_wait_for_the_commit_are_checked_with_their_rows()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable unique = await CreateAsync(session, "v text PRIMARY KEY DEFERRABLE INITIALLY DEFERRED");
        CatalogTable child = await CreateAsync(session, "v text REFERENCES parents DEFERRABLE INITIALLY DEFERRED");
        await session.BeginAsync(default);
        await session.SavepointAsync(default);

        await Assert.ThrowsAsync<PostgresException>(() =>
            Writer(session, unique).WriteAsync(PostgresTables.Batch(Text, "a", "a"), 0, 2, WriteMode.Bulk, default));
        await session.RollbackToSavepointAsync(default);
        var e = await Assert.ThrowsAsync<PostgresException>(() =>
            Writer(session, child).WriteAsync(PostgresTables.Batch(Text, "orphan"), 0, 1, WriteMode.Bulk, default));

        Assert.Equal(FaultKind.ForeignKey, session.Database.Classify(e).Kind);
    }

    [Fact]
    public async Task Triggers_and_exclusions_that_wait_for_the_commit_are_checked_with_their_rows()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable watched = await CreateAsync(session, "v text");
        CatalogTable exclusive = await CreateAsync(session, "v text, EXCLUDE (v WITH =) DEFERRABLE INITIALLY DEFERRED");
        await fixture.Database.ExecuteAsync(
            $"CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION $$not %$$, NEW.v; END'");
        await fixture.Database.ExecuteAsync($"CREATE CONSTRAINT TRIGGER watched AFTER INSERT ON {watched.Name.Name} "
            + "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.v = 'this') EXECUTE FUNCTION watch()");
        await session.BeginAsync(default);
        await session.SavepointAsync(default);
        await using IRowWriter writer = Writer(session, watched);

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            writer.WriteAsync(PostgresTables.Batch(Text, "that", "this"), 0, 2, WriteMode.Bulk, default));
        Assert.Equal((FaultKind.Row, "not this"), (session.Database.Classify(refused).Kind, refused.MessageText));
        await session.RollbackToSavepointAsync(default);
        await Assert.ThrowsAsync<PostgresException>(() =>
            writer.WriteAsync(PostgresTables.Batch(Text, "this"), 0, 1, WriteMode.Strict, default));
        await session.RollbackToSavepointAsync(default);
        await Assert.ThrowsAsync<PostgresException>(() =>
            Writer(session, exclusive).WriteAsync(PostgresTables.Batch(Text, "a", "a"), 0, 2, WriteMode.Bulk, default));
    }

    [Fact]
    public async Task A_table_without_columns_gets_its_rows()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, "");
        var batch = new RowBatch(Array.Empty<WireType>()) { RowCount = 3 };
        await session.BeginAsync(default);
        Assert.Equal(3, await Writer(session, table).WriteAsync(batch, 0, 3, WriteMode.Bulk, default));
        await session.CommitAsync(default);
        Assert.Equal(3, (await session.ReadAllAsync(PostgresTables.Natural(table))).RowCount);
    }

    [Fact]
    public async Task A_cancelled_write_leaves_the_connection_usable()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, "v text");
        RowBatch batch = PostgresTables.Batch(Text, [.. Enumerable.Repeat(new string('x', 1_000_000), 100)]);
        await session.BeginAsync(default);
        await session.SavepointAsync(default);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        IRowWriter writer = Writer(session, table);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(batch, 0, 100, WriteMode.Bulk, cancelled.Token));
        await session.RollbackToSavepointAsync(default);
        await session.CommitAsync(default);

        Assert.Equal(0, await fixture.Database.CountAsync(table.Name.Name));
    }

    [Fact]
    public async Task A_lost_connection_is_transient()
    {
        await using DatabaseSession session = await OpenAsync();
        CatalogTable table = await CreateAsync(session, "v text");
        await session.BeginAsync(default);
        long? pid = await session.ScalarAsync("SELECT pg_backend_pid()", default);
        await fixture.Database.ExecuteAsync($"SELECT pg_terminate_backend({pid})");

        Exception e = await Assert.ThrowsAnyAsync<Exception>(() =>
            Writer(session, table).WriteAsync(PostgresTables.Batch(Text, "a"), 0, 1, WriteMode.Bulk, default));

        Assert.Equal(FaultKind.Transient, session.Database.Classify(e).Kind);
    }

    private static IRowWriter Writer(DatabaseSession session, CatalogTable table) => session.Database.OpenWriter(session,
        new WriteRequest(table, [.. table.Columns.Where(c => c.Name == "v").Select(c => new WriteColumn(c, c.Type.Wire))]));

    private async Task<CatalogTable> CreateAsync(DatabaseSession session, string columns)
    {
        string name = fixture.NewName("w");
        await fixture.Database.ExecuteAsync($"CREATE TABLE {name} ({columns}); INSERT INTO parents VALUES ('ok') ON CONFLICT DO NOTHING");
        return await session.TableAsync(name);
    }

    private async Task<DatabaseSession> OpenAsync() => await (await fixture.OpenAsync("""
        CREATE TYPE pair AS (a int, b text);
        CREATE TABLE parents (id text PRIMARY KEY);
        CREATE FUNCTION eat() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
        CREATE FUNCTION raise(v text) RETURNS bool LANGUAGE plpgsql AS
          $$ BEGIN IF v = 'x' THEN RAISE 'not this'; END IF; RETURN true; END $$;
        """)).OpenSessionAsync();
}
