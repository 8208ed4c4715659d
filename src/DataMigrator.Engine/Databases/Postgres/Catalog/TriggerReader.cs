using System.Data.Common;
using DataMigrator.Catalog;

namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>A trigger from a row of <see cref="CatalogSql.Triggers"/>.</summary>
internal static class TriggerReader
{
    private const int Row = 1;
    private const int Before = 2;
    private const int Insert = 4;
    private const int Delete = 8;
    private const int Update = 16;
    private const int Truncate = 32;
    private const int InsteadOf = 64;

    public static CatalogTrigger Read(DbDataReader row)
    {
        int type = row.GetInt16(3);
        string definition = row.GetString(8);
        var events = new List<string>();
        if ((type & Insert) != 0)
        {
            events.Add("INSERT");
        }

        if ((type & Update) != 0)
        {
            string[]? columns = row.Texts(4);
            events.Add(columns is null ? "UPDATE" : "UPDATE OF " + string.Join(", ", columns));
        }

        if ((type & Delete) != 0)
        {
            events.Add("DELETE");
        }

        if ((type & Truncate) != 0)
        {
            events.Add("TRUNCATE");
        }

        return new CatalogTrigger(row.GetString(0), new TableName(row.GetString(1), row.GetString(2)),
            (type & InsteadOf) != 0 ? "INSTEAD OF" : (type & Before) != 0 ? "BEFORE" : "AFTER", events, (type & Row) != 0,
            row.GetString(7), definition)
        {
            When = row.GetBoolean(9) ? When(definition) : null,
            State = row.GetString(10) switch
            {
                "A" => TriggerState.Always,
                "R" => TriggerState.Replica,
                "D" => TriggerState.Disabled,
                _ => TriggerState.Origin,
            },
            Function = TypeCatalog.Qualified(row.GetString(5), row.GetString(6)),
        };
    }

    // pg_get_expr can't print a condition over OLD and NEW; the whole definition holds it.
    private static string When(string definition)
    {
        const string mark = " WHEN (";
        int start = definition.IndexOf(mark, StringComparison.Ordinal);
        int end = definition.LastIndexOf(") EXECUTE ", StringComparison.Ordinal);
        return start < 0 || end < start ? definition : CheckText.Strip(definition[(start + mark.Length)..end]);
    }
}
