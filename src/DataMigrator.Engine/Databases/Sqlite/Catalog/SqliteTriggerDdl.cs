using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>Takes CREATE TRIGGER apart.</summary>
internal static class SqliteTriggerDdl
{
    public static CatalogTrigger Parse(string name, string table, string sql)
    {
        var tokens = new SqliteTokens(sql);
        int at = 0;
        while (at < tokens.Count && !IsEvent(tokens[at]))
        {
            at++;
        }

        string timing = tokens[at - 1].IsWord("AFTER") ? "AFTER" : tokens[at - 1].IsWord("OF") ? "INSTEAD OF" : "BEFORE";
        int on = at;
        while (on < tokens.Count && !tokens[on].IsWord("ON"))
        {
            on++;
        }

        int begin = on;
        int when = -1;
        while (begin < tokens.Count && !tokens[begin].IsWord("BEGIN"))
        {
            when = when < 0 && tokens[begin].IsWord("WHEN") ? begin : when;
            begin += tokens[begin].IsSymbol("(") ? tokens.Close(begin) - begin + 1 : 1;
        }

        int end = tokens.Count;
        while (end > begin && !tokens[end - 1].IsWord("END"))
        {
            end--;
        }

        string[] events = [tokens.Slice(at, at + 1).ToUpperInvariant() + (on > at + 1 ? " " + tokens.Slice(at + 1, on) : "")];
        return new CatalogTrigger(name, new TableName(null, table), timing, events, ForEachRow: true,
            tokens.Slice(begin + 1, end - 1), sql)
        {
            When = when < 0 ? null : tokens.Slice(when + 1, begin),
        };
    }

    // The trigger's own name may be a bare INSERT only in quotes, so the first bare word of these is the event.
    private static bool IsEvent(Token token) =>
        token.IsWord("INSERT") || token.IsWord("UPDATE") || token.IsWord("DELETE");
}
