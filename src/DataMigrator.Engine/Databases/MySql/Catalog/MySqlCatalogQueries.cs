using System.Data.Common;
using System.Text;

namespace DataMigrator.Databases.MySql.Catalog;

internal sealed record TableRow(string Name, string Type, string? Engine, long? Rows, long? NextValue, string? Collation,
    string? Comment, bool IsPartitioned);

internal sealed record ColumnRow(string Table, string Name, long Position, string? Default, bool Nullable, string Type,
    long? MaxBytes, string? CharacterSet, string? Collation, string Extra, string? Generation, string? Comment, int? Srid);

internal sealed record IndexRow(string Table, string Index, bool Unique, long Position, string? Column, bool Descending,
    int? PrefixLength, string Type, string? Expression);

internal sealed record ForeignKeyRow(string Table, string Name, long Position, string Column, string ReferencedSchema,
    string ReferencedTable, string ReferencedColumn);

internal sealed record RuleRow(string Table, string Name, string OnUpdate, string OnDelete);

internal sealed record CheckRow(string Table, string Name, string Clause, bool OfColumn, bool Enforced = true);

internal sealed record PartitionRow(string Table, string Method, string? Expression);

internal sealed record ViewRow(string Name, string Definition, string CheckOption, bool Invoker, string? Algorithm);

internal sealed record TriggerRow(string Name, string Table, string Timing, string Event, string Body, long Order);

internal sealed record RoutineRow(string Name, bool IsProcedure, string? Body);

/// <summary>The queries over information_schema, each over the session's whole database. There are no joins: MySQL and
/// MariaDB open tables anew for each side of one. Order is made by the reader.</summary>
internal sealed class MySqlCatalogQueries(DatabaseSession session, CancellationToken cancellationToken)
{
    private const string Here = " = DATABASE()";

    private bool IsMariaDb => session.Kind == DatabaseKind.MariaDb;

    public Task<List<TableRow>> TablesAsync() => ReadAsync(
        "SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, AUTO_INCREMENT, TABLE_COLLATION, TABLE_COMMENT, CREATE_OPTIONS "
        + "FROM information_schema.TABLES WHERE TABLE_SCHEMA" + Here,
        r => new TableRow(Text(r, 0)!, Text(r, 1)!, Text(r, 2), Number(r, 3), Number(r, 4), Text(r, 5), Filled(r, 6),
            Text(r, 7)?.Contains("partitioned", StringComparison.OrdinalIgnoreCase) == true));

    public Task<List<ColumnRow>> ColumnsAsync() => ReadAsync(
        "SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, COLUMN_TYPE, "
        + "CHARACTER_OCTET_LENGTH, CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, GENERATION_EXPRESSION, COLUMN_COMMENT, "
        + (IsMariaDb ? "NULL" : "SRS_ID") + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA" + Here,
        r => new ColumnRow(Text(r, 0)!, Text(r, 1)!, Number(r, 2)!.Value, Text(r, 3), Text(r, 4) == "YES", Text(r, 5)!,
            Number(r, 6), Text(r, 7), Text(r, 8), Text(r, 9) ?? "", Filled(r, 10), Filled(r, 11), (int?)Number(r, 12)));

    public Task<List<IndexRow>> IndexesAsync() => ReadAsync(
        "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, SEQ_IN_INDEX, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, "
        + (IsMariaDb ? "NULL" : "EXPRESSION") + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA" + Here,
        r => new IndexRow(Text(r, 0)!, Text(r, 1)!, Number(r, 2) == 0, Number(r, 3)!.Value, Text(r, 4), Text(r, 5) == "D",
            (int?)Number(r, 6), Text(r, 7)!, Text(r, 8)));

    public Task<List<ForeignKeyRow>> ForeignKeysAsync() => ReadAsync(
        "SELECT TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, "
        + "REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA"
        + Here + " AND REFERENCED_TABLE_NAME IS NOT NULL",
        r => new ForeignKeyRow(Text(r, 0)!, Text(r, 1)!, Number(r, 2)!.Value, Text(r, 3)!, Text(r, 4)!, Text(r, 5)!,
            Text(r, 6)!));

