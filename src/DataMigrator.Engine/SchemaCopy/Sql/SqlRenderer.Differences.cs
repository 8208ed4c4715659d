using System.Text.RegularExpressions;

namespace DataMigrator.SchemaCopy.Sql;

/// <content>Operators and functions that have one name in several databases and do not yield the same.</content>
internal sealed partial class SqlRenderer
{
    private const string Midnight = " 00:00:00";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$")]
    private static partial Regex DateLiteral { get; }

    private static bool IsWhole(SqlExpr? expr) => expr is NumberExpr number && number.Text.All(char.IsAsciiDigit);

    /// <summary>SQLite makes whole numbers of both sides, and PostgreSQL has no remainder of approximate ones.</summary>
    private void RefuseRemainder(SqlType type)
    {
        if (!_same && (type == SqlType.Float || (type == SqlType.Decimal && (_fromSqlite || _toSqlite))))
        {
            throw new UntranslatableException("it takes the remainder of numbers that are not whole");
        }
    }

    /// <summary>A number of characters. Of one below zero MySQL makes none, PostgreSQL an error, and SQLite and PostgreSQL's LEFT
    /// and RIGHT count from elsewhere.</summary>
    private string Characters(SqlExpr expr, SqlScope scope, bool ofAnEnd)
    {
        Piece count = Number(expr, scope);
        if (_same || IsWhole(expr))
        {
            return count.Sql;
        }

        if (_fromSqlite || (_fromPostgres && ofAnEnd))
        {
            throw new UntranslatableException("it takes a number of characters that may be below zero");
        }

        string sql = _fromMySql ? $"CASE WHEN {count.Wrapped} < 0 THEN 0 ELSE {count.Wrapped} END" : count.Sql;
        return _toPostgres ? $"({sql})::integer" : sql;
    }

    private Piece Pad(string name, IReadOnlyList<SqlExpr> a, SqlScope scope) => _same || (IsWhole(a[1]) && a[2] is TextExpr { Value.Length: > 0 })
        ? new Piece($"{name}({Text(a[0], scope).Sql}, {Number(a[1], scope).Sql}, {Text(a[2], scope).Sql})", SqlType.Text)
        : throw new UntranslatableException($"it calls {name.ToLowerInvariant()} with something else than a fixed length and text");

    /// <summary>Exact numbers are rounded alike. Of approximate ones PostgreSQL and MySQL take a half to the even side where no
    /// digits are kept; elsewhere their neighbours in decimal digits decide.</summary>
    private Piece Round(IReadOnlyList<SqlExpr> a, SqlScope scope)
    {
        Piece number = Number(a[0], scope);
        bool whole = a.Count == 1 || a[1] is NumberExpr { Text: "0" };
        if (!_same && !whole && !IsWhole(a[1]) && (_fromSqlite || _toSqlite))
        {
            throw new UntranslatableException("it rounds to a number of digits that may be below zero");
        }

        if (!_same && number.Type == SqlType.Float && (!whole || _fromSqlite || _toSqlite))
        {
            Notes.Add("ROUND may take a half of an approximate number to the other side");
        }

        bool approximate = _toPostgres && number.Type == SqlType.Float;
        return a.Count == 1 || (approximate && whole)
            ? new Piece($"ROUND({number.Sql})", number.Type)
            : new Piece($"ROUND({(approximate ? number.Wrapped + "::numeric" : number.Sql)}, {Number(a[1], scope).Sql})",
                approximate ? SqlType.Decimal : number.Type);
    }

    /// <summary>Of SUM over whole numbers MySQL makes a decimal, SQLite a whole number, PostgreSQL one or the other.</summary>
    private Piece Sum(Piece sum) => !_toPostgres || _fromPostgres || sum.Type != SqlType.Integer ? sum
        : _fromMySql ? sum with { Type = SqlType.Decimal }
        : new Piece(sum.Sql + "::bigint", SqlType.Integer);

