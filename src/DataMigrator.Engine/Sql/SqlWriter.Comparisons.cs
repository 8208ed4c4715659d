using System.Text.RegularExpressions;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Comparisons, which each database makes by rules of its own where the sides are of different types.</content>
internal abstract partial class SqlWriter
{
    /// <summary>A date as the moment at which it begins, where dates are texts.</summary>
    protected virtual SqlFragment MidnightOf(SqlFragment date) => date;

    private const string Midnight = " 00:00:00";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$")]
    private static partial Regex DateLiteral { get; }

    /// <summary>Both sides of a comparison, so that the target compares what the source compared.</summary>
    private (SqlFragment Left, SqlFragment Right) Comparable(SqlExpr leftExpr, SqlExpr rightExpr, SqlScope scope)
    {
        SqlFragment left = Value(leftExpr, scope);
        SqlFragment right = Value(rightExpr, scope);
        NoteMidnight(leftExpr, left.Type, rightExpr, right.Type);
        return To.TypesAreStrict ? ComparableByType(leftExpr, left, rightExpr, right, scope) : ComparableByRule(leftExpr, left, rightExpr, right);
    }

    /// <summary>Both sides where types are strict.</summary>
    private (SqlFragment Left, SqlFragment Right) ComparableByType(SqlExpr leftExpr, SqlFragment left, SqlExpr rightExpr, SqlFragment right,
        SqlScope scope)
    {
        if (left.Type == SqlType.Boolean && right.Type is SqlType.Integer or SqlType.Decimal)
        {
            return rightExpr is NumberExpr { Text: "0" or "1" } number
                ? (left, new SqlFragment(number.Text == "1" ? "TRUE" : "FALSE", SqlType.Boolean))
                : (Number(leftExpr, scope), right);
        }

        if (right.Type == SqlType.Boolean && left.Type is SqlType.Integer or SqlType.Decimal)
        {
            (right, left) = Comparable(rightExpr, leftExpr, scope);
            return (left, right);
        }

        if (leftExpr is TextExpr leftText)
        {
            return (Coerced(leftText, left, right.Type), EnumAsText(rightExpr, leftText, right, scope));
        }

        if (rightExpr is TextExpr rightText)
        {
            return (EnumAsText(leftExpr, rightText, left, scope), Coerced(rightText, right, left.Type));
        }

        if (left.Type == SqlType.Enum && right.Type == SqlType.Enum && left.Sql != right.Sql)
        {
            return (Text(leftExpr, scope), Text(rightExpr, scope));
        }

        if (ComparisonGroup(left.Type) != ComparisonGroup(right.Type) && left.Type != SqlType.Null && right.Type != SqlType.Null)
        {
            return left.Type is SqlType.Enum or SqlType.Uuid && right.Type == SqlType.Text
                ? (Text(leftExpr, scope), right)
                : right.Type is SqlType.Enum or SqlType.Uuid && left.Type == SqlType.Text
                    ? (left, Text(rightExpr, scope))
                    : throw NotCompared();
        }

        return (left, right);
    }

    private UntranslatableException NotCompared() => new($"it compares values of types that {target.Title} does not compare");

