using System.Text;
using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Tests.Databases.Postgres;

public sealed class PostgresReaderTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Rows_come_in_batches_until_the_table_ends()
    {
        (DatabaseSession session, ReadRequest request) = await ManyAsync();
        await using DatabaseSession _ = session;
        await using IRowReader reader = session.Database.OpenReader(session, request);
        RowBatch batch = PostgresTables.NewBatch(request);
        var ids = new List<long>();
        bool more = true;
        while (more)
        {
            batch.Clear();
            more = await reader.ReadAsync(batch, 777, long.MaxValue, default);
            Assert.True(batch.RowCount <= 777);
            ids.AddRange(Enumerable.Range(0, batch.RowCount).Select(batch.Columns[0].GetFixed));
        }

        Assert.Equal(Enumerable.Range(1, 10000).Select(i => (long)i), ids);
    }

    [Fact]
    public async Task A_batch_closes_at_its_bytes()
    {
        (DatabaseSession session, ReadRequest request) = await ManyAsync();
        await using DatabaseSession _ = session;
        await using IRowReader reader = session.Database.OpenReader(session, request);
        RowBatch batch = PostgresTables.NewBatch(request);

        Assert.True(await reader.ReadAsync(batch, int.MaxValue, 10_000, default));

        Assert.InRange(batch.ByteCount, 10_000, 10_200);
    }

    [Fact]
    public async Task Reading_goes_on_after_a_key_with_a_condition_and_a_limit()
    {
        (DatabaseSession session, ReadRequest request) = await ManyAsync();
        await using DatabaseSession _ = session;
        RowBatch batch = await session.ReadAllAsync(request with { After = ["'9000'"], Where = "t.id % 2 = 0", Limit = 3 });

        Assert.Equal([9002, 9004, 9006], Enumerable.Range(0, batch.RowCount).Select(batch.Columns[0].GetFixed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_early_keeps_the_snapshot(bool cancelled)
    {
        (DatabaseSession session, ReadRequest request) = await ManyAsync();
        await using DatabaseSession _ = session;
        await session.Database.BeginSnapshotAsync(session, default);
        long? before = await session.ScalarAsync("SELECT count(*) FROM many", default);
        for (int i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            await using IRowReader reader = session.Database.OpenReader(session, request);
            Assert.True(await reader.ReadAsync(PostgresTables.NewBatch(request), 5, long.MaxValue, stop.Token));
            if (cancelled)
            {
                // A read of what follows is under way.
                await stop.CancelAsync();
            }
        }

        await fixture.Database.ExecuteAsync("CREATE TABLE IF NOT EXISTS other (); INSERT INTO many (id) SELECT 20000 + count(*) FROM many");
        RowBatch all = await session.ReadAllAsync(request);
        await fixture.Database.ExecuteAsync("DELETE FROM many WHERE id > 10000");

        Assert.Equal(before, all.RowCount);
    }

    [Fact]
    public async Task A_read_table_is_not_locked_for_the_rest_of_the_snapshot()
    {
        (DatabaseSession session, ReadRequest request) = await ManyAsync();
        await using DatabaseSession _ = session;
        await session.Database.BeginSnapshotAsync(session, default);
        await session.ReadAllAsync(request);

        Assert.Equal(0, await session.ScalarAsync("SELECT count(*) FROM pg_locks WHERE relation = 'many'::regclass", default));
    }

    [Fact]
    public async Task A_server_that_goes_away_is_transient_and_never_an_early_end()
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync("CREATE TABLE wide AS SELECT g id, repeat('x', 2000) v FROM generate_series(1, 50000) g");
        await using DatabaseSession session = await database.OpenSessionAsync();
        ReadRequest request = PostgresTables.Natural(await session.TableAsync("wide"));
        long? pid = await session.ScalarAsync("SELECT pg_backend_pid()", default);
        await using IRowReader reader = session.Database.OpenReader(session, request);
        RowBatch batch = PostgresTables.NewBatch(request);
        Assert.True(await reader.ReadAsync(batch, 10, long.MaxValue, default));
        await database.ExecuteAsync($"SELECT pg_terminate_backend({pid})");

        Exception e = await Assert.ThrowsAnyAsync<Exception>(() => reader.ReadAsync(batch, int.MaxValue, long.MaxValue, default));

        Assert.Equal(FaultKind.Transient, session.Database.Classify(e).Kind);
    }

    [Fact]
    public async Task Invalid_text_of_an_unchecked_database_is_irregular()
    {
        TestDatabase database = await fixture.OpenAsync();
        string name = database.Name + "_ascii";
        await database.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        try
        {
            DatabaseAddress address = database.Address with { Database = name };
            await using DatabaseSession session = await DatabaseRegistry.Get(DatabaseKind.Postgres)
                .OpenAsync(address, AccessMode.ReadWrite, MissingDatabase.IsRefused, default);
            await session.ExecuteAsync(@"CREATE TABLE t (v text, x text[]); INSERT INTO t VALUES (E'\xc3\xa9', NULL), (E'a\xe9b', ARRAY[E'\xff'])", default);
            RowBatch batch = await session.ReadAllAsync(PostgresTables.Natural(await session.TableAsync("t")));

            Assert.Equal("é", Encoding.UTF8.GetString(batch.Columns[0].GetBytes(0)));
            IrregularCell cell = batch.Columns[0].GetIrregular(1);
            Assert.Equal(("invalid_utf8", WireKind.Binary), (cell.Code, cell.Kind));
            Assert.Equal([0x61, 0xe9, 0x62], cell.Bytes);
            Assert.True(batch.Columns[1].IsIrregular(1));
        }
        finally
        {
            await database.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    [Fact]
    public async Task Rows_that_a_policy_would_hide_are_an_error()
    {
        TestDatabase database = await fixture.OpenAsync();
        string role = database.Name + "_role";
        await database.ExecuteAsync(
            $"CREATE TABLE hidden (id int); ALTER TABLE hidden ENABLE ROW LEVEL SECURITY; CREATE ROLE {role}; GRANT SELECT ON hidden TO {role}");
        try
        {
            await using DatabaseSession session = await database.OpenSessionAsync();
            ReadRequest request = PostgresTables.Natural(await session.TableAsync("hidden"));
            await session.ExecuteAsync("SET ROLE " + role, default);
            var e = await Assert.ThrowsAsync<PostgresException>(() => session.ReadAllAsync(request));
            Assert.Equal(FaultKind.Access, session.Database.Classify(e).Kind);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    private async Task<(DatabaseSession Session, ReadRequest Request)> ManyAsync()
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS many (id int PRIMARY KEY, v text, n int);
            INSERT INTO many SELECT g, 'row ' || g, nullif(g % 3, 0) FROM generate_series(1, 10000) g ON CONFLICT DO NOTHING;
            """);
        DatabaseSession session = await database.OpenSessionAsync();
        ReadRequest request = PostgresTables.Natural(await session.TableAsync("many"));
        return (session, request with { OrderBy = [request.Columns[0]] });
    }
}