    private void RefuseSum(BinaryExpr division)
    {
        if (_fromPostgres && !_toPostgres && SqlWalk.All(division).Any(e => e is CallExpr call
            && call.Name.Equals("SUM", StringComparison.OrdinalIgnoreCase)))
        {
            throw new UntranslatableException("it divides a sum, which PostgreSQL does by the type of what was summed up");
        }
    }

    /// <summary>Both sides of a comparison in MySQL or SQLite, which compare values of any types, each by rules of its own.</summary>
    private (Piece Left, Piece Right) ComparableByRule(SqlExpr leftExpr, Piece left, SqlExpr rightExpr, Piece right)
    {
        int a = Kind(left.Type);
        int b = Kind(right.Type);
        if (_same || a < 0 || b < 0)
        {
            return (left, right);
        }

        if (a == 3 && b == 3 && _toSqlite && left.Type != right.Type)
        {
            return (AsMoment(left), AsMoment(right));
        }

        return a == b ? (left, right)
            : rightExpr is TextExpr rightText ? (left, Literal(rightText, leftExpr, left.Type))
            : leftExpr is TextExpr leftText ? (Literal(leftText, rightExpr, right.Type), right)
            : throw new UntranslatableException("it compares values of types that the databases compare by other rules");
    }

    /// <summary>A text beside a value of another type, which both databases must take for one of that type.</summary>
    private Piece Literal(TextExpr text, SqlExpr beside, SqlType type)
    {
        // SQLite takes a text for a number beside a column, not beside a calculation.
        bool number = Kind(type) == 1 && type != SqlType.Boolean && (!_fromSqlite || beside is NameExpr)
            && Regex.IsMatch(text.Value, @"^-?\d{1,28}(\.\d{1,28})?$");
        if (number)
        {
            return new Piece(text.Value, NumberType(text.Value), text.Value[0] != '-');
        }

        bool date = type is SqlType.Date or SqlType.Timestamp && DateLiteral.IsMatch(text.Value);
        bool time = type == SqlType.Time && Regex.IsMatch(text.Value, @"^\d\d:\d\d:\d\d$");
        bool dateOnly = text.Value.Length == "yyyy-MM-dd".Length;
        if (!time && (!date || (type == SqlType.Date && !dateOnly)))
        {
            throw new UntranslatableException("it compares values of types that the databases compare by other rules");
        }

        // SQLite compares them as texts.
        string value = _toSqlite && type == SqlType.Timestamp && dateOnly ? text.Value + Midnight : text.Value;
        return new Piece(TargetSyntax.Text(target, value), SqlType.Text);
    }

    private static Piece AsMoment(Piece piece) => piece.Type switch
    {
        SqlType.Date => new Piece($"DATETIME({piece.Sql})", SqlType.Timestamp),
        SqlType.Timestamp => piece,
        _ => throw new UntranslatableException("it compares moments of a zone with others"),
    };

    /// <summary>To SQLite a date is a text: the first of January is before its midnight.</summary>
    private void NoteMidnight(SqlExpr leftExpr, SqlType left, SqlExpr rightExpr, SqlType right)
    {
        bool mixed = (left, right) is (SqlType.Date, SqlType.Timestamp) or (SqlType.Timestamp, SqlType.Date);
        bool literal = (left == SqlType.Timestamp && rightExpr is TextExpr { Value.Length: <= 10 })
            || (right == SqlType.Timestamp && leftExpr is TextExpr { Value.Length: <= 10 });
        if (_fromSqlite && !_toSqlite && (mixed || literal))
        {
            Notes.Add("a date beside a date with a time is compared as its midnight, not as a text");
        }
    }

    /// <summary>Values of one kind compare alike everywhere: numbers, texts, dates; -1 for what is not known.</summary>
    private static int Kind(SqlType type) => type switch
    {
        SqlType.Integer or SqlType.Decimal or SqlType.Float or SqlType.Boolean => 1,
        SqlType.Text or SqlType.Enum or SqlType.Uuid => 2,
        SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz => 3,
        SqlType.Null or SqlType.Unknown or SqlType.Other => -1,
        _ => 100 + (int)type,
    };
}
