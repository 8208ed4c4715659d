using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>Expressions and queries in SQLite's words.</summary>
internal sealed class SqliteWriter(SqlLanguage source, SqliteLanguage target, IRelations relations) : SqlWriter(source, target, relations)
{
    protected override string NullSafeEquality => "IS";

    protected override string? AllRows => "-1";

    protected override SqlFragment Bits(string bits) => throw new UntranslatableException("it holds a bit string");

    // Parentheses around a query are no query within UNION.
    protected override string Nested(string query) => $"SELECT * FROM ({query})";

    protected override SqlFragment ExactDivision(SqlFragment a, string b, SqlType wider) =>
        new($"CAST({a.Sql} AS REAL) / {b}", SqlType.Float, false);

    protected override (SqlFragment Text, string Symbol, SqlFragment Pattern) LikeForm(SqlFragment text, SqlFragment pattern, bool ignoreCase) =>
        ignoreCase ? (text, "LIKE", pattern)
            : throw new UntranslatableException("LIKE minds the case in the source and does not in SQLite");

    protected override string? CastName(CastKind kind, string arguments) => SqliteCasts.Write(kind);

    protected override SqlFragment CutText(SqlFragment value, string length) => new($"SUBSTR(CAST({value.Sql} AS TEXT), 1, {length})", SqlType.Text);

    protected override SqlFragment MidnightOf(SqlFragment date) => new($"DATETIME({date.Sql})", SqlType.Timestamp);

    protected override SqlFragment Present(string what, string digits) => base.Present(what, "");

    protected override SqlFragment Field(DateField field, SqlFragment moment) =>
        new($"CAST(STRFTIME('{SqliteFormats.Write[field]}', {moment.Sql}) AS INTEGER)", SqlType.Integer);

    protected override SqlFragment DaysBetween(SqlFragment later, SqlFragment earlier) =>
        new($"CAST(JULIANDAY({later.Sql}) - JULIANDAY({earlier.Sql}) AS INTEGER)", SqlType.Integer);

    protected override SqlFragment Add(SqlFragment moment, bool subtract, string amount, string unit) =>
        throw new UntranslatableException("it adds an interval to a date");

    protected override SqlFragment Format(SqlFragment moment, string format) => Deterministic
        ? throw new UntranslatableException("it formats a date")
        : new SqlFragment($"STRFTIME({Target.Text(FormatIn(format, SqliteFormats.Write, letters: true))}, {moment.Sql})", SqlType.Text);

    protected override SqlFragment ConcatGroup(CallExpr call, SqlFragment text, string separator, bool othersOrder, SqlScope scope)
    {
        if (call.Distinct && (othersOrder || separator != ","))
        {
            throw new UntranslatableException(othersOrder ? "it joins DISTINCT texts in the order of something else, which SQLite can't"
                : "SQLite joins DISTINCT texts with a comma only");
        }

        if (call.OrderBy.Count > 0)
        {
            throw new UntranslatableException("it joins texts in an order, and SQLite before 3.44 opens no database that holds such a view");
        }

        return new SqlFragment(call.Distinct ? $"GROUP_CONCAT(DISTINCT {text.Sql})" : $"GROUP_CONCAT({text.Sql}, {Target.Text(separator)})",
            SqlType.Text);
    }
}
