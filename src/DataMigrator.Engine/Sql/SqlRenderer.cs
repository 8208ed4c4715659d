using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>A rendered expression.</summary>
/// <param name="Sql">Its text.</param>
/// <param name="Type">What it yields in the target.</param>
/// <param name="Atomic">It needs no parentheses within another expression.</param>
internal readonly record struct Piece(string Sql, SqlType Type, bool Atomic = true)
{
    public string Wrapped => Atomic ? Sql : "(" + Sql + ")";
}

/// <summary>Writes expressions and queries for the target. What it writes means the same there, or it refuses with a
/// reason.</summary>
internal sealed partial class SqlRenderer(SqlLanguage source, SqlLanguage target, IRelations relations)
{
    private readonly bool _same = DatabaseNames.SameFamily(source.Kind, target.Kind);
    private readonly bool _toMySql = DatabaseNames.SameFamily(target.Kind, DatabaseKind.MySql);
    private readonly bool _toPostgres = target.Kind == DatabaseKind.Postgres;
    private readonly bool _toSqlite = target.Kind == DatabaseKind.Sqlite;
    private readonly bool _fromMySql = DatabaseNames.SameFamily(source.Kind, DatabaseKind.MySql);
    private readonly bool _fromPostgres = source.Kind == DatabaseKind.Postgres;
    private readonly bool _fromSqlite = source.Kind == DatabaseKind.Sqlite;

    /// <summary>The result must depend on the row alone (generated columns, indexes, checks).</summary>
    public bool Deterministic { get; init; }

    /// <summary>What a person should know of the translation, without duplicates.</summary>
    public SortedSet<string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>A trigger's variables, the innermost last: a name without a table means them before any column.</summary>
    public List<RelationColumn> Variables { get; } = [];

    /// <summary>A condition: in PostgreSQL, and in MySQL's CHECKs, of the type boolean.</summary>
    public string Condition(SqlExpr expr, SqlScope scope) => ConditionPiece(expr, scope).Sql;

    public Piece ConditionPiece(SqlExpr expr, SqlScope scope)
    {
        Piece piece = Value(expr, scope);
        bool wanted = _toPostgres || (Deterministic && target.Kind == DatabaseKind.MySql);
        if (!wanted || piece.Type is SqlType.Boolean or SqlType.Null)
        {
            return piece;
        }

        return piece.Type is SqlType.Integer or SqlType.Decimal or SqlType.Float
            ? new Piece(piece.Wrapped + " <> 0", SqlType.Boolean, false)
            : !_toPostgres ? piece
            : throw new UntranslatableException("it takes something for a condition that is no boolean in PostgreSQL");
    }

    /// <summary>A value.</summary>
    public Piece Value(SqlExpr expr, SqlScope scope)
    {
        switch (expr)
        {
            case NullExpr:
                return new Piece("NULL", SqlType.Null);
            case TextExpr text:
                return new Piece(target.Text(text.Value), SqlType.Text);
            case NumberExpr number:
                return new Piece(number.Text, NumberType(number.Text), number.Text[0] != '-');
            case BooleanExpr boolean:
                return new Piece(boolean.Value ? "TRUE" : "FALSE", SqlType.Boolean);
            case BytesExpr bytes:
                return new Piece(target.Bytes(bytes.Hex), SqlType.Binary);
            case BitsExpr bits:
                return _toSqlite
                    ? throw new UntranslatableException("it holds a bit string")
                    : new Piece((_toPostgres ? "B'" : "b'") + bits.Bits + "'", SqlType.Bits);
            case NameExpr name:
                return Column(name, scope);
            case UnaryExpr { Operator: "NOT" } not:
                return new Piece("NOT " + ConditionPiece(not.Operand, scope).Wrapped, SqlType.Boolean, false);
            case UnaryExpr { Operator: "~" } inverse:
                return Inverse(inverse, scope);
            case UnaryExpr unary:
                Piece operand = Number(unary.Operand, scope);
                return new Piece(unary.Operator + operand.Wrapped, operand.Type, false);
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
                return new Piece("(" + string.Join(", ", row.Items.Select(i => Value(i, scope).Sql)) + ")", SqlType.Other);
            case ExistsExpr exists:
                RefuseQuery();
                return new Piece("EXISTS (" + Query(exists.Query, scope).Sql + ")", SqlType.Boolean);
            case SubqueryExpr subquery:
                RefuseQuery();
                RenderedQuery query = Query(subquery.Query, scope);
                return new Piece("(" + query.Sql + ")", query.Columns.Count == 1 ? query.Columns[0].Type : SqlType.Other);
            case IntervalExpr:
                throw new UntranslatableException("it uses an interval where no date is added to");
            default:
                throw new UntranslatableException("it uses a form that is not translated");
        }
    }

