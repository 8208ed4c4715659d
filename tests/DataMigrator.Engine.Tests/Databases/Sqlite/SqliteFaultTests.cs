using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Profiles;
using DataMigrator.Values;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Tests.Databases.Sqlite;

public sealed class SqliteFaultTests
{
    [Theory]
    [InlineData("c INTEGER NOT NULL", null, "Row", "SQLITE_CONSTRAINT_NOTNULL", "c")]
    [InlineData("c INTEGER UNIQUE", 1, "Row", "SQLITE_CONSTRAINT_UNIQUE", "c")]
    [InlineData("c INTEGER UNIQUE ON CONFLICT REPLACE", 1, "Row", "SQLITE_CONSTRAINT_UNIQUE", "c")]
    [InlineData("c INTEGER UNIQUE ON CONFLICT IGNORE", 1, "Row", "SQLITE_CONSTRAINT_UNIQUE", "c")]
    [InlineData("c INTEGER PRIMARY KEY", 1, "Row", "SQLITE_CONSTRAINT_PRIMARYKEY", "c")]
    [InlineData("c INTEGER PRIMARY KEY", null, "Row", "not_null", "c")]
    [InlineData("c INTEGER CHECK (c < 5)", 9, "Row", "SQLITE_CONSTRAINT_CHECK", null)]
    [InlineData("c INTEGER REFERENCES p(id)", 9, "ForeignKey", "SQLITE_CONSTRAINT_FOREIGNKEY", null)]
    [InlineData("c INTEGER REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED", 9, "ForeignKey", "SQLITE_CONSTRAINT_FOREIGNKEY", null)]
    public async Task A_broken_rule_is_named(string column, int? value, string kind, string code, string? at)
    {
        using var file = SqliteFile.With("CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1)",
            $"CREATE TABLE t ({column})", "INSERT INTO t VALUES (1)");

        DatabaseFault fault = await FailAsync(file, new WireType(WireKind.Integer), value);

        Assert.Equal((Enum.Parse<FaultKind>(kind), code, at), (fault.Kind, fault.Code, fault.Column));
        Assert.Equal(["1"], await file.QueryAsync("SELECT CAST(count(*) AS TEXT) FROM t"));
    }

