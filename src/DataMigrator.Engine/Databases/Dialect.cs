using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>A database's SQL as pure strings: what the engine says to it.</summary>
internal abstract class Dialect
{
    /// <summary>Its names and constants, as the translation of schemas knows them.</summary>
    public abstract SqlLanguage Language { get; }

    /// <summary>Tables stand in schemas.</summary>
    public bool HasSchemas => Language.Names.HasSchemas;

    /// <summary>How transactions and savepoints are said.</summary>
    public abstract TransactionSql Transactions { get; }

    /// <summary>The first rows of a query.</summary>
    public abstract string Limit(string query, long rows);

    /// <summary>An identifier, quoted for any characters.</summary>
    public string Quote(string identifier) => Language.Quote(identifier);

    /// <summary>A cell of a regular column as a literal that compares with the column exactly, safe for any content; a
    /// fixed or variable cell by the vector's kind; <c>NULL</c> for a null one.</summary>
    public abstract string Literal(ColumnVector vector, int row);

    /// <summary>A table may have no columns at all.</summary>
    public virtual bool AllowsTablesWithoutColumns => false;

    /// <summary>A foreign key may be MATCH FULL: NULL in all of its columns or in none.</summary>
    public bool HasMatchFull => Language.Schema.MatchesFull;

    /// <summary>How two identifiers compare when the database looks one up quoted: false where <c>A</c> and <c>a</c> are
    /// one table.</summary>
    public abstract bool TableNamesAreCaseSensitive { get; }

    /// <summary>Tells whether two names are one table's.</summary>
    public StringComparer SameTable => TableNamesAreCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>What creates and alters objects is part of a transaction too.</summary>
    public abstract bool HasTransactionalDdl { get; }

    /// <summary>Databases that every server has, the likelier one first: any login may enter them unless an administrator says
    /// otherwise. None for files.</summary>
    public abstract IReadOnlyList<string> ServersOwnDatabases { get; }

    /// <summary>A query of the names of a server's databases that are a user's and that the login may enter; null for
    /// files.</summary>
    public abstract string? ListDatabases { get; }

    /// <summary>Why rows written to the table can't be rolled back, and how that can be mended; null where they can.</summary>
    public virtual string? WhyNoTransactions(CatalogTable table) => null;

    /// <summary>A lock of that name, seen from the database's sessions alone, or from all of its server's; null where a session's
    /// own work locks the database and ends with its process.</summary>
    public virtual SessionLock? Lock(string name) => null;

    /// <summary>A query of one number, 1 where a session is at work on its COMMIT.</summary>
    public virtual string IsCommitting(long session) => "SELECT 0";

    /// <summary>A statement that ends a session, which its own user may do.</summary>
    public virtual string EndSession(long session) => "";

    /// <summary>Statements that remove all rows of the tables, children before parents, in the session's transaction;
    /// rows of other tables that refer to them make it fail.</summary>
    public abstract IReadOnlyList<string> DeleteAllRows(IReadOnlyList<CatalogTable> childrenFirst);

    /// <summary>Statements to run before loading tables that refer to each other in a cycle. <paramref name="inTransaction"/>
    /// tells whether they belong in the load's transaction, which is then one for the whole group.</summary>
    public abstract IReadOnlyList<string> BeforeCycle(IReadOnlyList<CatalogTable> group, out bool inTransaction);

    /// <summary>The reverse of <see cref="BeforeCycle"/>, run after orphans have been taken out.</summary>
    public abstract IReadOnlyList<string> AfterCycle(IReadOnlyList<CatalogTable> group);

    /// <summary>Statements that put identities, sequences and AUTO_INCREMENT past the largest value, and where the source's goes on
    /// further, there; empty if the table has none. Never back. Run after the load, outside a transaction.</summary>
    /// <param name="table">The target's table.</param>
    /// <param name="next">By column, the number that the source gives next: an id of a row that is gone is not given again.</param>
    public abstract IReadOnlyList<string> AdvanceIdentity(CatalogTable table, IReadOnlyDictionary<string, long> next);

    /// <summary>The table as a query's FROM names it, with no rows but its own.</summary>
    public virtual string From(CatalogTable table) => Quote(table.Name);