    /// <summary>A literal beside a column of another type is read as that type, so it must be one.</summary>
    private SqlFragment Coerced(TextExpr text, SqlFragment piece, SqlType other)
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
        return fits ? piece : throw NotCompared();
    }

    /// <summary>An enum beside a text that is none of its labels is compared as text.</summary>
    private SqlFragment EnumAsText(SqlExpr expr, TextExpr other, SqlFragment piece, SqlScope scope) =>
        piece.Type == SqlType.Enum && !IsLabel(other, expr, scope) ? Text(expr, scope) : piece;

    private static bool IsLabel(TextExpr text, SqlExpr column, SqlScope scope) =>
        column is NameExpr name && scope.Find(name.Qualifier, name.Name) is { } found
        && found.Column.Labels.Contains(text.Value);

    private static bool LooksLikeDate(string text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && DateTime.TryParse(text, out _);

    /// <summary>Both sides of a comparison where values of any types are compared, by rules of each database.</summary>
    private (SqlFragment Left, SqlFragment Right) ComparableByRule(SqlExpr leftExpr, SqlFragment left, SqlExpr rightExpr, SqlFragment right)
    {
        int a = LooseGroup(left.Type);
        int b = LooseGroup(right.Type);
        if (SameMeaning || a < 0 || b < 0)
        {
            return (left, right);
        }

        if (a == 3 && b == 3 && To.DatesAreTexts && left.Type != right.Type)
        {
            return (AsMoment(left), AsMoment(right));
        }

        return a == b ? (left, right)
            : rightExpr is TextExpr rightText ? (left, Literal(rightText, leftExpr, left.Type))
            : leftExpr is TextExpr leftText ? (Literal(leftText, rightExpr, right.Type), right)
            : throw new UntranslatableException("it compares values of types that the databases compare by other rules");
    }

    /// <summary>A text beside a value of another type, which both databases must take for one of that type.</summary>
    private SqlFragment Literal(TextExpr text, SqlExpr beside, SqlType type)
    {
        bool number = LooseGroup(type) == 1 && type != SqlType.Boolean && (!From.TextsAreNumbersBesideColumns || beside is NameExpr)
            && Regex.IsMatch(text.Value, @"^-?\d{1,28}(\.\d{1,28})?$");
        if (number)
        {
            return new SqlFragment(text.Value, NumberType(text.Value), text.Value[0] != '-');
        }

        bool date = type is SqlType.Date or SqlType.Timestamp && DateLiteral.IsMatch(text.Value);
        bool time = type == SqlType.Time && Regex.IsMatch(text.Value, @"^\d\d:\d\d:\d\d$");
        bool dateOnly = text.Value.Length == "yyyy-MM-dd".Length;
        if (!time && (!date || (type == SqlType.Date && !dateOnly)))
        {
            throw new UntranslatableException("it compares values of types that the databases compare by other rules");
        }

        string value = To.DatesAreTexts && type == SqlType.Timestamp && dateOnly ? text.Value + Midnight : text.Value;
        return new SqlFragment(target.Text(value), SqlType.Text);
    }

    private SqlFragment AsMoment(SqlFragment piece) => piece.Type switch
    {
        SqlType.Date => MidnightOf(piece),
        SqlType.Timestamp => piece,
        _ => throw new UntranslatableException("it compares moments of a zone with others"),
    };

    /// <summary>As a text the first of January is before its midnight.</summary>
    private void NoteMidnight(SqlExpr leftExpr, SqlType left, SqlExpr rightExpr, SqlType right)
    {
        bool mixed = (left, right) is (SqlType.Date, SqlType.Timestamp) or (SqlType.Timestamp, SqlType.Date);
        bool literal = (left == SqlType.Timestamp && rightExpr is TextExpr { Value.Length: <= 10 })
            || (right == SqlType.Timestamp && leftExpr is TextExpr { Value.Length: <= 10 });
        if (From.DatesAreTexts && !To.DatesAreTexts && (mixed || literal))
        {
            Notes.Add("a date beside a date with a time is compared as its midnight, not as a text");
        }
    }

    /// <summary>As <see cref="ComparisonGroup"/>, where types are not as strict: truths are numbers, labels and UUIDs texts; below
    /// zero for what is not known.</summary>
    private static int LooseGroup(SqlType type) => type switch
    {
        SqlType.Boolean => ComparisonGroup(SqlType.Integer),
        SqlType.Enum or SqlType.Uuid => ComparisonGroup(SqlType.Text),
        SqlType.Null or SqlType.Other => ComparisonGroup(SqlType.Unknown),
        _ => ComparisonGroup(type),
    };
}
