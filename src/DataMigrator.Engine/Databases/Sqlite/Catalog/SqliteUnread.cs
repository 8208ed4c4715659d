using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Sql;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>The question that ends the reading: what of the database did the other queries not read? The kinds are those of
/// https://www.sqlite.org/lang.html and https://www.sqlite.org/pragma.html.</summary>
internal static class SqliteUnread
{
    // ABORT is what a constraint does that names nothing.
    private const string DefaultResolution = "ABORT";

    private static readonly (string Pragma, string Default)[] Properties =
        [("user_version", "0"), ("application_id", "0"), ("encoding", "UTF-8"), ("auto_vacuum", "0")];

    public static async Task<IReadOnlyList<LeftOut>> ReadAsync(DatabaseSession session, IEnumerable<SchemaRow> tables, CancellationToken cancellationToken)
    {
        var result = new List<LeftOut>();
        foreach ((string pragma, string usual) in Properties)
        {
            string value = (await session.QueryAsync("PRAGMA " + pragma, r => r.GetValue(0).ToString()!, cancellationToken).ConfigureAwait(false))[0];
            if (value != usual)
            {
                result.Add(new LeftOut("database", Path.GetFileName(session.Address.Database), $"PRAGMA {pragma} = {value}"));
            }
        }

        foreach (SchemaRow table in tables)
        {
            foreach (string resolution in Resolutions(table.Sql!))
            {
                result.Add(new LeftOut("table", table.Name, "ON CONFLICT " + resolution) { Table = new TableName(null, table.Name) });
            }
        }

        return result;
    }

    private static SortedSet<string> Resolutions(string sql)
    {
        var tokens = new SqliteTokens(sql);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].IsWord("ON") && tokens[i + 1].IsWord("CONFLICT") && !tokens[i + 2].IsWord(DefaultResolution))
            {
                found.Add(tokens[i + 2].Text.ToUpperInvariant());
            }
        }

        return found;
    }
}