    [Fact]
    public async Task A_strict_table_refuses_another_type()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INT) STRICT");

        DatabaseFault fault = await FailAsync(file, new WireType(WireKind.Text), "text");

        Assert.Equal((FaultKind.Row, "SQLITE_CONSTRAINT_DATATYPE", "c"), (fault.Kind, fault.Code, fault.Column));
    }

    [Theory]
    [InlineData("REAL", "Float64", double.NaN, "nan")]
    [InlineData("DECIMAL(30,10)", "Decimal", "0.12345678901234567890", "out_of_range")]
    [InlineData("DECIMAL(30,0)", "Decimal", "9223372036854775809", "out_of_range")]
    [InlineData("NUMERIC", "Decimal", "NaN", "out_of_range")]
    [InlineData("STRING", "Text", " 007", "numeric_text")]
    [InlineData("STRING", "Text", "-.5e3", "numeric_text")]
    [InlineData("JSON", "Json", "1e400", "numeric_text")]
    [InlineData("BIT VARYING(9)", "Bits", "0101", "numeric_text")]
    [InlineData("INTEGER", "Unsigned", -1L, "out_of_range")]
    public async Task What_SQLite_would_change_is_refused(string type, string kind, object value, string code)
    {
        using var file = SqliteFile.With($"CREATE TABLE t (c {type})");

        DatabaseFault fault = await FailAsync(file, new WireType(Enum.Parse<WireKind>(kind)), value);

        Assert.Equal((FaultKind.Row, code, "c"), (fault.Kind, fault.Code, fault.Column));
    }

    [Fact]
    public async Task A_trigger_that_leaves_rows_out_is_found_and_one_that_aborts_named()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INTEGER)",
            "CREATE TRIGGER skip BEFORE INSERT ON t WHEN new.c = 1 BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER stop BEFORE INSERT ON t WHEN new.c = 2 BEGIN SELECT RAISE(ABORT, 'no twos'); END");

        Assert.Equal("trigger_ignore", (await FailAsync(file, new WireType(WireKind.Integer), 1)).Code);
        DatabaseFault stop = await FailAsync(file, new WireType(WireKind.Integer), 2);
        Assert.Equal((FaultKind.Row, "SQLITE_CONSTRAINT_TRIGGER"), (stop.Kind, stop.Code));
        Assert.Contains("no twos", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_that_rolls_all_back_is_no_fault_of_a_row_alone()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INTEGER)",
            "CREATE TRIGGER undo BEFORE INSERT ON t WHEN new.c = 3 BEGIN SELECT RAISE(ROLLBACK, 'no threes'); END");
        CatalogTable table = await file.TableAsync("t");
        await using DatabaseSession session = await file.WriteAsync();
        await using IRowWriter writer = OpenWriter(session, table, table.Columns[0].Type.Wire);
        await session.BeginAsync(default);

        var error = await Assert.ThrowsAsync<MigrationException>(() => writer.WriteAsync(
            SqliteBatch.Of(table.Columns[0].Type.Wire, 1, 2, 3), 0, 3, WriteMode.Bulk, default));

        Assert.Equal(FaultKind.Other, SqliteFile.Database.Classify(error).Kind);
        Assert.Contains("RAISE(ROLLBACK) (no threes)", error.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await file.QueryAsync("SELECT CAST(count(*) AS TEXT) FROM t"));
    }

    [Fact]
    public async Task Good_rows_before_a_bad_one_go_with_the_savepoint()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INTEGER UNIQUE)");
        CatalogTable table = await file.TableAsync("t");
        await using DatabaseSession session = await file.WriteAsync();
        await using IRowWriter writer = OpenWriter(session, table, table.Columns[0].Type.Wire);
        RowBatch batch = SqliteBatch.Of(table.Columns[0].Type.Wire, 1, 2, 1, 3);
        await session.BeginAsync(default);
        await session.SavepointAsync(default);
        await Assert.ThrowsAsync<SqliteException>(() => writer.WriteAsync(batch, 0, 4, WriteMode.Bulk, default));
        await session.RollbackToSavepointAsync(default);
        batch.Reject(2, new RowReject("c", "x", null, "double"));
        Assert.Equal(3, await writer.WriteAsync(batch, 0, 4, WriteMode.Strict, default));
        await session.CommitAsync(default);

        Assert.Equal(["1,2,3"], await file.QueryAsync("SELECT group_concat(c) FROM t"));
    }

    [Fact]
    public async Task A_full_disk_is_one()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c BLOB)");
        CatalogTable table = await file.TableAsync("t");
        await using DatabaseSession session = await file.WriteAsync();
        await session.ExecuteAsync("PRAGMA max_page_count=4", default);
        await using IRowWriter writer = OpenWriter(session, table, table.Columns[0].Type.Wire);
        RowBatch batch = SqliteBatch.Of(table.Columns[0].Type.Wire, new byte[100_000]);

        Exception error = await Assert.ThrowsAsync<SqliteException>(() => writer.WriteAsync(batch, 0, 1, WriteMode.Bulk, default));

        Assert.Equal((FaultKind.DiskFull, "SQLITE_FULL"),
            (SqliteFile.Database.Classify(error).Kind, SqliteFile.Database.Classify(error).Code));
    }

    [Fact]
    public async Task A_lock_of_another_passes_as_transient()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INTEGER)");
        CatalogTable table = await file.TableAsync("t");
        await using DatabaseSession first = await file.WriteAsync();
        await using DatabaseSession second = await file.WriteAsync();
        await second.ExecuteAsync("PRAGMA busy_timeout=50", default);
        await first.ExecuteAsync("BEGIN IMMEDIATE", default);
        await using IRowWriter writer = OpenWriter(second, table, table.Columns[0].Type.Wire);
        await second.BeginAsync(default);

        Exception error = await Assert.ThrowsAsync<SqliteException>(
            () => writer.WriteAsync(SqliteBatch.Of(table.Columns[0].Type.Wire, 1), 0, 1, WriteMode.Bulk, default));
        Assert.Equal(FaultKind.Transient, SqliteFile.Database.Classify(error).Kind);
        error = await Assert.ThrowsAsync<SqliteException>(() => second.ExecuteAsync("DELETE FROM t", default));
        Assert.Equal(FaultKind.Transient, SqliteFile.Database.Classify(error).Kind);
    }

    [Fact]
    public async Task A_read_only_session_writes_nothing_and_leaves_its_file()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c INTEGER)");
        await using DatabaseSession session = await file.ReadAsync();
        foreach (string statement in new[] { "INSERT INTO t VALUES (1)", "DROP TABLE t", "PRAGMA user_version=5" })
        {
            Exception error = await Assert.ThrowsAsync<SqliteException>(() => session.ExecuteAsync(statement, default));
            Assert.Equal(FaultKind.Access, SqliteFile.Database.Classify(error).Kind);
        }

        string other = Path.Combine(file.Folder, "other.db");
        await Assert.ThrowsAsync<SqliteException>(() => session.ExecuteAsync($"ATTACH '{other}' AS x", default));
        await Assert.ThrowsAsync<SqliteException>(() => session.ExecuteAsync($"VACUUM INTO '{other}'", default));
        Assert.False(File.Exists(other));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_explained()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c)");
        string text = Path.Combine(file.Folder, "text.db");
        await File.WriteAllTextAsync(text, new string('x', 5000));

        await ExpectAsync(file, Path.Combine(file.Folder, "none.db"), AccessMode.ReadOnly, "no such file");
        await ExpectAsync(file, Path.Combine(file.Folder, "none.db"), AccessMode.ReadWrite, "no such file");
        await ExpectAsync(file, file.Folder, AccessMode.ReadWrite, "is a folder");
        await ExpectAsync(file, text, AccessMode.ReadOnly, "not an SQLite database");
        await ExpectAsync(file, Path.Combine(file.Folder, "no", "x.db"), AccessMode.ReadWrite, "no folder", MissingDatabase.IsMade);
        Assert.False(File.Exists(Path.Combine(file.Folder, "none.db")));
    }

    [Fact]
    public async Task A_damaged_file_ends_in_a_failure_and_not_early()
    {
        using var file = SqliteFile.With("CREATE TABLE t (c TEXT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT 'row number ' || i FROM n");
        await using (FileStream stream = File.OpenWrite(file.Path))
        {
            stream.Seek(4096 * 8, SeekOrigin.Begin);
            stream.Write(Enumerable.Repeat((byte)0xa5, 4096 * 4).ToArray());
        }

        Exception error = await Assert.ThrowsAsync<SqliteException>(() => file.ReadAllAsync("t"));
        Assert.Equal((FaultKind.Other, "SQLITE_CORRUPT"),
            (SqliteFile.Database.Classify(error).Kind, SqliteFile.Database.Classify(error).Code));
    }

    [Fact]
    public async Task The_sequence_is_put_past_the_largest_value_and_never_back()
    {
        using var file = SqliteFile.With("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)", "INSERT INTO t VALUES (5)");
        CatalogTable table = await file.TableAsync("t");
        file.Run("DELETE FROM sqlite_sequence");
        file.Run([.. SqliteFile.Database.Dialect.AdvanceIdentity(table, new Dictionary<string, long>())]);
        Assert.Equal(6, (await file.TableAsync("t")).Columns.Single(c => c.NextValue is not null).NextValue);

        file.Run("UPDATE sqlite_sequence SET seq = 90");
        file.Run([.. SqliteFile.Database.Dialect.AdvanceIdentity(table, new Dictionary<string, long>())]);
        Assert.Equal(91, (await file.TableAsync("t")).Columns.Single(c => c.NextValue is not null).NextValue);
    }

    private static async Task ExpectAsync(SqliteFile file, string path, AccessMode access, string words,
        MissingDatabase missing = MissingDatabase.IsRefused)
    {
        MigrationException error = await Assert.ThrowsAsync<MigrationException>(
            () => SqliteFile.Database.OpenAsync(file.AddressOf(path), access, missing, default));
        Assert.Equal(ErrorCodes.ConnectionFailed, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private static IRowWriter OpenWriter(DatabaseSession session, CatalogTable table, WireType wire) =>
        SqliteFile.Database.OpenWriter(session, new WriteRequest(table, [new WriteColumn(table.Columns[0], wire)]));

    private static async Task<DatabaseFault> FailAsync(SqliteFile file, WireType wire, object? value)
    {
        CatalogTable table = await file.TableAsync("t");
        await using DatabaseSession session = await file.WriteAsync();
        await using IRowWriter writer = OpenWriter(session, table, wire);
        await session.BeginAsync(default);
        Exception error = await Assert.ThrowsAnyAsync<Exception>(
            () => writer.WriteAsync(SqliteBatch.Of(wire, value), 0, 1, WriteMode.Bulk, default));
        await session.RollbackAsync(default);
        return SqliteFile.Database.Classify(error);
    }
}
