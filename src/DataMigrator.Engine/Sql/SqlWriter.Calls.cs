using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Function calls.</content>
internal abstract partial class SqlWriter
{
    /// <summary>A number of characters as a function takes it.</summary>
    protected virtual string AsCount(string number) => number;

    private SqlFragment Call(CallExpr call, SqlScope scope)
    {
        string name = call.Name.ToLowerInvariant();
        if (call.Function is not { } function)
        {
            throw source.Functions.Knows(call.Name) ? NoEqual(name)
                : new UntranslatableException($"it calls {name}, which has no equal that is known");
        }

        if (function is SqlFunction.RowNumber or SqlFunction.Rank or SqlFunction.DenseRank
            || (function != SqlFunction.ConcatGroup && FunctionSignature.IsAggregate(function)))
        {
            return Aggregate(function, call, scope);
        }

        if (function is SqlFunction.Lag or SqlFunction.Lead or SqlFunction.FirstValue or SqlFunction.LastValue or SqlFunction.NthValue
            or SqlFunction.Ntile or SqlFunction.PercentRank or SqlFunction.CumeDist)
        {
            return WindowCall(function, call, scope);
        }

        if (call.Filter is not null || call.Over is not null || (call.Distinct && function != SqlFunction.ConcatGroup))
        {
            throw new UntranslatableException($"it calls {name} over a window or with a filter");
        }

        return Value(function, call, scope) ?? Temporal(function, call.Arguments, scope) ?? throw NoEqual(name);
    }

    private static UntranslatableException NoEqual(string name) => new($"it calls {name} in a way that has no equal");

    /// <summary>What a function of a row's own values yields; null where the target has none.</summary>
    private SqlFragment? Value(SqlFunction function, CallExpr call, SqlScope scope)
    {
        IReadOnlyList<SqlExpr> a = call.Arguments;
        switch (function)
        {
            case SqlFunction.ConcatGroup:
                return ConcatGroup(call, scope);
            case SqlFunction.Coalesce:
                (IReadOnlyList<SqlFragment> values, SqlType type) = Unify(a, scope);
                return new SqlFragment("COALESCE(" + string.Join(", ", values.Select(p => p.Sql)) + ")", type);
            case SqlFunction.NullIf:
                (SqlFragment left, SqlFragment right) = Comparable(a[0], a[1], scope);
                return new SqlFragment($"NULLIF({left.Sql}, {right.Sql})", left.Type);
            case SqlFunction.If:
                return Case(new CaseExpr(null, [new CaseBranch(a[0], a[1])], a.Count > 2 ? a[2] : null), scope);
            case SqlFunction.IsNull:
                return new SqlFragment(Value(a[0], scope).Wrapped + " IS NULL", SqlType.Boolean, false);
            case SqlFunction.Concat:
                return Concatenate(a, scope);
            case SqlFunction.ConcatIgnoringNull:
                return Concatenate([.. a.Select(OrEmpty)], scope);
            case SqlFunction.Modulo:
                return Binary(new BinaryExpr("%", a[0], a[1]), scope);
            case SqlFunction.Round:
                return Round(a, scope);
            case SqlFunction.CharLength or SqlFunction.ByteLength:
                SqlFragment of = Value(a[0], scope).Type == SqlType.Binary ? Value(a[0], scope) : Text(a[0], scope);
                return FromForm(of.Type == SqlType.Binary ? SqlFunction.ByteLength : function, [of]);
        }

        if (function is SqlFunction.Uuid or SqlFunction.Random && Deterministic)
        {
            throw new UntranslatableException("it yields another value each time");
        }

        if (target.Functions.Form(function) is not { } form)
        {
            return function is SqlFunction.Uuid or SqlFunction.Random
                ? throw new UntranslatableException($"{target.Title} has no equal function") : null;
        }

        if (form.IsStable && Deterministic)
        {
            throw new UntranslatableException($"{target.Title} does not take {call.Name.ToLowerInvariant()} for immutable");
        }

        return function switch
        {
            SqlFunction.UtcNow or SqlFunction.UtcToday or SqlFunction.UnixNow => null,
            SqlFunction.Substring => Substring(a, scope),
            SqlFunction.Left or SqlFunction.Right => FromForm(function,
                [Text(a[0], scope), new SqlFragment(Characters(a[1], scope, From.NegativeEnd), SqlType.Integer)]),
            SqlFunction.PadStart or SqlFunction.PadEnd => Pad(function, call, scope),
            SqlFunction.Position when From.SearchIgnoresCase && !To.SearchIgnoresCase =>
                throw new UntranslatableException("it looks for a text without minding the case"),
            SqlFunction.Upper or SqlFunction.Lower => ChangeCase(function, Text(a[0], scope)),
            _ => FromForm(function, [.. a.Select(x => Argument(x, FunctionSignature.Of(function).Arguments, scope))]),
        };
    }

