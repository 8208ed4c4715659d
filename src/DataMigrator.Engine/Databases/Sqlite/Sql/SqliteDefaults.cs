using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>Defaults of SQLite: parentheses around all but constants and the three words for the present.</summary>
internal sealed class SqliteDefaults : DefaultForms
{
    public override string Own(string sql, SqlLanguage language)
    {
        try
        {
            return SqlParser.ParseExpression(language, sql) is TextExpr or NumberExpr or NullExpr or BooleanExpr or BytesExpr or NowExpr
                ? sql : "(" + sql + ")";
        }
        catch (UntranslatableException)
        {
            return "(" + sql + ")";
        }
    }

    public override string Expression(string sql) => sql is "CURRENT_TIMESTAMP" or "CURRENT_DATE" or "CURRENT_TIME" ? sql : "(" + sql + ")";

    public override string Bits(string bits, int length) => Convert.ToInt64(bits, 2).ToString();

    /// <summary>The form in which strftime writes the present.</summary>
    public static PresentText PresentText(SqlExpr expr) => expr is CallExpr { Arguments: [TextExpr format, _] }
        ? format.Value switch
        {
            "%Y-%m-%d %H:%M:%f" => DataMigrator.Sql.PresentText.Milliseconds,
            "%Y-%m-%dT%H:%M:%fZ" => DataMigrator.Sql.PresentText.IsoMilliseconds,
            "%Y-%m-%dT%H:%M:%SZ" => DataMigrator.Sql.PresentText.IsoSeconds,
            _ => DataMigrator.Sql.PresentText.Seconds,
        }
        : DataMigrator.Sql.PresentText.Seconds;
}
