using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>Writes expressions and queries for a target. What it writes means the same there, or it refuses with a reason. The
/// databases' own writers say it in their words; where meanings differ, <see cref="Semantics"/> are compared.</summary>
internal abstract partial class SqlWriter(SqlLanguage source, SqlLanguage target, IRelations relations)
{
    /// <summary>The result must depend on the row alone (generated columns, indexes, checks).</summary>
    public bool Deterministic { get; init; }

    /// <summary>What a person should know of the translation, without duplicates.</summary>
    public SortedSet<string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>A trigger's variables, the innermost last: a name without a table means them before any column.</summary>
    public List<RelationColumn> Variables { get; } = [];

    /// <summary>How the source means what it says.</summary>
    protected Semantics From => source.Semantics;

    /// <summary>How the target means what is said to it.</summary>
    protected Semantics To => target.Semantics;

    /// <summary>Source and target mean everything alike.</summary>
    protected bool SameMeaning { get; } = source.Semantics == target.Semantics;

    protected SqlLanguage Target => target;

    /// <summary>A condition.</summary>
    public string Condition(SqlExpr expr, SqlScope scope) => ConditionValue(expr, scope).Sql;

    /// <summary>A condition, where it may stand in another expression.</summary>
    public SqlFragment ConditionValue(SqlExpr expr, SqlScope scope) => AsCondition(Value(expr, scope));

    /// <summary>A value.</summary>
    public SqlFragment Value(SqlExpr expr, SqlScope scope)
    {
        switch (expr)
        {
            case NullExpr:
                return new SqlFragment("NULL", SqlType.Null);
            case TextExpr text:
                return new SqlFragment(target.Text(text.Value), SqlType.Text);
            case NumberExpr number:
                return new SqlFragment(number.Text, NumberType(number.Text), number.Text[0] != '-');
            case BooleanExpr boolean:
                return new SqlFragment(boolean.Value ? "TRUE" : "FALSE", SqlType.Boolean);
            case BytesExpr bytes:
                return new SqlFragment(target.Bytes(bytes.Hex), SqlType.Binary);
            case BitsExpr bits:
                return Bits(bits.Bits);
            case NameExpr name:
                return Column(name, scope);
            case UnaryExpr { Operator: "NOT" } not:
                return new SqlFragment("NOT " + ConditionValue(not.Operand, scope).Wrapped, SqlType.Boolean, false);
            case UnaryExpr { Operator: "~" } inverse:
                return Inverse(inverse, scope);
            case UnaryExpr unary:
                SqlFragment operand = Number(unary.Operand, scope);
                return new SqlFragment(unary.Operator + operand.Wrapped, operand.Type, false);
            case BinaryExpr binary:
                return Binary(binary, scope);
            case LikeExpr like:
                return Like(like, scope);
            case IsExpr test:
                return Is(test, scope);
            case BetweenExpr between:
                return Between(between, scope);
            case InExpr list:
                return In(list, scope);
            case CaseExpr cases:
                return Case(cases, scope);
            case CastExpr cast:
                return Cast(cast, scope);
            case CallExpr call:
                return Call(call, scope);
            case ExtractExpr extract:
                return Extract(extract.Field, Value(extract.Operand, scope));
            case NowExpr now:
                return Now(now);
            case CollateExpr collate:
                return Collate(collate, scope);
            case RowExpr row:
                return new SqlFragment("(" + string.Join(", ", row.Items.Select(i => Value(i, scope).Sql)) + ")", SqlType.Other);
            case ExistsExpr exists:
                RefuseQuery();
                return new SqlFragment("EXISTS (" + Query(exists.Query, scope).Sql + ")", SqlType.Boolean);
            case SubqueryExpr subquery:
                RefuseQuery();
                RenderedQuery query = Query(subquery.Query, scope);
                return new SqlFragment("(" + query.Sql + ")", query.Columns.Count == 1 ? query.Columns[0].Type : SqlType.Other);
            case IntervalExpr:
                throw new UntranslatableException("it uses an interval where no date is added to");
            default:
                throw new UntranslatableException("it uses a form that is not translated");
        }
    }

    /// <summary>A value as the target takes it for a condition.</summary>
    protected virtual SqlFragment AsCondition(SqlFragment value) => value;

    protected static SqlFragment NotZero(SqlFragment number) => new(number.Wrapped + " <> 0", SqlType.Boolean, false);

    protected static bool IsNumber(SqlType type) => type is SqlType.Integer or SqlType.Decimal or SqlType.Float;

    /// <summary>A constant of bits.</summary>
    protected abstract SqlFragment Bits(string bits);

    protected string Quoted(string name) => target.Quote(name);

    private void RefuseQuery()
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it holds a query");
        }
    }

    private SqlFragment Column(NameExpr name, SqlScope scope)
    {
        if (name.Qualifier is null && Variables.LastOrDefault(v => scope.Same(v.Source, name.Name)) is { } variable)
        {
            return new SqlFragment(target.Quote(variable.Target), variable.Type);
        }

        if (scope.Find(name.Qualifier, name.Name) is { } found)
        {
            string column = target.Quote(found.Column.Target);
            string sql = name.Qualifier is null || found.Entry.Target.Length == 0
                ? column
                : found.Entry.Target + "." + column;
            return new SqlFragment(sql, found.Column.Type);
        }

        if (name.Qualifier is null && scope.Aliases.TryGetValue(name.Name, out SqlExpr? aliased))
        {
            return Value(aliased, scope);
        }

        if (name.MaybeText)
        {
            return new SqlFragment(target.Text(name.Name), SqlType.Text);
        }

        throw new UntranslatableException($"it uses the name {name.Name}, which is not found");
    }

    /// <summary>A text with a collation of its own. One that compares bytes is what columns of other databases have anyway.</summary>
    protected virtual SqlFragment Collate(CollateExpr collate, SqlScope scope)
    {
        string name = collate.Collation;
        return name.Equals("binary", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_bin", StringComparison.OrdinalIgnoreCase)
            || name is "C" or "POSIX" or "default"
            ? Value(collate.Operand, scope)
            : throw new UntranslatableException($"it uses the collation {name}");
    }
}
