using DataMigrator.Sql;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Defaults of PostgreSQL.</summary>
internal sealed class PostgresDefaults : DefaultForms
{
    public override string Expression(string sql) => sql;

    public override string Bits(string bits, int length) => "B'" + bits.PadLeft(length, '0') + "'";

    public override string Present(SqlFragment value, SqlType column, string digits, bool inUtc) =>
        column == SqlType.TimestampTz ? "CURRENT_TIMESTAMP"
        : !value.Atomic || value.Sql[0] == '(' ? "(" + value.Sql + ")"
        : column == SqlType.Timestamp && value.Type == SqlType.TimestampTz ? "LOCALTIMESTAMP" + digits
        : value.Sql;

    public override string PresentAsText(SqlFragment value, PresentText form) => $"to_char({value.Wrapped}, '" + form switch
    {
        PresentText.Milliseconds => "YYYY-MM-DD HH24:MI:SS.MS",
        PresentText.IsoMilliseconds => "YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"",
        PresentText.IsoSeconds => "YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"",
        PresentText.Date => "YYYY-MM-DD",
        _ => "YYYY-MM-DD HH24:MI:SS",
    } + "')";

    public override string AsText(SqlFragment value) => value.Wrapped + "::text";
}
