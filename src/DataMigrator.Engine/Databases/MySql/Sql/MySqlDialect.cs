using System.Globalization;
using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Connection;
using DataMigrator.Databases.MySql.Rows;
using DataMigrator.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>SQL of MySQL and MariaDB. Literals hold for sessions that <see cref="MySqlLogin"/> set up.</summary>
internal sealed class MySqlDialect(DatabaseKind kind, bool tableNamesAreCaseSensitive) : Dialect
{
    public override SqlLanguage Language { get; } = kind == DatabaseKind.MariaDb ? new MariaDbLanguage() : new MySqlLanguage();

    public override bool HasTransactionalDdl => false;

    public override IReadOnlyList<string> ServersOwnDatabases => ["information_schema"];

    public override string? ListDatabases => "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA "
        + "WHERE SCHEMA_NAME NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys') ORDER BY SCHEMA_NAME";

    public override TransactionSql Transactions => TransactionSql.Usual;

    public override string Limit(string query, long rows) => $"{query} LIMIT {rows}";

    /// <summary>lower_case_table_names = 0, as on Linux.</summary>
    public override bool TableNamesAreCaseSensitive => tableNamesAreCaseSensitive;

    public override string? WhyNoTransactions(CatalogTable table) => table.Engine is { } engine && MySqlEngines.CannotRollBack(engine)
        ? $"it is stored by {engine}, which can't roll back, so rows could be written twice. ALTER TABLE … ENGINE=InnoDB (it can be "
            + "altered back afterwards)" : null;

    /// <summary>A lock by name, which is the server's: the caller compares the names of the databases.</summary>
    public override SessionLock Lock(string name) => new($"SELECT GET_LOCK('{name}', 0)", $"SELECT IS_USED_LOCK('{name}')",
        $"SELECT RELEASE_LOCK('{name}')");

    public override string IsCommitting(long session) =>
        $"SELECT count(*) FROM information_schema.processlist WHERE id = {session} AND info LIKE 'COMMIT%'";

    public override string EndSession(long session) => $"KILL {session}";

    public override string Literal(ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return "NULL";
        }

        if (vector.IsIrregular(row))
        {
            IrregularCell cell = vector.GetIrregular(row);
            return cell.Kind == WireKind.Binary ? Hex(cell.Bytes) : "_utf8mb4 " + Hex(cell.Bytes);
        }

        switch (vector.Type.Kind)
        {
            case WireKind.Text or WireKind.Literal:
                return "_utf8mb4 " + Hex(vector.GetBytes(row));
            case WireKind.Json:
                string json = "_utf8mb4 " + Hex(vector.GetBytes(row));
                return kind == DatabaseKind.MySql ? "CAST(" + json + " AS JSON)" : json;
            case WireKind.Binary or WireKind.Geometry:
                return Hex(vector.GetBytes(row));
            case WireKind.Native:
                return "'" + Encoding.ASCII.GetString(vector.GetBytes(row)) + "'";
            case WireKind.Bits:
                return "b'" + Encoding.ASCII.GetString(vector.GetBytes(row)) + "'";
            case WireKind.Boolean:
                return vector.GetFixed(row).ToString(CultureInfo.InvariantCulture);
            default:
                Span<byte> text = stackalloc byte[MySqlCellText.MaxLength];
                string value = vector.IsFixed || vector.Type.Kind == WireKind.Uuid
                    ? Encoding.ASCII.GetString(text[..MySqlCellText.Format(vector, row, text)])
                    : Encoding.ASCII.GetString(vector.GetBytes(row));
                return MySqlCellText.IsQuoted(vector.Type.Kind) ? "'" + value + "'" : value;
        }
    }

    public override IReadOnlyList<string> DeleteAllRows(IReadOnlyList<CatalogTable> childrenFirst) =>
        [.. childrenFirst.Select(t => "DELETE FROM " + Quote(t.Name))];

    /// <summary>By a join: MariaDB 10.11 takes no alias in a DELETE of one table, and neither server takes the table itself
    /// in a subquery (error 1093).</summary>
    public override string DeleteWithoutParent(CatalogTable table, CatalogForeignKey key) =>
        "DELETE t FROM " + Quote(table.Name) + " AS t LEFT JOIN " + Quote(key.ReferencedTable) + " AS p ON "
        + string.Join(" AND ", key.Columns.Zip(key.ReferencedColumns, (c, p) => "p." + Quote(p) + " = t." + Quote(c)))
        + " WHERE p." + Quote(key.ReferencedColumns[0]) + " IS NULL AND "
        + string.Join(" AND ", key.Columns.Select(c => "t." + Quote(c) + " IS NOT NULL"));

    public override IReadOnlyList<string> BeforeCycle(IReadOnlyList<CatalogTable> group, out bool inTransaction)
    {
        inTransaction = false;
        return ["SET SESSION FOREIGN_KEY_CHECKS = 0"];
    }

    public override IReadOnlyList<string> AfterCycle(IReadOnlyList<CatalogTable> group) =>
        ["SET SESSION FOREIGN_KEY_CHECKS = 1"];

    /// <summary>Every engine of both servers moves AUTO_INCREMENT past a value that is inserted, LOAD DATA included, and takes none that
    /// is not past the largest: what is left is the source's number.</summary>
    public override IReadOnlyList<string> AdvanceIdentity(CatalogTable table, IReadOnlyDictionary<string, long> next)
    {
        CatalogColumn? column = table.Columns.FirstOrDefault(c => c.Identity == IdentityKind.AutoIncrement);
        if (column is null || !next.TryGetValue(column.Name, out long number) || number <= (column.NextValue ?? 1))
        {
            return [];
        }

        // An ALTER waits for every reader of the table: only where it changes something.
        return
        [
            $"SET @dm_next = (SELECT IF(COALESCE(MAX({Quote(column.Name)}), 0) + 1 < {number}, "
                + $"{Literal($"ALTER TABLE {Quote(table.Name)} AUTO_INCREMENT = {number}")}, 'DO 0') FROM {Quote(table.Name)})",
            "PREPARE dm_next FROM @dm_next", "EXECUTE dm_next", "DEALLOCATE PREPARE dm_next",
        ];
    }

    private static string Literal(string text) => "CONVERT(" + Hex(Encoding.UTF8.GetBytes(text)) + " USING utf8mb4)";

    protected override string Beginning(string value, bool binary, int limit) => $"LEFT({value}, {limit})";

    protected override string After(IReadOnlyList<ReadColumn> key, IReadOnlyList<string> literals) =>
        key.Any(c => c.Column.Type.Labels.Count > 0) ? MySqlKeyOrder.After(key, literals, this) : base.After(key, literals);

    private static string Hex(ReadOnlySpan<byte> bytes) => "X'" + Convert.ToHexString(bytes) + "'";
}
