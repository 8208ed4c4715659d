using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Dates and times.</content>
internal sealed partial class SqlRenderer
{
    private Piece Now(NowExpr now)
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it depends on the current time");
        }

        // SQLite's moments of now are in UTC, the others' in the session's zone.
        if (_fromSqlite && now.What != "TIME")
        {
            return now.What == "DATE" ? UtcToday() : UtcNow();
        }

        string digits = now.Precision is > 0 && !_toSqlite ? $"({now.Precision})" : "";
        return (now.What, target.Kind) switch
        {
            ("DATE", _) => new Piece("CURRENT_DATE", SqlType.Date),
            ("TIME", DatabaseKind.Postgres) => new Piece("LOCALTIME" + digits, SqlType.Time),
            ("TIME", _) => new Piece("CURRENT_TIME" + digits, SqlType.Time),
            ("LOCALTIMESTAMP", DatabaseKind.Postgres) => new Piece("LOCALTIMESTAMP" + digits, SqlType.Timestamp),
            (_, DatabaseKind.Postgres) => new Piece("CURRENT_TIMESTAMP" + digits, SqlType.TimestampTz),
            _ => new Piece("CURRENT_TIMESTAMP" + digits, SqlType.Timestamp),
        };
    }

    private Piece? Temporal(string name, IReadOnlyList<SqlExpr> a, SqlScope scope)
    {
        switch (name)
        {
            case "NOW":
                return Now(new NowExpr("TIMESTAMP", a is [NumberExpr digits] ? int.Parse(digits.Text) : null));
            case "UTCNOW":
                return UtcNow();
            case "TODAY":
                return Now(new NowExpr("DATE", null));
            case "YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND" when a.Count == 1:
                return Extract(name, Value(a[0], scope));
            case "DATE_PART" when a is [TextExpr or CastExpr { Operand: TextExpr }, { } of]:
                var field = (TextExpr)(a[0] is CastExpr cast ? cast.Operand : a[0]);
                return Extract(field.Value.ToUpperInvariant(), Value(of, scope));
            case "DATE" when a.Count == 1 && (_fromMySql || _fromPostgres):
                return ToDate(Value(a[0], scope));
            case "DATE_ADD" or "DATE_SUB" when a is [{ } from, IntervalExpr interval]:
                return AddInterval(Value(from, scope), interval, name == "DATE_SUB", scope);
            case "DATEDIFF" when a.Count == 2:
                Piece later = ToDate(Value(a[0], scope));
                Piece earlier = ToDate(Value(a[1], scope));
                return _toPostgres ? new Piece($"{later.Sql} - {earlier.Sql}", SqlType.Integer, false)
                    : _toSqlite ? new Piece($"CAST(JULIANDAY({later.Sql}) - JULIANDAY({earlier.Sql}) AS INTEGER)", SqlType.Integer)
                    : new Piece($"DATEDIFF({later.Sql}, {earlier.Sql})", SqlType.Integer);
            case "DATE_FORMAT" when a is [{ } of, TextExpr format]:
                return Format(Value(of, scope), format.Value);
            case "SQLITE_DATETIME" when IsNow(a):
                return UtcNow();
            case "SQLITE_DATE" when IsNow(a):
                return UtcToday();
            case "SQLITE_DATE" when a.Count == 1 && !_toSqlite:
                return ToDate(Value(a[0], scope));
            case "SQLITE_STRFTIME" when a is [TextExpr format, { } of]:
                return Strftime(format.Value, of, scope);
            default:
                return null;
        }
    }

    private static bool IsNow(IReadOnlyList<SqlExpr> a) => a.Count == 0
        || (a.Count == 1 && (a[0] as TextExpr)?.Value.Equals("now", StringComparison.OrdinalIgnoreCase) == true);

    private void RefuseNow()
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it depends on the current time");
        }
    }

    private Piece UtcNow()
    {
        RefuseNow();
        return target.Kind switch
        {
            DatabaseKind.Postgres => new Piece("CURRENT_TIMESTAMP AT TIME ZONE 'UTC'", SqlType.Timestamp, false),
            DatabaseKind.Sqlite => new Piece("CURRENT_TIMESTAMP", SqlType.Timestamp),
            _ => new Piece("UTC_TIMESTAMP()", SqlType.Timestamp),
        };
    }

    private Piece UtcToday()
    {
        RefuseNow();
        return _toPostgres ? new Piece("(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')::date", SqlType.Date)
            : _toMySql ? new Piece("UTC_DATE()", SqlType.Date)
            : new Piece("CURRENT_DATE", SqlType.Date);
    }

    private Piece Strftime(string format, SqlExpr of, SqlScope scope)
    {
        bool now = IsNow([of]);
        Piece moment = now ? UtcNow() : Value(of, scope);
        if (now && format is "%Y-%m-%d %H:%M:%S" or "%Y-%m-%d %H:%M:%f" or "%Y-%m-%dT%H:%M:%fZ" or "%Y-%m-%dT%H:%M:%SZ")
        {
            return moment;
        }

        string? field = format switch
        {
            "%Y" => "YEAR", "%m" => "MONTH", "%d" => "DAY", "%H" => "HOUR", "%M" => "MINUTE", "%S" => "SECOND",
            _ => null,
        };
        if (format == "%s" && now && !_toSqlite)
        {
            return new Piece(_toPostgres ? "EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)::bigint" : "UNIX_TIMESTAMP()",
                SqlType.Integer, false);
        }

        RefuseFormat();
        return field is null || _toSqlite
            ? throw new UntranslatableException("it formats a date")
            : _toPostgres
                ? new Piece($"TO_CHAR({Moment(moment).Sql}, '{PostgresFormat("%" + format[1])}')", SqlType.Text)
                : new Piece($"DATE_FORMAT({moment.Sql}, '{(format == "%M" ? "%i" : format)}')", SqlType.Text);
    }

    private Piece Moment(Piece piece)
    {
        RefuseZone(piece.Type);
        return piece.Type is SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz or SqlType.Time or SqlType.Null
            ? piece
            : throw new UntranslatableException("it calculates with a date that is no date in the target");
    }

    private void RefuseZone(SqlType type)
    {
        if (Deterministic && _toPostgres && type == SqlType.TimestampTz)
        {
            throw new UntranslatableException("the parts of a moment depend on the session's zone");
        }
    }

    private Piece ToDate(Piece piece) => target.Kind switch
    {
        DatabaseKind.Postgres => new Piece(Moment(piece).Wrapped + "::date", SqlType.Date),
        DatabaseKind.Sqlite => new Piece($"DATE({piece.Sql})", SqlType.Date),
        _ => new Piece($"DATE({piece.Sql})", SqlType.Date),
    };

    private Piece Extract(string field, Piece of)
    {
        if (field is not ("YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND"))
        {
            return _toPostgres && _fromPostgres
                ? new Piece($"EXTRACT({field} FROM {of.Sql})", SqlType.Decimal)
                : throw new UntranslatableException($"it takes the {field.ToLowerInvariant()} out of a date");
        }

        if (_toPostgres)
        {
            string moment = Moment(of).Sql;
            return new Piece(field == "SECOND" && !_fromPostgres
                ? $"FLOOR(EXTRACT(SECOND FROM {moment}))::integer"
                : $"EXTRACT({field} FROM {moment})::integer", SqlType.Integer);
        }

        if (_toMySql)
        {
            return new Piece($"EXTRACT({field} FROM {of.Sql})", SqlType.Integer);
        }

        string format = field switch
        {
            "YEAR" => "%Y", "MONTH" => "%m", "DAY" => "%d", "HOUR" => "%H", "MINUTE" => "%M", _ => "%S",
        };
        return new Piece($"CAST(STRFTIME('{format}', {of.Sql}) AS INTEGER)", SqlType.Integer);
    }

    private Piece AddInterval(Piece from, IntervalExpr interval, bool subtract, SqlScope scope)
    {
        if (interval.Unit is not ("YEAR" or "MONTH" or "WEEK" or "DAY" or "HOUR" or "MINUTE" or "SECOND"))
        {
            throw new UntranslatableException($"it adds an interval in {interval.Unit.ToLowerInvariant()}");
        }

        string amount = Number(interval.Value, scope).Wrapped;
        if (_toPostgres)
        {
            string result = $"{Moment(from).Wrapped} {(subtract ? "-" : "+")} {amount} * INTERVAL '1 {interval.Unit.ToLowerInvariant()}'";
            bool day = from.Type == SqlType.Date && interval.Unit is "YEAR" or "MONTH" or "WEEK" or "DAY";
            return day ? new Piece($"({result})::date", SqlType.Date)
                : new Piece(result, from.Type == SqlType.Date ? SqlType.Timestamp : from.Type, false);
        }

        if (_toMySql)
        {
            return new Piece($"{from.Wrapped} {(subtract ? "-" : "+")} INTERVAL {amount} {interval.Unit}", from.Type, false);
        }

        throw new UntranslatableException("it adds an interval to a date");
    }

    /// <summary>MariaDB's depends on the session's language.</summary>
    private void RefuseFormat()
    {
        if (Deterministic && target.Kind == DatabaseKind.MariaDb)
        {
            throw new UntranslatableException("it formats a date");
        }
    }

    private Piece Format(Piece of, string format)
    {
        RefuseFormat();
        if (_toMySql)
        {
            return new Piece($"DATE_FORMAT({of.Sql}, {target.Text(format)})", SqlType.Text);
        }

        if (Deterministic)
        {
            throw new UntranslatableException("it formats a date");
        }

        return _toPostgres
            ? new Piece($"TO_CHAR({Moment(of).Sql}, {target.Text(PostgresFormat(format))})", SqlType.Text)
            : new Piece($"STRFTIME({target.Text(SqliteFormat(format))}, {of.Sql})", SqlType.Text);
    }

    private string PostgresFormat(string format)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(char.IsAsciiLetter(format[i])
                    ? throw new UntranslatableException("it formats a date with words")
                    : format[i]);
                continue;
            }

            text.Append(format.ElementAtOrDefault(++i) switch
            {
                'Y' => "YYYY", 'y' => "YY", 'm' => "MM", 'd' => "DD", 'H' => "HH24", 'i' => "MI", 's' or 'S' => "SS",
                'M' when _fromSqlite => "MI",
                _ => throw new UntranslatableException("it formats a date with words"),
            });
        }

        return text.ToString();
    }

    private static string SqliteFormat(string format)
    {
        foreach (int at in Enumerable.Range(0, format.Length).Where(i => format[i] == '%'))
        {
            if (format.ElementAtOrDefault(at + 1) is not ('Y' or 'm' or 'd' or 'H' or 'i' or 's' or 'S'))
            {
                throw new UntranslatableException("it formats a date with words");
            }
        }

        return format.Replace("%i", "%M", StringComparison.Ordinal).Replace("%s", "%S", StringComparison.Ordinal);
    }
}
