using System.IO.Hashing;
using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>PostgreSQL's SQL.</summary>
internal sealed class PostgresDialect : Dialect
{
    public override SqlLanguage Language { get; } = new PostgresLanguage();

    public override bool HasTransactionalDdl => true;

    public override IReadOnlyList<string> ServersOwnDatabases => ["postgres", "template1"];

    public override string? ListDatabases =>
        "SELECT datname::text FROM pg_catalog.pg_database WHERE NOT datistemplate AND datallowconn "
        + "AND pg_catalog.has_database_privilege(datname, 'CONNECT') ORDER BY datname";

    public override TransactionSql Transactions => TransactionSql.Usual;

    public override string Limit(string query, long rows) => $"{query} LIMIT {rows}";

    public override bool TableNamesAreCaseSensitive => true;

    public override bool AllowsTablesWithoutColumns => true;

    /// <summary>A text as a string constant (<c>standard_conforming_strings</c> is on in every session).</summary>
    public static string QuoteText(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Every literal is a string constant without a cast: it takes the type of the column that it is compared
    /// with, so a real compares as a real, an enum as an enum, and text under the column's collation.</summary>
    public override string Literal(ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return "NULL";
        }

        var text = new CopyBuffer(64);
        CellText.Write(vector, row, text);
        return QuoteText(Encoding.UTF8.GetString(text.Span));
    }