    /// <summary>Condition over the rows <c>t</c> of a table that a foreign key forbids: those that refer to a row that is not
    /// there (a NULL refers to nothing), and for MATCH FULL those that are NULL in part.</summary>
    public string HasNoParent(CatalogForeignKey key) => key.MatchFull && key.Columns.Count > 1
        ? "(" + RefersToNothing(key) + " OR (" + string.Join(" OR ", key.Columns.Select(c => "t." + Quote(c) + " IS NULL")) + ") AND ("
            + string.Join(" OR ", key.Columns.Select(c => "t." + Quote(c) + " IS NOT NULL")) + "))"
        : RefersToNothing(key);

    private string RefersToNothing(CatalogForeignKey key) =>
        string.Join(" AND ", key.Columns.Select(c => "t." + Quote(c) + " IS NOT NULL"))
        + " AND NOT EXISTS (SELECT 1 FROM " + Quote(key.ReferencedTable) + " p WHERE "
        + string.Join(" AND ", key.Columns.Zip(key.ReferencedColumns, (c, p) => "p." + Quote(p) + " = t." + Quote(c))) + ")";

    /// <summary>Removes the rows of <see cref="HasNoParent"/>.</summary>
    public virtual string DeleteWithoutParent(CatalogTable table, CatalogForeignKey key) =>
        "DELETE FROM " + Quote(table.Name) + " AS t WHERE " + HasNoParent(key);

    /// <summary>A table as <c>"schema"."name"</c>.</summary>
    public string Quote(TableName table) =>
        table.Schema is null ? Quote(table.Name) : Quote(table.Schema) + "." + Quote(table.Name);

    /// <summary>A comma-separated list of quoted columns.</summary>
    public string QuoteAll(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));

    /// <summary>The rows that a request asks for, in its order; the table's alias is <c>t</c>.</summary>
    /// <param name="columns">What to select, in the dialect's SQL.</param>
    /// <param name="request">Which rows.</param>
    public string Select(string columns, ReadRequest request)
    {
        StringBuilder sql = SelectWhere(columns, request);
        if (request.OrderBy.Count > 0)
        {
            sql.Append(" ORDER BY ").AppendJoin(", ", request.OrderBy.Select(c => "t." + Quote(c.Column.Name)));
        }

        return request.Limit is { } limit ? Limit(sql.ToString(), limit) : sql.ToString();
    }

    /// <summary>The beginning of a value, of which a database need not send the rest.</summary>
    /// <param name="value">An expression.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="limit">Characters of a text, bytes of a binary value; null for all of it.</param>
    public string Beginning(string value, WireKind kind, int? limit) => limit is { } most && kind is (WireKind.Text or WireKind.Json or WireKind.Binary)
        ? Beginning(value, kind == WireKind.Binary, most) : value;

    /// <summary>As above, of a text or a binary value.</summary>
    protected abstract string Beginning(string value, bool binary, int limit);

    /// <summary>How many rows a request asks for.</summary>
    public string Count(ReadRequest request) => request.Limit is null ? SelectWhere("COUNT(*)", request).ToString()
        : "SELECT COUNT(*) FROM (" + Select("1", request with { OrderBy = [] }) + ") AS s";

    private StringBuilder SelectWhere(string columns, ReadRequest request)
    {
        var sql = new StringBuilder("SELECT ").Append(columns).Append(" FROM ").Append(From(request.Table)).Append(" AS t");
        List<string> conditions = [];
        if (request.After.Count > 0)
        {
            conditions.Add(After(request.OrderBy, request.After));
        }

        if (request.Where is { } where)
        {
            conditions.Add("(" + where + ")");
        }

        return conditions.Count > 0 ? sql.Append(" WHERE ").AppendJoin(" AND ", conditions) : sql;
    }

    /// <summary>Condition <c>(k1, k2) &gt; (v1, v2)</c>, spelled out so that every optimizer can use the key's index.</summary>
    protected virtual string After(IReadOnlyList<ReadColumn> key, IReadOnlyList<string> literals)
    {
        IReadOnlyList<string> columns = [.. key.Select(c => "t." + Quote(c.Column.Name))];
        var ors = new List<string>();
        for (int i = 0; i < columns.Count; i++)
        {
            IEnumerable<string> equal = columns.Take(i).Zip(literals, (column, literal) => column + " = " + literal);
            ors.Add("(" + string.Join(" AND ", equal.Append(columns[i] + " > " + literals[i])) + ")");
        }

        string after = "(" + string.Join(" OR ", ors) + ")";
        return columns.Count == 1 ? after : columns[0] + " >= " + literals[0] + " AND " + after;
    }
}