    public Task<List<RuleRow>> RulesAsync() => ReadAsync(
        "SELECT TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS "
        + "WHERE CONSTRAINT_SCHEMA" + Here,
        r => new RuleRow(Text(r, 0)!, Text(r, 1)!, Text(r, 2)!, Text(r, 3)!));

    /// <summary>MariaDB names the table and tells a column's check from a table's. MySQL names no table: a check's name is
    /// unique in its database there, and the constraints say whose it is.</summary>
    public async Task<List<CheckRow>> ChecksAsync()
    {
        if (IsMariaDb)
        {
            return await ReadAsync(
                "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL FROM information_schema.CHECK_CONSTRAINTS "
                + "WHERE CONSTRAINT_SCHEMA" + Here,
                r => new CheckRow(Text(r, 0)!, Text(r, 1)!, Text(r, 2)!, Text(r, 3) == "Column")).ConfigureAwait(false);
        }

        List<(string Name, string Table, bool Enforced)> owners = await ReadAsync(
            "SELECT CONSTRAINT_NAME, TABLE_NAME, ENFORCED FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA" + Here
            + " AND CONSTRAINT_TYPE = 'CHECK'", r => (Text(r, 0)!, Text(r, 1)!, Text(r, 2) != "NO")).ConfigureAwait(false);
        var byName = owners.ToDictionary(o => o.Name, StringComparer.OrdinalIgnoreCase);
        List<CheckRow> checks = await ReadAsync(
            "SELECT CONSTRAINT_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA" + Here,
            r => new CheckRow("", Text(r, 0)!, Text(r, 1)!, false)).ConfigureAwait(false);
        return [.. checks.Where(c => byName.ContainsKey(c.Name)).Select(c => c with { Table = byName[c.Name].Table, Enforced = byName[c.Name].Enforced })];
    }

    public Task<List<PartitionRow>> PartitionsAsync() => ReadAsync(
        "SELECT DISTINCT TABLE_NAME, PARTITION_METHOD, PARTITION_EXPRESSION FROM information_schema.PARTITIONS "
        + "WHERE TABLE_SCHEMA" + Here + " AND PARTITION_NAME IS NOT NULL",
        r => new PartitionRow(Text(r, 0)!, Text(r, 1)!, Text(r, 2)));

    public Task<List<ViewRow>> ViewsAsync() => ReadAsync(
        "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, " + (IsMariaDb ? "ALGORITHM" : "NULL")
        + " FROM information_schema.VIEWS WHERE TABLE_SCHEMA" + Here,
        r => new ViewRow(Text(r, 0)!, Text(r, 1) ?? "", Text(r, 2)!, Text(r, 3) == "INVOKER", Text(r, 4)));

    public Task<List<TriggerRow>> TriggersAsync() => ReadAsync(
        "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, ACTION_ORDER "
        + "FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA" + Here,
        r => new TriggerRow(Text(r, 0)!, Text(r, 1)!, Text(r, 2)!, Text(r, 3)!, Text(r, 4)!, Number(r, 5) ?? 1));

    public Task<List<RoutineRow>> RoutinesAsync() => ReadAsync(
        "SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA" + Here
        + " AND ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION')",
        r => new RoutineRow(Text(r, 0)!, Text(r, 1) == "PROCEDURE", Text(r, 2)));

    /// <summary>The statement that made a routine; null for one that the user may not see.</summary>
    public async Task<string?> ShowCreateAsync(RoutineRow routine)
    {
        List<string?> rows = await ReadAsync(
            $"SHOW CREATE {(routine.IsProcedure ? "PROCEDURE" : "FUNCTION")} {session.Dialect.Quote(routine.Name)}",
            r => Text(r, 2)).ConfigureAwait(false);
        return rows.FirstOrDefault();
    }

    private Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> row) =>
        session.QueryAsync(sql, row, cancellationToken);

    /// <summary>Texts of information_schema come as text or as bytes, by server and version.</summary>
    public static string? Text(DbDataReader row, int i) => row.GetValue(i) switch
    {
        DBNull => null,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        object value => value.ToString(),
    };

    private static string? Filled(DbDataReader row, int i) => Text(row, i) is { Length: > 0 } text ? text : null;

    /// <summary>Null also for a number over 63 bits (LONGTEXT's length in some versions).</summary>
    private static long? Number(DbDataReader row, int i) => long.TryParse(Text(row, i), out long value) ? value : null;
}
