using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Expressions by precedence, as each database defines it.</content>
internal sealed partial class SqlParser
{
    private const int NotLevel = 40;
    private const int ComparisonLevel = 50;

    private SqlExpr Expression(int level = 0)
    {
        Deeper();
        SqlExpr left = Accept("NOT") ? new UnaryExpr("NOT", Expression(NotLevel)) : Unary();
        while (true)
        {
            if (ComparisonLevel > level && Predicate(left) is { } predicate)
            {
                left = predicate;
                continue;
            }

            if (BinaryOperator() is not var (symbol, binding) || binding <= level)
            {
                break;
            }

            _at++;
            left = Postgres && symbol is "=" or "<>" && (Current.IsWord("ANY") || Current.IsWord("ALL"))
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

    /// <summary>The operator at hand in its one spelling and how strongly it binds, or null.</summary>
    private (string Symbol, int Level)? BinaryOperator()
    {
        Token token = Current;
        if (token.Kind == TokenKind.Word)
        {
            return token.Text.ToUpperInvariant() switch
            {
                "OR" => ("OR", 10),
                "XOR" when MySql => ("XOR", 20),
                "AND" => ("AND", 30),
                "DIV" when MySql => ("DIV", 90),
                "MOD" when MySql => ("%", 90),
                _ => null,
            };
        }

        if (token.Kind != TokenKind.Symbol)
        {
            return null;
        }

        return token.Text switch
        {
            "=" or "==" => ("=", ComparisonLevel),
            "<>" or "!=" => ("<>", ComparisonLevel),
            "<" or "<=" or ">" or ">=" => (token.Text, ComparisonLevel),
            "<=>" when MySql => ("<=>", ComparisonLevel),
            "&&" when MySql => ("AND", 30),
            "||" when MySql => throw new UntranslatableException("|| means OR or concatenation by the server's sql_mode"),
            "||" => ("||", Sqlite ? 100 : 60),
            "~~" or "!~~" or "~~*" or "!~~*" when Postgres => (token.Text, 60),
            "->" or "->>" => (token.Text, Sqlite ? 100 : 60),
            "|" or "&" => (token.Text, MySql && token.Text == "|" ? 65 : Postgres ? 60 : 70),
            "<<" or ">>" => (token.Text, Postgres ? 60 : MySql ? 75 : 70),
            "+" or "-" => (token.Text, 80),
            "*" or "/" or "%" => (token.Text, 90),
            _ => null,
        };
    }

    /// <summary>IS, BETWEEN, IN and LIKE after their operand; null where none stands here.</summary>
    private SqlExpr? Predicate(SqlExpr left)
    {
        if (Accept("IS"))
        {
            return IsPredicate(left);
        }

        if (Sqlite && (Accept("ISNULL") || Accept("NOTNULL")))
        {
            return new IsExpr(left, null, _tokens[_at - 1].IsWord("NOTNULL"));
        }

        int start = _at;
        bool not = Accept("NOT");
        if (Accept("BETWEEN"))
        {
            SqlExpr low = Expression(ComparisonLevel);
            Expect("AND");
            return new BetweenExpr(left, low, Expression(ComparisonLevel), not);
        }

        if (Accept("IN"))
        {
            return InList(left, not);
        }

        bool like = Current.IsWord("LIKE");
        if (like || (Postgres && Current.IsWord("ILIKE")))
        {
            _at++;
            SqlExpr pattern = Expression(ComparisonLevel);
            SqlExpr? escape = Accept("ESCAPE") ? Expression(ComparisonLevel) : null;
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
            SqlExpr equal = new BinaryExpr("<=>", left, Expression(ComparisonLevel));
            return not ? equal : new UnaryExpr("NOT", equal);
        }

        if (!Sqlite)
        {
            throw Unknown();
        }

        SqlExpr same = new BinaryExpr("<=>", left, Expression(ComparisonLevel));
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

        if (MySql && AcceptSymbol("!"))
        {
            return new UnaryExpr("NOT", Unary());
        }

        if (MySql && Accept("BINARY"))
        {
            throw new UntranslatableException("it compares as BINARY");
        }

        return Postfix(Primary());
    }

    private SqlExpr Postfix(SqlExpr expr)
    {
        while (true)
        {
            if (Postgres && AcceptSymbol("::"))
            {
                expr = new CastExpr(expr, TypeName());
            }
            else if (Accept("COLLATE"))
            {
                string collation = Name();
                expr = new CollateExpr(expr, AcceptSymbol(".") ? Name() : collation);
            }
            else if (Postgres && Current.IsWord("AT") && Ahead(1).IsWord("TIME"))
            {
                _at += 2;
                Expect("ZONE");
                expr = new CallExpr("AT TIME ZONE", [expr, Unary()]);
            }
            else if (Postgres && Current.IsSymbol("["))
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
            name = name == "pg_catalog" ? FoldedName(Take()) : name + "." + FoldedName(Take());
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

        if (MySql && (Accept("CHARSET") || Accept("CHARACTER", "SET")) && Name().ToLowerInvariant() is var set
            && set is not ("utf8" or "utf8mb3" or "utf8mb4"))
        {
            throw new UntranslatableException($"it makes a text of the character set {set}");
        }

        bool array = false;
        while (Postgres && AcceptSymbol("["))
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