    private void RefuseQuery()
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it holds a query");
        }
    }

    private static SqlType NumberType(string text) =>
        text.Contains('e', StringComparison.OrdinalIgnoreCase) ? SqlType.Float
        : text.Contains('.') ? SqlType.Decimal
        : SqlType.Integer;

    private Piece Column(NameExpr name, SqlScope scope)
    {
        if (name.Qualifier is null && Variables.LastOrDefault(v => scope.Same(v.Source, name.Name)) is { } variable)
        {
            return new Piece(target.Quote(variable.Target), variable.Type);
        }

        if (scope.Find(name.Qualifier, name.Name) is { } found)
        {
            string column = target.Quote(found.Column.Target);
            string sql = name.Qualifier is null || found.Entry.Target.Length == 0
                ? column
                : found.Entry.Target + "." + column;
            return new Piece(sql, found.Column.Type);
        }

        if (name.Qualifier is null && scope.Aliases.TryGetValue(name.Name, out SqlExpr? aliased))
        {
            return Value(aliased, scope);
        }

        if (name.MaybeText)
        {
            return new Piece(target.Text(name.Name), SqlType.Text);
        }

        throw new UntranslatableException($"it uses the name {name.Name}, which is not found");
    }

    private Piece Collate(CollateExpr collate, SqlScope scope)
    {
        string name = collate.Collation;
        bool binary = name.Equals("binary", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_bin", StringComparison.OrdinalIgnoreCase) || name is "C" or "POSIX" or "default";
        if (_same && _toMySql)
        {
            // Columns keep their collation, which may not mind the case.
            return binary && name.EndsWith("_bin", StringComparison.OrdinalIgnoreCase)
                ? new Piece(Text(collate.Operand, scope).Wrapped + " COLLATE utf8mb4_bin", SqlType.Text, false)
                : throw new UntranslatableException($"it uses the collation {name}");
        }

        return binary
            ? Value(collate.Operand, scope)
            : throw new UntranslatableException($"it uses the collation {name}");
    }

    /// <summary>A value that arithmetic can take; PostgreSQL's booleans become integers.</summary>
    private Piece Number(SqlExpr expr, SqlScope scope)
    {
        Piece piece = Value(expr, scope);
        if (piece.Type == SqlType.Boolean && _toPostgres)
        {
            return new Piece(piece.Wrapped + "::integer", SqlType.Integer);
        }

        return piece.Type is SqlType.Integer or SqlType.Decimal or SqlType.Float or SqlType.Null or SqlType.Boolean
            ? piece
            : throw new UntranslatableException("it calculates with something that is no number");
    }

    /// <summary>A value as text: PostgreSQL casts where the type is another.</summary>
    private Piece Text(SqlExpr expr, SqlScope scope)
    {
        Piece piece = Value(expr, scope);
        if (piece.Type is SqlType.Text or SqlType.Null)
        {
            return piece;
        }

        if (piece.Type == SqlType.Boolean && _toPostgres && !_fromPostgres)
        {
            return new Piece(piece.Wrapped + "::integer::text", SqlType.Text);
        }

        if (piece.Type is SqlType.Unknown or SqlType.Other or SqlType.Binary or SqlType.Bits
            || (piece.Type == SqlType.Boolean && _fromPostgres) || PrintsDifferently(piece.Type))
        {
            throw new UntranslatableException("it makes text of a value that the databases print differently");
        }

        if (!_toPostgres)
        {
            return piece with { Type = SqlType.Text };
        }

        if (Deterministic && piece.Type is SqlType.Date or SqlType.Time or SqlType.Timestamp or SqlType.TimestampTz)
        {
            throw new UntranslatableException("PostgreSQL's text of a date depends on the session");
        }

        if (Deterministic && piece.Type == SqlType.Enum)
        {
            throw new UntranslatableException("PostgreSQL does not take the text of an enum for immutable");
        }

        return new Piece(piece.Wrapped + "::text", SqlType.Text);
    }

    /// <summary>Floats everywhere, and decimals where SQLite is one of the two: its 1.00 is 1.</summary>
    private bool PrintsDifferently(SqlType type) =>
        type == SqlType.Float || (type == SqlType.Decimal && (_fromSqlite || _toSqlite));

    private string Quoted(string name) => target.Quote(name);
}
