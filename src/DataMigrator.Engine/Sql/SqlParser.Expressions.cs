using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Expressions by precedence, as each database defines it.</content>
internal sealed partial class SqlParser
{
    private SqlExpr Expression(int level = 0)
    {
        Deeper();
        SqlExpr left = Accept("NOT") ? new UnaryExpr("NOT", Expression(Precedence.Not)) : Unary();
        while (true)
        {
            if (Precedence.Comparison > level && Predicate(left) is { } predicate)
            {
                left = predicate;
                continue;
            }

            if (OperatorAhead() is not var (symbol, binding) || binding <= level)
            {
                break;
            }

            _at++;
            left = _grammar.Arrays && symbol is "=" or "<>" && (Current.IsWord("ANY") || Current.IsWord("ALL"))
                ? QuantifiedArray(left, symbol)
                : Combine(symbol, left, Expression(binding));
        }

        _depth--;
        return left;
    }

    private static SqlExpr Combine(string symbol, SqlExpr left, SqlExpr right) => symbol switch
    {
        "~~" => new LikeExpr(left, right, null, false, false),
        "!~~" => new LikeExpr(left, right, null, true, false),
        "~~*" => new LikeExpr(left, right, null, false, true),
        "!~~*" => new LikeExpr(left, right, null, true, true),
        _ => new BinaryExpr(symbol, left, right),
    };

    /// <summary>The operator at hand, or null.</summary>
    private BinaryOperator? OperatorAhead() => Current.Kind is not (TokenKind.Word or TokenKind.Symbol)
        || !_grammar.Operators.TryGetValue(Current.Text.ToUpperInvariant(), out BinaryOperator? found) ? null
        : found.Refusal is null ? found
        : throw new UntranslatableException(found.Refusal);

    /// <summary>IS, BETWEEN, IN and LIKE after their operand; null where none stands here.</summary>
    private SqlExpr? Predicate(SqlExpr left)
    {
        if (Accept("IS"))
        {
            return IsPredicate(left);
        }

        if (_grammar.NullTests && (Accept("ISNULL") || Accept("NOTNULL")))
        {
            return new IsExpr(left, null, _tokens[_at - 1].IsWord("NOTNULL"));
        }

        int start = _at;
        bool not = Accept("NOT");
        if (Accept("BETWEEN"))
        {
            SqlExpr low = Expression(Precedence.Comparison);
            Expect("AND");
            return new BetweenExpr(left, low, Expression(Precedence.Comparison), not);
        }

        if (Accept("IN"))
        {
            return InList(left, not);
        }

        bool like = Current.IsWord("LIKE");
        if (like || (_grammar.IgnoreCaseLike && Current.IsWord("ILIKE")))
        {
            _at++;
            SqlExpr pattern = Expression(Precedence.Comparison);
            SqlExpr? escape = Accept("ESCAPE") ? Expression(Precedence.Comparison) : null;
            return new LikeExpr(left, pattern, escape, not, !like);
        }

        _at = start;
        return null;
    }

    private SqlExpr IsPredicate(SqlExpr left)
    {
        bool not = Accept("NOT");
        if (Accept("NULL"))
        {
            return new IsExpr(left, null, not);
        }

        if (Accept("TRUE"))
        {
            return new IsExpr(left, true, not);
        }

        if (Accept("FALSE"))
        {
            return new IsExpr(left, false, not);
        }

        if (Accept("DISTINCT", "FROM"))
        {
            SqlExpr equal = new BinaryExpr("<=>", left, Expression(Precedence.Comparison));
            return not ? equal : new UnaryExpr("NOT", equal);
        }

        if (!_grammar.IsComparesValues)
        {
            throw Unknown();
        }

        SqlExpr same = new BinaryExpr("<=>", left, Expression(Precedence.Comparison));
        return not ? new UnaryExpr("NOT", same) : same;
    }

    private InExpr InList(SqlExpr left, bool not)
    {
        ExpectSymbol("(");
        if (Current.IsWord("SELECT") || Current.IsWord("WITH"))
        {
            SqlQuery query = Query();
            ExpectSymbol(")");
            return new InExpr(left, [], query, not);
        }

        List<SqlExpr> items = ExpressionList();
        ExpectSymbol(")");
        return new InExpr(left, items, null, not);
    }