    /// <summary>An advisory lock, which is the database's own and may be taken in a read-only transaction.</summary>
    public override SessionLock Lock(string name)
    {
        long key = unchecked((long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name)));
        return new SessionLock(
            $"SELECT pg_catalog.pg_try_advisory_lock({key})::int::int8",
            $"""
            SELECT l.pid::int8 FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND d.datname = pg_catalog.current_database() AND l.granted AND l.objsubid = 1
            AND l.classid = {(uint)(key >> 32)} AND l.objid = {(uint)key} LIMIT 1
            """,
            $"SELECT pg_catalog.pg_advisory_unlock({key})");
    }

    public override string IsCommitting(long session) =>
        $"SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE pid = {session} AND state = 'active' AND query ILIKE 'COMMIT%'";

    public override string EndSession(long session) => $"SELECT pg_catalog.pg_terminate_backend({session})";

    /// <summary>What a SELECT reads from: a table alone without the tables that inherit from it, which are tables of
    /// their own here; a partitioned table with its partitions.</summary>
    public override string From(CatalogTable table) => (table.IsPartitioned ? "" : "ONLY ") + Quote(table.Name);

    /// <summary>TRUNCATE refuses a table that any other refers to, even from no row; DELETE, which is slower, does not. It
    /// would take rows of other tables along where those cascade, so such rows make it fail.</summary>
    public override IReadOnlyList<string> DeleteAllRows(IReadOnlyList<CatalogTable> childrenFirst)
    {
        if (childrenFirst.Count == 0)
        {
            return [];
        }

        string tables = string.Join(", ", childrenFirst.Select(t => QuoteText(Quote(t.Name)) + "::pg_catalog.regclass"));
        return
        [
            "DO " + QuoteText($"""
                DECLARE k record; refers bool;
                BEGIN
                  TRUNCATE {string.Join(", ", childrenFirst.Select(From))};
                EXCEPTION WHEN feature_not_supported THEN
                  FOR k IN SELECT c.conrelid::pg_catalog.regclass AS child, c.confrelid::pg_catalog.regclass AS parent, c.conname,
                      (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ') FROM pg_catalog.pg_attribute a
                       WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)) AS columns
                    FROM pg_catalog.pg_constraint c WHERE c.contype = 'f' AND c.conparentid = 0
                      AND c.confdeltype IN ('c', 'n', 'd') AND c.confrelid IN ({tables}) AND c.conrelid NOT IN ({tables})
                  LOOP
                    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %s WHERE ROW(%s) IS NOT NULL)', k.child, k.columns) INTO refers;
                    IF refers THEN
                      RAISE foreign_key_violation USING MESSAGE = pg_catalog.format(
                        'emptying %s would change rows of %s, which refer to it (%s)', k.parent, k.child, k.conname);
                    END IF;
                  END LOOP;
                  {string.Join("; ", childrenFirst.Select(t => "DELETE FROM " + From(t)))};
                END
                """),
        ];
    }

    /// <summary>Foreign keys within the group are dropped for the transaction and added again at its end from their own
    /// definitions, which the transaction's settings keep; a crash puts them back. Deferring them would not do: taking
    /// an orphan out would still cascade to its children, and no file would hold those.</summary>
    public override IReadOnlyList<string> BeforeCycle(IReadOnlyList<CatalogTable> group, out bool inTransaction)
    {
        inTransaction = true;
        return [.. Inner(group).SelectMany(k => new[]
        {
            $"""
            SELECT pg_catalog.set_config('{k.Setting}', pg_catalog.pg_get_constraintdef(c.oid), true),
              pg_catalog.set_config('{k.Setting}_comment',
                coalesce(pg_catalog.obj_description(c.oid, 'pg_constraint'), ''), true)
            FROM pg_catalog.pg_constraint c
            WHERE c.conrelid = {QuoteText(k.Table)}::pg_catalog.regclass AND c.conname = {QuoteText(k.Name)}
            """,
            $"ALTER TABLE {k.Table} DROP CONSTRAINT {Quote(k.Name)}",
        })];
    }

    public override IReadOnlyList<string> AfterCycle(IReadOnlyList<CatalogTable> group) => [.. Inner(group).Select(k =>
        "DO " + QuoteText($"""
        BEGIN
          EXECUTE {QuoteText($"ALTER TABLE {k.Table} ADD CONSTRAINT {Quote(k.Name)} ")} || pg_catalog.current_setting('{k.Setting}');
          IF pg_catalog.current_setting('{k.Setting}_comment') <> '' THEN
            EXECUTE {QuoteText($"COMMENT ON CONSTRAINT {Quote(k.Name)} ON {k.Table} IS ")}
              || pg_catalog.quote_literal(pg_catalog.current_setting('{k.Setting}_comment'));
          END IF;
        END
        """))];

    protected override string Beginning(string value, bool binary, int limit) =>
        binary ? $"pg_catalog.substr({value}, 1, {limit})" : $"pg_catalog.\"left\"({value}, {limit})";

    /// <summary>Moves a sequence on to the largest value, never back, and leaves it alone for an empty table. Counts a
    /// sequence that goes downwards too.</summary>
    public override IReadOnlyList<string> AdvanceIdentity(CatalogTable table, IReadOnlyDictionary<string, long> next)
    {
        var statements = new List<string>();
        foreach (CatalogColumn column in table.Columns)
        {
            if (column.Sequence is null || column.Type.Wire.Kind is not (WireKind.Integer or WireKind.Decimal))
            {
                continue;
            }

            string name = Quote(column.Name);
            statements.Add($"""
                SELECT pg_catalog.setval(d.seqrelid::pg_catalog.regclass, m.v)
                FROM pg_catalog.pg_sequence d, {column.Sequence} s,
                LATERAL (SELECT CASE WHEN max({name}) IS NULL THEN NULL
                  WHEN d.seqincrement > 0 THEN least(max({name}), d.seqmax)
                  ELSE greatest(min({name}), d.seqmin) END::pg_catalog.int8 v FROM {Quote(table.Name)}) m
                WHERE d.seqrelid = {QuoteText(column.Sequence)}::pg_catalog.regclass AND m.v BETWEEN d.seqmin AND d.seqmax
                AND (CASE WHEN d.seqincrement > 0 THEN m.v > s.last_value ELSE m.v < s.last_value END
                  OR m.v = s.last_value AND NOT s.is_called)
                """);
            if (next.TryGetValue(column.Name, out long number))
            {
                statements.Add($"""
                    SELECT pg_catalog.setval(d.seqrelid::pg_catalog.regclass, {number}, false) FROM pg_catalog.pg_sequence d, {column.Sequence} s
                    WHERE d.seqrelid = {QuoteText(column.Sequence)}::pg_catalog.regclass AND d.seqincrement > 0 AND {number} BETWEEN d.seqmin AND d.seqmax
                    AND {number}::numeric > s.last_value::numeric + CASE WHEN s.is_called THEN d.seqincrement ELSE 0 END
                    """);
            }
        }

        return statements;
    }

    /// <summary>The foreign keys from a table of the group to one of the group, each with a setting's name.</summary>
    private IEnumerable<(string Table, string Name, string Setting)> Inner(IReadOnlyList<CatalogTable> group)
    {
        HashSet<TableName> names = [.. group.Select(t => t.Name)];
        return group.SelectMany(t => t.ForeignKeys.Where(k => names.Contains(k.ReferencedTable)), (t, k) => (t.Name, k.Name))
            .Select((k, i) => (Quote(k.Item1), k.Item2!, $"datamigrator.fk{i}"));
    }
}