    private SqlFragment Argument(SqlExpr expr, ArgumentKind kind, SqlScope scope) => kind switch
    {
        ArgumentKind.Text => Text(expr, scope),
        ArgumentKind.Number => Number(expr, scope),
        _ => Value(expr, scope),
    };

    /// <summary>A function in the target's own form.</summary>
    private SqlFragment FromForm(SqlFunction function, List<SqlFragment> arguments)
    {
        FunctionForm form = target.Functions.Form(function) ?? throw NoEqual(function.ToString().ToLowerInvariant());
        SqlType type = form.Result ?? FunctionSignature.Of(function).Result ?? arguments[0].Type;
        return new SqlFragment(form.Fill([.. arguments.Select(p => p.Sql)]), type, form.Atomic);
    }

    private static CallExpr OrEmpty(SqlExpr text) => new("COALESCE", [text, new TextExpr("")]) { Function = SqlFunction.Coalesce };

    private SqlFragment ChangeCase(SqlFunction function, SqlFragment text)
    {
        if (From.LettersAreAscii != To.LettersAreAscii)
        {
            Notes.Add($"UPPER and LOWER change the letters A to Z alone in {(From.LettersAreAscii ? source : target).Title}");
        }

        return FromForm(function, [text]);
    }

    private SqlFragment Pad(SqlFunction function, CallExpr call, SqlScope scope)
    {
        IReadOnlyList<SqlExpr> a = call.Arguments;
        return SameMeaning || (IsWhole(a[1]) && a[2] is TextExpr { Value.Length: > 0 })
            ? FromForm(function, [Text(a[0], scope), Number(a[1], scope), Text(a[2], scope)])
            : throw new UntranslatableException($"it calls {call.Name.ToLowerInvariant()} with something else than a fixed length and text");
    }

    private SqlFragment Substring(IReadOnlyList<SqlExpr> a, SqlScope scope)
    {
        SqlFragment text = Text(a[0], scope);
        if (a[1] is not NumberExpr { Text: [>= '1' and <= '9', ..] } && !SameMeaning)
        {
            throw new UntranslatableException("it takes a part of a text from a place that is not a fixed one");
        }

        List<SqlFragment> arguments = [text, Number(a[1], scope)];
        if (a.Count == 3)
        {
            arguments.Add(new SqlFragment(Characters(a[2], scope, From.NegativeLength), SqlType.Integer));
        }

        return FromForm(SqlFunction.Substring, arguments);
    }

    /// <summary>A number of characters, with what the source means by one below zero.</summary>
    private string Characters(SqlExpr expr, SqlScope scope, NegativeCount negative)
    {
        SqlFragment count = Number(expr, scope);
        if (SameMeaning || IsWhole(expr))
        {
            return count.Sql;
        }

        return negative switch
        {
            NegativeCount.OtherEnd => throw new UntranslatableException("it takes a number of characters that may be below zero"),
            NegativeCount.None => AsCount($"CASE WHEN {count.Wrapped} < 0 THEN 0 ELSE {count.Wrapped} END"),
            _ => AsCount(count.Sql),
        };
    }
}
