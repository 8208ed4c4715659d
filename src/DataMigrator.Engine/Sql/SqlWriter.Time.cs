using System.Text;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Dates and times.</content>
internal abstract partial class SqlWriter
{
    /// <summary>The present in the session's zone.</summary>
    /// <param name="what">As <see cref="NowExpr.What"/>.</param>
    /// <param name="digits">The digits of the second's fraction in parentheses, or nothing.</param>
    protected virtual SqlFragment Present(string what, string digits) => what switch
    {
        "DATE" => new SqlFragment("CURRENT_DATE", SqlType.Date),
        "TIME" => new SqlFragment("CURRENT_TIME" + digits, SqlType.Time),
        _ => new SqlFragment("CURRENT_TIMESTAMP" + digits, SqlType.Timestamp),
    };

    /// <summary>The date of a moment.</summary>
    protected virtual SqlFragment DateOf(SqlFragment moment) => new($"DATE({moment.Sql})", SqlType.Date);

    /// <summary>A part of a moment, the second without its fraction.</summary>
    protected abstract SqlFragment Field(DateField field, SqlFragment moment);

    /// <summary>Days from one date to another.</summary>
    protected abstract SqlFragment DaysBetween(SqlFragment later, SqlFragment earlier);

    /// <summary>A moment with something added: a number of YEAR, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND.</summary>
    protected abstract SqlFragment Add(SqlFragment moment, bool subtract, string amount, string unit);

    /// <summary>A moment as a text.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="format">The format with the source's marks.</param>
    protected abstract SqlFragment Format(SqlFragment moment, string format);

    /// <summary>A format of the source in the target's marks.</summary>
    /// <param name="format">The format.</param>
    /// <param name="marks">The target's marks.</param>
    /// <param name="letters">Letters may stand in it for themselves.</param>
    protected string FormatIn(string format, IReadOnlyDictionary<DateField, string> marks, bool letters)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            bool mark = format[i] == '%';
            text.Append(!mark && (letters || !char.IsAsciiLetter(format[i])) ? format[i].ToString()
                : mark && ++i < format.Length && source.DateMarks.TryGetValue(format[i], out DateField field)
                    && marks.TryGetValue(field, out string? written) ? written
                : throw new UntranslatableException("it formats a date with words"));
        }

        return text.ToString();
    }

    private SqlFragment Now(NowExpr now)
    {
        RefuseNow();
        return From.NowIsUtc && now.What != "TIME" ? FromForm(now.What == "DATE" ? SqlFunction.UtcToday : SqlFunction.UtcNow, [])
            : Present(now.What, now.Precision is > 0 ? $"({now.Precision})" : "");
    }

    private void RefuseNow()
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it depends on the current time");
        }
    }

    private SqlFragment Extract(string field, SqlFragment moment) => Field(field switch
    {
        "YEAR" => DateField.Year,
        "MONTH" => DateField.Month,
        "DAY" => DateField.Day,
        "HOUR" => DateField.Hour,
        "MINUTE" => DateField.Minute,
        "SECOND" => DateField.Second,
        _ => throw new UntranslatableException($"it takes the {field.ToLowerInvariant()} out of a date"),
    }, moment);

    private SqlFragment AddInterval(SqlFragment moment, IntervalExpr interval, bool subtract, SqlScope scope) =>
        interval.Unit is "YEAR" or "MONTH" or "WEEK" or "DAY" or "HOUR" or "MINUTE" or "SECOND"
            ? Add(moment, subtract, Number(interval.Value, scope).Wrapped, interval.Unit)
            : throw new UntranslatableException($"it adds an interval in {interval.Unit.ToLowerInvariant()}");

    private SqlFragment? Temporal(SqlFunction function, IReadOnlyList<SqlExpr> a, SqlScope scope)
    {
        switch (function)
        {
            case SqlFunction.Now:
                return Now(new NowExpr("TIMESTAMP", a is [NumberExpr digits] ? int.Parse(digits.Text) : null));
            case SqlFunction.Today:
                return Now(new NowExpr("DATE", null));
            case SqlFunction.UtcNow or SqlFunction.UtcToday or SqlFunction.UnixNow:
                RefuseNow();
                return FromForm(function, []);
            case SqlFunction.Year:
                return Field(DateField.Year, Value(a[0], scope));
            case SqlFunction.Month:
                return Field(DateField.Month, Value(a[0], scope));
            case SqlFunction.Day:
                return Field(DateField.Day, Value(a[0], scope));
            case SqlFunction.Hour:
                return Field(DateField.Hour, Value(a[0], scope));
            case SqlFunction.Minute:
                return Field(DateField.Minute, Value(a[0], scope));
            case SqlFunction.Second:
                return Field(DateField.Second, Value(a[0], scope));
            case SqlFunction.DatePart when a is [TextExpr or CastExpr { Operand: TextExpr }, { } of]:
                var field = (TextExpr)(a[0] is CastExpr cast ? cast.Operand : a[0]);
                return Extract(field.Value.ToUpperInvariant(), Value(of, scope));
            case SqlFunction.Date when From.NowIsLiteral && a[0] is TextExpr { Value: "now" }:
                return Now(new NowExpr("DATE", null));
            case SqlFunction.Date:
                return DateOf(Value(a[0], scope));
            case SqlFunction.DateAdd or SqlFunction.DateSubtract when a is [{ } from, IntervalExpr interval]:
                return AddInterval(Value(from, scope), interval, function == SqlFunction.DateSubtract, scope);
            case SqlFunction.DateDiff:
                return DaysBetween(DateOf(Value(a[0], scope)), DateOf(Value(a[1], scope)));
            case SqlFunction.FormatDate when a is [{ } of, TextExpr format]:
                return Format(Value(of, scope), format.Value);
            default:
                return null;
        }
    }
}
