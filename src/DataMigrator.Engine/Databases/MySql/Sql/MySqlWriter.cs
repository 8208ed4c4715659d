using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Expressions and queries in MySQL's words.</summary>
internal class MySqlWriter(SqlLanguage source, MySqlLanguage target, IRelations relations) : SqlWriter(source, target, relations)
{
    /// <summary>Characters of a text in a recursion, whose columns are as wide as the first rows make them.</summary>
    private const int RecursiveText = 10_000;

    protected override string NullSafeEquality => "<=>";

    protected override string? AllRows => "18446744073709551615";

    protected override bool HasFullJoin => false;

    protected override bool OrdersNulls => false;

    protected override bool HasGroupFrames => false;

    protected override bool HasFilter => false;

    protected override string WholeDivision => "DIV";

    protected override string? RecursionNote => "its recursion fails after cte_max_recursion_depth rounds (1,000 unless set)";

    // A CHECK takes conditions only.
    protected override SqlFragment AsCondition(SqlFragment value) => Deterministic && IsNumber(value.Type) ? NotZero(value) : value;

    protected override SqlFragment Bits(string bits) => new("b'" + bits + "'", SqlType.Bits);

    // Columns keep their collation, which may not mind the case.
    protected override SqlFragment Collate(CollateExpr collate, SqlScope scope) => !SameMeaning ? base.Collate(collate, scope)
        : collate.Collation.EndsWith("_bin", StringComparison.OrdinalIgnoreCase)
            ? new SqlFragment(Text(collate.Operand, scope).Wrapped + " COLLATE utf8mb4_bin", SqlType.Text, false)
            : throw new UntranslatableException($"it uses the collation {collate.Collation}");

    protected override SqlFragment Concatenation(IReadOnlyList<SqlFragment> texts) =>
        new("CONCAT(" + string.Join(", ", texts.Select(t => t.Sql)) + ")", SqlType.Text);

    protected override SqlFragment ExactDivision(SqlFragment a, string b, SqlType wider) => new(a.Wrapped + " / " + b, SqlType.Decimal, false);

    protected override SqlFragment Signed(string sql) => new($"CAST({sql} AS SIGNED)", SqlType.Integer);

    protected override (SqlFragment Text, string Symbol, SqlFragment Pattern) LikeForm(SqlFragment text, SqlFragment pattern, bool ignoreCase) =>
        ignoreCase && From.LikeCase != LikeCase.ByCollation
            ? (new SqlFragment($"LOWER({text.Sql})", SqlType.Text), "LIKE", new SqlFragment($"LOWER({pattern.Sql})", SqlType.Text))
            : (text, "LIKE", pattern);

    // A bare decimal has no digits after the point.
    protected override string? CastName(CastKind kind, string arguments) =>
        MySqlCasts.Write(kind, kind == CastKind.Decimal && arguments.Length == 0 && From.BareDecimalKeepsDigits ? "(65,30)" : arguments);

    protected override SqlFragment Field(DateField field, SqlFragment moment) =>
        new($"EXTRACT({field.ToString().ToUpperInvariant()} FROM {moment.Sql})", SqlType.Integer);

    protected override SqlFragment DaysBetween(SqlFragment later, SqlFragment earlier) => new($"DATEDIFF({later.Sql}, {earlier.Sql})", SqlType.Integer);

    protected override SqlFragment Add(SqlFragment moment, bool subtract, string amount, string unit) =>
        new($"{moment.Wrapped} {(subtract ? "-" : "+")} INTERVAL {amount} {unit}", moment.Type, false);

    protected override SqlFragment Format(SqlFragment moment, string format) =>
        new($"DATE_FORMAT({moment.Sql}, {Target.Text(SameMeaning ? format : FormatIn(format, MySqlFormats.Write, letters: true))})", SqlType.Text);

    protected override SqlFragment ConcatGroup(CallExpr call, SqlFragment text, string separator, bool othersOrder, SqlScope scope)
    {
        Notes.Add("GROUP_CONCAT cuts its result at group_concat_max_len");
        string order = call.OrderBy.Count == 0 ? "" : " ORDER BY " + Order(call.OrderBy, scope);
        return new SqlFragment($"GROUP_CONCAT({(call.Distinct ? "DISTINCT " : "")}{text.Sql}{order} SEPARATOR {Target.Text(separator)})", SqlType.Text);
    }

    protected override string? RecursiveType(SqlType type) => type switch
    {
        SqlType.Integer => "SIGNED",
        SqlType.Float => "DOUBLE",
        SqlType.Text or SqlType.Enum => $"CHAR({RecursiveText})",
        SqlType.Time => "TIME(6)",
        SqlType.Timestamp or SqlType.TimestampTz => "DATETIME(6)",
        SqlType.Date or SqlType.Boolean or SqlType.Uuid => null,
        _ => throw new UntranslatableException("MySQL would cut a column of its recursion to what its first rows need"),
    };
}
