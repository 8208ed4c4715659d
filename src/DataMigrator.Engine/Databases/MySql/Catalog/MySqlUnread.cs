using System.Data.Common;
using DataMigrator.Catalog;

namespace DataMigrator.Databases.MySql.Catalog;

/// <summary>The question that ends the reading: which objects and properties of the database did the other queries not read?
/// The kinds are those of the manuals' CREATE and ALTER statements (https://dev.mysql.com/doc/refman/en/sql-data-definition-statements.html,
/// https://mariadb.com/kb/en/data-definition/).</summary>
internal sealed class MySqlUnread(DatabaseSession session, CancellationToken cancellationToken)
{
    private const string Here = " = DATABASE()";

    private bool IsMariaDb => session.Kind == DatabaseKind.MariaDb;

    public async Task<IReadOnlyList<LeftOut>> ReadAsync(IReadOnlyList<CatalogTable> tables)
    {
        var result = new List<LeftOut>();
        foreach ((string type, string select) in Questions())
        {
            result.AddRange(await session.QueryAsync("SELECT " + select, r => Read(type, r), cancellationToken).ConfigureAwait(false));
        }

        // What no table of information_schema tells stands in the statement alone.
        foreach (CatalogTable table in tables.Where(t => IsMariaDb || t.Indexes.Any(i => i.Method == "fulltext")))
        {
            string statement = (await session.QueryAsync("SHOW CREATE TABLE " + session.Dialect.Quote(table.Name.Name), r => r.GetString(1), cancellationToken)
                .ConfigureAwait(false))[0];
            result.AddRange(MySqlStatementText.LeftOut(table.Name, statement));
        }

        return [.. result.OrderBy(l => l.Type, StringComparer.Ordinal).ThenBy(l => l.Name, StringComparer.Ordinal)];
    }

    /// <summary>Each gives a table's name or NULL, a name (beneath the table's, or of its own) or NULL, and what is left out.</summary>
    private IEnumerable<(string Type, string Select)> Questions()
    {
        yield return ("event", "NULL, EVENT_NAME, 'an event' FROM information_schema.EVENTS WHERE EVENT_SCHEMA" + Here);
        yield return ("package", "NULL, ROUTINE_NAME, CONCAT('a ', LOWER(ROUTINE_TYPE)) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA" + Here
            + " AND ROUTINE_TYPE NOT IN ('PROCEDURE', 'FUNCTION')");
        yield return ("table", "TABLE_NAME, NULL, CONCAT('the storage engine ', ENGINE) FROM information_schema.TABLES WHERE TABLE_SCHEMA" + Here
            + " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND ENGINE <> 'InnoDB'");
        yield return ("table", "TABLE_NAME, NULL, CONCAT('the options ', TRIM(REPLACE(CREATE_OPTIONS, 'partitioned', ''))) FROM information_schema.TABLES"
            + " WHERE TABLE_SCHEMA" + Here + " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND TRIM(REPLACE(CREATE_OPTIONS, 'partitioned', '')) <> ''");
        yield return ("column", "TABLE_NAME, COLUMN_NAME, 'INVISIBLE' FROM information_schema.COLUMNS WHERE TABLE_SCHEMA" + Here + " AND EXTRA LIKE '%INVISIBLE%'");
        yield return ("index", $"TABLE_NAME, INDEX_NAME, '{(IsMariaDb ? "IGNORED" : "INVISIBLE")}' FROM information_schema.STATISTICS WHERE TABLE_SCHEMA" + Here
            + (IsMariaDb ? " AND IGNORED = 'YES'" : " AND IS_VISIBLE = 'NO'") + " AND SEQ_IN_INDEX = 1");
        yield return ("index", "TABLE_NAME, INDEX_NAME, 'its comment' FROM information_schema.STATISTICS WHERE TABLE_SCHEMA" + Here
            + " AND INDEX_COMMENT <> '' AND SEQ_IN_INDEX = 1");
        yield return ("trigger", "EVENT_OBJECT_TABLE, TRIGGER_NAME, CONCAT('the SQL mode that it was made in: ', SQL_MODE) FROM information_schema.TRIGGERS"
            + " WHERE TRIGGER_SCHEMA" + Here + " AND SQL_MODE <> @@GLOBAL.sql_mode");
        yield return ("database", "NULL, DATABASE(), CONCAT('the grants to ', GRANTEE) FROM information_schema.SCHEMA_PRIVILEGES WHERE TABLE_SCHEMA" + Here
            + " AND REPLACE(GRANTEE, '''', '') <> CURRENT_USER() GROUP BY GRANTEE");
        yield return ("table", "TABLE_NAME, NULL, CONCAT('the grants to ', GRANTEE) FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA" + Here
            + " AND REPLACE(GRANTEE, '''', '') <> CURRENT_USER() GROUP BY TABLE_NAME, GRANTEE");
        yield return ("column", "TABLE_NAME, COLUMN_NAME, CONCAT('the grants to ', GRANTEE) FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA" + Here
            + " AND REPLACE(GRANTEE, '''', '') <> CURRENT_USER() GROUP BY TABLE_NAME, COLUMN_NAME, GRANTEE");
        if (IsMariaDb)
        {
            yield return ("database", "NULL, SCHEMA_NAME, 'its comment' FROM information_schema.SCHEMATA WHERE SCHEMA_NAME" + Here + " AND SCHEMA_COMMENT <> ''");
        }
    }

    private LeftOut Read(string type, DbDataReader row)
    {
        string? table = MySqlCatalogQueries.Text(row, 0);
        string? name = MySqlCatalogQueries.Text(row, 1);
        return new LeftOut(type, table is null ? name ?? session.Address.Database : name is null ? table : $"{table}.{name}",
            MySqlCatalogQueries.Text(row, 2) ?? "")
        {
            Table = table is null ? null : new TableName(null, table),
        };
    }
}
