using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Postgres.Sql;

/// <content>Dates and times.</content>
internal sealed partial class PostgresWriter
{
    private static readonly Dictionary<DateField, string> Formats = new()
    {
        [DateField.Year] = "YYYY", [DateField.YearOfCentury] = "YY", [DateField.Month] = "MM", [DateField.Day] = "DD",
        [DateField.Hour] = "HH24", [DateField.Minute] = "MI", [DateField.Second] = "SS",
    };

    protected override SqlFragment Present(string what, string digits) => what switch
    {
        "DATE" => new SqlFragment("CURRENT_DATE", SqlType.Date),
        "TIME" => new SqlFragment("LOCALTIME" + digits, SqlType.Time),
        "LOCALTIMESTAMP" => new SqlFragment("LOCALTIMESTAMP" + digits, SqlType.Timestamp),
        _ => new SqlFragment("CURRENT_TIMESTAMP" + digits, SqlType.TimestampTz),
    };

    protected override SqlFragment DateOf(SqlFragment moment) => new(Moment(moment).Wrapped + "::date", SqlType.Date);

    protected override SqlFragment Field(DateField field, SqlFragment moment) => new(field == DateField.Second
        ? $"FLOOR(EXTRACT(SECOND FROM {Moment(moment).Sql}))::integer"
        : $"EXTRACT({field.ToString().ToUpperInvariant()} FROM {Moment(moment).Sql})::integer", SqlType.Integer);

    protected override SqlFragment DaysBetween(SqlFragment later, SqlFragment earlier) => new($"{later.Sql} - {earlier.Sql}", SqlType.Integer, false);

    protected override SqlFragment Add(SqlFragment moment, bool subtract, string amount, string unit)
    {
        string result = $"{Moment(moment).Wrapped} {(subtract ? "-" : "+")} {amount} * INTERVAL '1 {unit.ToLowerInvariant()}'";
        bool isDate = moment.Type == SqlType.Date;
        return isDate && unit is "YEAR" or "MONTH" or "WEEK" or "DAY"
            ? new SqlFragment($"({result})::date", SqlType.Date)
            : new SqlFragment(result, isDate ? SqlType.Timestamp : moment.Type, false);
    }

    // Letters mean something in a format of PostgreSQL.
    protected override SqlFragment Format(SqlFragment moment, string format)
    {
        string sql = $"TO_CHAR({Moment(moment).Sql}, {Target.Text(FormatIn(format, Formats, letters: false))})";
        return Deterministic ? throw new UntranslatableException("it formats a date") : new SqlFragment(sql, SqlType.Text);
    }

    protected override void RefuseZone(SqlType type)
    {
        if (Deterministic && type == SqlType.TimestampTz)
        {
            throw new UntranslatableException("the parts of a moment depend on the session's zone");
        }
    }

    private SqlFragment Moment(SqlFragment value)
    {
        RefuseZone(value.Type);
        return value.Type is SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz or SqlType.Time or SqlType.Null
            ? value
            : throw new UntranslatableException("it calculates with a date that is no date in the target");
    }
}
