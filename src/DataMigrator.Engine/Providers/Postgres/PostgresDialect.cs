using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Providers.Postgres.Fields;
using DataMigrator.Values;

namespace DataMigrator.Providers.Postgres;

/// <summary>PostgreSQL's SQL.</summary>
internal sealed class PostgresDialect : Dialect
{
    /// <summary>Set for a transaction whose foreign keys wait for its end; see <see cref="PostgresRowWriter"/>.</summary>
    public const string CycleSetting = "datamigrator.cycle";

    public override int MaxIdentifierBytes => 63;

    public override bool TableNamesAreCaseSensitive => true;

    public override string Quote(string identifier) =>
        "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

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

    /// <summary>What a SELECT reads from: a table alone without the tables that inherit from it, which are tables of
    /// their own here; a partitioned table with its partitions.</summary>
    public string From(CatalogTable table) => (table.IsPartitioned ? "" : "ONLY ") + Quote(table.Name);

    /// <summary>TRUNCATE refuses a table that any other refers to, even from no row; DELETE, which is slower, does not.</summary>
    public override IReadOnlyList<string> DeleteAllRows(IReadOnlyList<CatalogTable> childrenFirst)
    {
        if (childrenFirst.Count == 0)
        {
            return [];
        }

        string truncate = "TRUNCATE " + string.Join(", ", childrenFirst.Select(From));
        string delete = string.Join("; ", childrenFirst.Select(t => "DELETE FROM " + From(t)));
        return ["DO " + QuoteText($"BEGIN {truncate}; EXCEPTION WHEN feature_not_supported THEN {delete}; END")];
    }

    /// <summary>Foreign keys within the group are made deferrable for the transaction: being transactional, a crash
    /// puts them back.</summary>
    public override IReadOnlyList<string> BeforeCycle(IReadOnlyList<CatalogTable> group, out bool inTransaction)
    {
        inTransaction = true;
        return
        [
            .. AlterInner(group, "DEFERRABLE"),
            "SET CONSTRAINTS ALL DEFERRED",
            $"SELECT pg_catalog.set_config('{CycleSetting}', 'on', true)",
        ];
    }

    public override IReadOnlyList<string> AfterCycle(IReadOnlyList<CatalogTable> group) =>
    [
        // Checks what was deferred; ALTER TABLE refuses while checks are pending.
        "SET CONSTRAINTS ALL IMMEDIATE",
        .. AlterInner(group, "NOT DEFERRABLE"),
        $"SELECT pg_catalog.set_config('{CycleSetting}', '', true)",
    ];

    /// <summary>Moves a sequence on to the largest value, never back, and leaves it alone for an empty table. Counts a
    /// sequence that goes downwards too.</summary>
    public override IReadOnlyList<string> AdvanceIdentity(CatalogTable table)
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
        }

        return statements;
    }

    private IEnumerable<string> AlterInner(IReadOnlyList<CatalogTable> group, string deferrable)
    {
        var names = group.Select(t => t.Name).ToHashSet();
        foreach (CatalogTable table in group)
        {
            foreach (CatalogForeignKey key in table.ForeignKeys)
            {
                if (!key.Deferrable && names.Contains(key.ReferencedTable))
                {
                    yield return $"ALTER TABLE {Quote(table.Name)} ALTER CONSTRAINT {Quote(key.Name!)} {deferrable}";
                }
            }
        }
    }
}