    /// <summary>PostgreSQL prints <c>x IN (a, b)</c> as <c>x = ANY (ARRAY[a, b])</c>, and NOT IN with ALL.</summary>
    private InExpr QuantifiedArray(SqlExpr left, string symbol)
    {
        bool any = Take().IsWord("ANY");
        if (any != (symbol == "="))
        {
            throw new UntranslatableException("it compares with ANY or ALL of an array");
        }

        ExpectSymbol("(");
        SqlExpr array = Expression();
        ExpectSymbol(")");
        while (array is CastExpr { Type.IsArray: true } cast)
        {
            array = cast.Operand;
        }

        return array is ArrayExpr list
            ? new InExpr(left, list.Items, null, !any)
            : throw new UntranslatableException("it compares with ANY or ALL of an array");
    }

    private SqlExpr Unary()
    {
        if (AcceptSymbol("-"))
        {
            SqlExpr operand = Unary();
            return operand is NumberExpr number && number.Text[0] != '-'
                ? new NumberExpr("-" + number.Text)
                : new UnaryExpr("-", operand);
        }

        if (AcceptSymbol("+"))
        {
            return Unary();
        }

        if (AcceptSymbol("~"))
        {
            return new UnaryExpr("~", Unary());
        }

        if (_grammar.ExclamationIsNot && AcceptSymbol("!"))
        {
            return new UnaryExpr("NOT", Unary());
        }

        if (_grammar.BinaryPrefix && Accept("BINARY"))
        {
            throw new UntranslatableException("it compares as BINARY");
        }

        return Postfix(Primary());
    }

    private SqlExpr Postfix(SqlExpr expr)
    {
        while (true)
        {
            if (_grammar.ColonCasts && AcceptSymbol("::"))
            {
                expr = new CastExpr(expr, TypeName());
            }
            else if (Accept("COLLATE"))
            {
                string collation = Name();
                expr = new CollateExpr(expr, AcceptSymbol(".") ? Name() : collation);
            }
            else if (_grammar.TimeZones && Current.IsWord("AT") && Ahead(1).IsWord("TIME"))
            {
                _at += 2;
                Expect("ZONE");
                expr = new CallExpr("AT TIME ZONE", [expr, Unary()]);
            }
            else if (_grammar.Arrays && Current.IsSymbol("["))
            {
                throw new UntranslatableException("it takes an element out of an array");
            }
            else
            {
                return expr;
            }
        }
    }

    private SqlTypeName TypeName()
    {
        if (!Current.IsName)
        {
            throw Unknown();
        }

        string name = Current.Kind == TokenKind.Word ? Take().Text.ToLowerInvariant() : Take().Text;
        if (AcceptSymbol("."))
        {
            name = name == _grammar.BuiltInSchema ? FoldedName(Take()) : name + "." + FoldedName(Take());
        }

        while (Current.Kind == TokenKind.Word && IsTypeWord(name, Current.Text))
        {
            name += " " + Take().Text.ToLowerInvariant();
        }

        var arguments = new List<string>();
        if (AcceptSymbol("("))
        {
            do
            {
                arguments.Add(Take().Text);
            }
            while (AcceptSymbol(","));

            ExpectSymbol(")");
        }

        while (Current.Kind == TokenKind.Word && IsTypeWord(name, Current.Text))
        {
            name += " " + Take().Text.ToLowerInvariant();
        }

        if (_grammar.CharacterSets && (Accept("CHARSET") || Accept("CHARACTER", "SET")) && Name().ToLowerInvariant() is var set
            && set is not ("utf8" or "utf8mb3" or "utf8mb4"))
        {
            throw new UntranslatableException($"it makes a text of the character set {set}");
        }

        bool array = false;
        while (_grammar.Arrays && AcceptSymbol("["))
        {
            array = true;
            ExpectSymbol("]");
        }

        return new SqlTypeName(name, arguments, array);
    }

    private static bool IsTypeWord(string name, string next) => (name, next.ToLowerInvariant()) switch
    {
        ("double", "precision") or ("character", "varying") or ("bit", "varying") => true,
        ("timestamp" or "time", "with" or "without") => true,
        ("timestamp with" or "timestamp without" or "time with" or "time without", "time") => true,
        ("timestamp with time" or "timestamp without time" or "time with time" or "time without time", "zone") => true,
        ("unsigned" or "signed", "integer") => true,
        _ => false,
    };
}
