using System.Text.RegularExpressions;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Comparisons, which each database makes by rules of its own where the sides are of different types.</content>
internal sealed partial class SqlRenderer
{
    private const string Midnight = " 00:00:00";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$")]
    private static partial Regex DateLiteral { get; }

    /// <summary>Both sides of a comparison, so that the target compares what the source compared.</summary>
    private (Piece Left, Piece Right) Comparable(SqlExpr leftExpr, SqlExpr rightExpr, SqlScope scope)
    {
        Piece left = Value(leftExpr, scope);
        Piece right = Value(rightExpr, scope);
        NoteMidnight(leftExpr, left.Type, rightExpr, right.Type);
        if (!_toPostgres)
        {
            return ComparableByRule(leftExpr, left, rightExpr, right);
        }

        if (left.Type == SqlType.Boolean && right.Type is SqlType.Integer or SqlType.Decimal)
        {
            return rightExpr is NumberExpr { Text: "0" or "1" } number
                ? (left, new Piece(number.Text == "1" ? "TRUE" : "FALSE", SqlType.Boolean))
                : (Number(leftExpr, scope), right);
        }

        if (right.Type == SqlType.Boolean && left.Type is SqlType.Integer or SqlType.Decimal)
        {
            (right, left) = Comparable(rightExpr, leftExpr, scope);
            return (left, right);
        }

        if (leftExpr is TextExpr leftText)
        {
            return (Coerced(leftText, left, right.Type), Plain(rightExpr, leftText, right, scope));
        }

        if (rightExpr is TextExpr rightText)
        {
            return (Plain(leftExpr, rightText, left, scope), Coerced(rightText, right, left.Type));
        }

        if (left.Type == SqlType.Enum && right.Type == SqlType.Enum && left.Sql != right.Sql)
        {
            return (Text(leftExpr, scope), Text(rightExpr, scope));
        }

        if (Groups(left.Type) != Groups(right.Type) && left.Type != SqlType.Null && right.Type != SqlType.Null)
        {
            return left.Type is SqlType.Enum or SqlType.Uuid && right.Type == SqlType.Text
                ? (Text(leftExpr, scope), right)
                : right.Type is SqlType.Enum or SqlType.Uuid && left.Type == SqlType.Text
                    ? (left, Text(rightExpr, scope))
                    : throw new UntranslatableException("it compares values of types that PostgreSQL does not compare");
        }

        return (left, right);
    }

    /// <summary>A literal beside a column of another type: PostgreSQL reads it as that type, so it must be one.</summary>
    private static Piece Coerced(TextExpr text, Piece piece, SqlType other)
    {
        bool fits = other switch
        {
            SqlType.Text or SqlType.Null or SqlType.Enum => true,
            SqlType.Integer or SqlType.Decimal or SqlType.Float => decimal.TryParse(text.Value, out _),
            SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz => LooksLikeDate(text.Value),
            SqlType.Uuid => Guid.TryParse(text.Value, out _),
            SqlType.Boolean => text.Value is "0" or "1",
            _ => false,
        };
        return fits ? piece : throw new UntranslatableException("it compares values of types that PostgreSQL does not compare");
    }

    /// <summary>An enum beside a text that is none of its labels is compared as text.</summary>
    private Piece Plain(SqlExpr expr, TextExpr other, Piece piece, SqlScope scope) =>
        piece.Type == SqlType.Enum && !IsLabel(other, expr, scope) ? Text(expr, scope) : piece;

    private static bool IsLabel(TextExpr text, SqlExpr column, SqlScope scope) =>
        column is NameExpr name && scope.Find(name.Qualifier, name.Name) is { } found
        && found.Column.Labels.Contains(text.Value);

    private static bool LooksLikeDate(string text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && DateTime.TryParse(text, out _);

    /// <summary>The types that PostgreSQL compares with each other: numbers 1, texts 2, dates 3.</summary>
    private static int Groups(SqlType type) => type switch
    {
        SqlType.Integer or SqlType.Decimal or SqlType.Float => 1,
        SqlType.Text => 2,
        SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz => 3,
        SqlType.Unknown => -1,
        _ => 100 + (int)type,
    };

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
        return new Piece(target.Text(value), SqlType.Text);
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

    /// <summary>As <see cref="Groups"/>, where MySQL and SQLite are not as strict: truths are numbers, labels and UUIDs texts;
    /// below zero for what is not known.</summary>
    private static int Kind(SqlType type) => type switch
    {
        SqlType.Boolean => Groups(SqlType.Integer),
        SqlType.Enum or SqlType.Uuid => Groups(SqlType.Text),
        SqlType.Null or SqlType.Other => Groups(SqlType.Unknown),
        _ => Groups(type),
    };
}
