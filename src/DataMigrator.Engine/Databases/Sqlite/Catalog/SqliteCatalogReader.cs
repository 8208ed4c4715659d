using DataMigrator.Catalog;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>Reads the catalogue: eight queries whatever the number of tables, and CREATE TABLE itself for what no pragma
/// tells.</summary>
internal sealed class SqliteCatalogReader(DatabaseSession session, CatalogDetail detail)
{
    /// <summary>Condition on sqlite_schema AS s: an ordinary table that is not SQLite's own. Virtual tables are left out
    /// before their module, which may be missing, is asked.</summary>
    public const string PlainTable = "s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        + "AND s.sql NOT LIKE 'CREATE VIRTUAL TABLE%'";

    public async Task<DatabaseCatalog> ReadAsync(CancellationToken cancellationToken)
    {
        List<SchemaRow> schema = await session.QueryAsync(SchemaRow.Query, SchemaRow.Read, cancellationToken)
            .ConfigureAwait(false);
        List<TableRow> list = await session.QueryAsync(TableRow.Query, TableRow.Read, cancellationToken)
            .ConfigureAwait(false);
        ILookup<string, ColumnRow> columns = await LookUpAsync(ColumnRow.Query, ColumnRow.Read, r => r.Table,
            cancellationToken).ConfigureAwait(false);
        ILookup<string, IndexRow> indexes = await LookUpAsync(IndexRow.Query, IndexRow.Read, r => r.Table,
            cancellationToken).ConfigureAwait(false);
        ILookup<string, ForeignKeyRow> foreignKeys = await LookUpAsync(ForeignKeyRow.Query, ForeignKeyRow.Read,
            r => r.Table, cancellationToken).ConfigureAwait(false);
        Dictionary<string, long> estimates = await ReadCountsAsync(schema, "sqlite_stat1", CountRow.EstimateQuery,
            cancellationToken).ConfigureAwait(false);
        Dictionary<string, long> sequences = await ReadCountsAsync(schema, "sqlite_sequence", CountRow.SequenceQuery,
            cancellationToken).ConfigureAwait(false);

        var flags = list.ToDictionary(t => t.Name);
        SqliteShadowTables shadows = new(schema, flags);
        Dictionary<string, string> definitions = schema.Where(s => s is { Type: "index", Sql: not null })
            .ToDictionary(s => s.Name, s => s.Sql!);
        var tables = new List<CatalogTable>();
        foreach (SchemaRow row in schema.Where(s => s.Type == "table" && columns.Contains(s.Name)))
        {
            if (!shadows.Contains(row.Name))
            {
                tables.Add(new SqliteTableBuilder(row, flags[row.Name], [.. columns[row.Name]], indexes[row.Name], definitions)
                {
                    RowEstimate = estimates.TryGetValue(row.Name, out long rows) ? rows : null,
                    LastIdentity = sequences.GetValueOrDefault(row.Name),
                }.Build());
            }
        }

        tables.Sort((a, b) => string.CompareOrdinal(a.Name.Name, b.Name.Name));
        bool everything = detail == CatalogDetail.Everything;
        Dictionary<string, string> spelled = tables.ToDictionary(t => t.Name.Name, t => t.Name.Name, StringComparer.OrdinalIgnoreCase);
        return new DatabaseCatalog
        {
            Kind = DatabaseKind.Sqlite,
            Database = Path.GetFileName(session.Address.Database),
            ServerVersion = session.ServerVersion,
            Tables = SqliteForeignKeys.AddTo(tables, foreignKeys, schema),
            Views = everything ? await ReadViewsAsync(schema, cancellationToken).ConfigureAwait(false) : [],
            Triggers = [.. schema.Where(s => s is { Type: "trigger", Sql: not null })
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .Select(s => SqliteTriggerDdl.Parse(s.Name, spelled.GetValueOrDefault(s.Table, s.Table), s.Sql!))],
            LeftOut = everything
                ? [.. shadows.LeftOut, .. await SqliteUnread.ReadAsync(session, schema.Where(s => s.Type == "table" && s.Sql is not null
                    && columns.Contains(s.Name) && !shadows.Contains(s.Name)), cancellationToken).ConfigureAwait(false)]
                : shadows.LeftOut,
        };
    }

    private async Task<ILookup<string, T>> LookUpAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read,
        Func<T, string> key, CancellationToken cancellationToken) =>
        (await session.QueryAsync(sql, read, cancellationToken).ConfigureAwait(false)).ToLookup(key);

    private async Task<Dictionary<string, long>> ReadCountsAsync(List<SchemaRow> schema, string table, string sql,
        CancellationToken cancellationToken) =>
        schema.Exists(s => s.Name == table)
            ? (await session.QueryAsync(sql, CountRow.Read, cancellationToken).ConfigureAwait(false))
                .ToDictionary(c => c.Table, c => c.Count)
            : [];

    private async Task<IReadOnlyList<CatalogView>> ReadViewsAsync(List<SchemaRow> schema,
        CancellationToken cancellationToken)
    {
        ILookup<string, ColumnRow> columns;
        try
        {
            columns = await LookUpAsync(ColumnRow.ViewQuery, ColumnRow.Read, r => r.Table, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (SqliteException)
        {
            // One view over a table that is gone, or with a function of its application, makes the query fail for all.
            columns = Array.Empty<ColumnRow>().ToLookup(r => r.Table);
        }

        return [.. schema.Where(s => s is { Type: "view", Sql: not null }).OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(s => new CatalogView(new TableName(null, s.Name), s.Sql!, [.. columns[s.Name].Select(c => c.Name)]))];
    }
}
