using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Operators and functions that have one name in several databases and do not yield the same.</content>
internal sealed partial class SqlRenderer
{
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
}
