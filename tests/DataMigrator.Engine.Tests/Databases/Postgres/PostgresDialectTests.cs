using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Tests.Databases.Postgres;

public sealed class PostgresDialectTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_literal_finds_its_row_again()
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync("""
            CREATE TYPE mood AS ENUM ('it''s', 'ok');
            CREATE TABLE keys (a int, b text, c real, d float8, e numeric, f bytea, g uuid, h timestamptz, i date, j mood, k bool, l bpchar(4),
              m interval, n bit(4), o time, p inet, q int[], r timestamp, s varchar(9));
            INSERT INTO keys VALUES (-5, E'it''s \\ "x" \n €', 1.1, 1e-310, 123456789012345678901234.5000, '\x00ff5c27', gen_random_uuid(),
              '2024-02-29 12:34:56.000001+02', '4000-01-01 BC', 'it''s', true, 'a', '-1 year 2 days -03:04:05.6', B'0101', '24:00', '10.0.0.1/8',
              '{1,NULL}', '-infinity', '');
            """);
        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable table = await session.TableAsync("keys");
        foreach (bool native in new[] { false, true })
        {
            var request = new ReadRequest(table,
                [.. table.Columns.Select(c => new ReadColumn(c, native ? session.Database.NativeWire(c, c)! : c.Type.Wire))]);
            RowBatch batch = await session.ReadAllAsync(request);
            string where = string.Join(" AND ", table.Columns.Select((c, i) =>
                $"t.{session.Dialect.Quote(c.Name)} = {session.Dialect.Literal(batch.Columns[i], 0)}"));
            Assert.Equal(1, await session.ScalarAsync($"SELECT count(*) FROM keys t WHERE {where}", default));
        }
    }

    [Fact]
    public async Task A_cycle_is_loaded_in_one_transaction_and_its_constraints_are_as_before()
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync("""
            CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL);
            CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL REFERENCES egg, mother int REFERENCES hen);
            ALTER TABLE egg ADD CONSTRAINT "From Hen" FOREIGN KEY (hen) REFERENCES hen;
            """);
        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable[] group = [await session.TableAsync("egg"), await session.TableAsync("hen")];
        string constraints = await ConstraintsAsync(database);

        await session.BeginAsync(default);
        await RunAsync(session, session.Dialect.BeforeCycle(group, out bool inTransaction));
        await LoadAsync(session, group[0], [1, 1], [2, 2], [3, 9]);
        await session.SavepointAsync(default);
        await session.ReleaseSavepointAsync(default);
        await LoadAsync(session, group[1], [1, 2, 2], [2, 1, 1], [3, 1, 8]);
        await session.ExecuteAsync("DELETE FROM egg WHERE hen = 9; DELETE FROM hen WHERE mother = 8", default);
        await RunAsync(session, session.Dialect.AfterCycle(group));
        await session.CommitAsync(default);

        Assert.True(inTransaction);
        Assert.Equal((2, 2), (await database.CountAsync("egg"), await database.CountAsync("hen")));
        Assert.Equal(constraints, await ConstraintsAsync(database));
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("INSERT INTO egg VALUES (5, 5)"));

        // A table of the group that goes away with the transaction takes the constraints back by itself.
        await session.BeginAsync(default);
        await RunAsync(session, session.Dialect.BeforeCycle(group, out _));
        await LoadAsync(session, group[0], [7, 7]);
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(session, session.Dialect.AfterCycle(group)));
        await session.RollbackAsync(default);
        Assert.Equal(constraints, await ConstraintsAsync(database));

        await session.BeginAsync(default);
        await RunAsync(session, session.Dialect.DeleteAllRows(group));
        await session.CommitAsync(default);
        Assert.Equal(0, await database.CountAsync("hen"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ON DELETE CASCADE")]
    [InlineData("ON DELETE SET NULL")]
    public async Task A_table_is_not_emptied_while_rows_of_others_refer_to_it(string action)
    {
        TestDatabase database = await fixture.OpenAsync();
        string parent = fixture.NewName("held");
        string child = fixture.NewName("Holder'");
        await database.ExecuteAsync(
            $"CREATE TABLE {parent} (id int PRIMARY KEY); CREATE TABLE \"{child}\" (\"Id\" int REFERENCES {parent} {action})",
            $"INSERT INTO {parent} VALUES (1); INSERT INTO \"{child}\" VALUES (1)");
        await using DatabaseSession session = await database.OpenSessionAsync();
        IReadOnlyList<string> empty = session.Dialect.DeleteAllRows([await session.TableAsync(parent)]);

        var e = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(session, empty));
        await database.ExecuteAsync($"UPDATE \"{child}\" SET \"Id\" = NULL");
        await RunAsync(session, empty);

        Assert.Equal(FaultKind.ForeignKey, session.Database.Classify(e).Kind);
        Assert.Equal((0, 1), (await database.CountAsync(parent), await database.CountAsync(child)));
    }

    [Theory]
    [InlineData("id serial", "10", 11)]
    [InlineData("id serial", "", 1)]
    [InlineData("id int GENERATED ALWAYS AS IDENTITY", "1", 2)]
    [InlineData("\"Id 'x\" bigserial", "5", 6)]
    [InlineData("id int GENERATED BY DEFAULT AS IDENTITY (START 100)", "5", 100)]
    [InlineData("id int GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1)", "-7", -8)]
    [InlineData("id int DEFAULT nextval('\"Loose\"')", "30", 31)]
    [InlineData("id numeric DEFAULT nextval('numbers')", "30", 31)]
    public async Task A_sequence_stands_past_the_largest_value(string column, string value, long next)
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync("CREATE SEQUENCE IF NOT EXISTS \"Loose\"; CREATE SEQUENCE IF NOT EXISTS numbers");
        string name = fixture.NewName("Seq'");
        await database.ExecuteAsync($"CREATE TABLE \"{name}\" ({column}, v int)");
        if (value.Length > 0)
        {
            await database.ExecuteAsync($"INSERT INTO \"{name}\" OVERRIDING SYSTEM VALUE VALUES ({value})");
        }

        await using DatabaseSession session = await database.OpenSessionAsync();
        CatalogTable table = await session.TableAsync(name);
        await RunAsync(session, session.Dialect.AdvanceIdentity(table, new Dictionary<string, long>()));
        await RunAsync(session, session.Dialect.AdvanceIdentity(table, new Dictionary<string, long>()));
        await database.ExecuteAsync($"INSERT INTO \"{name}\" (v) VALUES (77)");

        Assert.Equal(next, Convert.ToInt64((await database.QueryAsync($"SELECT * FROM \"{name}\" WHERE v = 77"))[0][0]));
    }

    [Fact]
    public async Task A_sequence_is_never_moved_back()
    {
        TestDatabase database = await fixture.OpenAsync();
        await database.ExecuteAsync("CREATE TABLE ahead (id serial, v int); SELECT setval('ahead_id_seq', 1000); INSERT INTO ahead VALUES (5)");
        await using DatabaseSession session = await database.OpenSessionAsync();

        await RunAsync(session, session.Dialect.AdvanceIdentity(await session.TableAsync("ahead"), new Dictionary<string, long>()));

        Assert.Equal(1001L, await database.ScalarAsync("SELECT nextval('ahead_id_seq')"));
    }

    private static async Task RunAsync(DatabaseSession session, IReadOnlyList<string> statements)
    {
        foreach (string statement in statements)
        {
            await session.ExecuteAsync(statement, default);
        }
    }

    private static async Task LoadAsync(DatabaseSession session, CatalogTable table, params long[][] rows)
    {
        var request = new WriteRequest(table, [.. table.Columns.Select(c => new WriteColumn(c, c.Type.Wire))]);
        var batch = new RowBatch(request.Columns.Select(c => c.Wire)) { RowCount = rows.Length };
        foreach (long[] row in rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                batch.Columns[i].AppendFixed(row[i]);
            }
        }

        await using IRowWriter writer = session.Database.OpenWriter(session, request);
        await writer.WriteAsync(batch, 0, rows.Length, WriteMode.Bulk, default);
    }

    private static async Task<string> ConstraintsAsync(TestDatabase database) => string.Join("\n",
        (await database.QueryAsync("SELECT conname::text || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1")).Select(r => r[0]));
}
