using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>The atoms of expressions: literals, names, calls and what stands in parentheses.</content>
internal sealed partial class SqlParser
{
    private SqlExpr Primary()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return new NumberExpr(token.Text);
            case TokenKind.Text:
                _at++;
                return AdjacentTexts(token.Text);
            case TokenKind.Hex:
                _at++;
                return new BytesExpr(token.Text);
            case TokenKind.Bits:
                _at++;
                return new BitsExpr(token.Text);
            case TokenKind.Quoted or TokenKind.DoubleQuoted:
                return NameOrCall();
            case TokenKind.Word:
                return Keyword(token.Text.ToUpperInvariant()) ?? NameOrCall();
            default:
                return Parenthesized();
        }
    }

    private TextExpr AdjacentTexts(string text)
    {
        while (_grammar.AdjacentTexts && Current.Kind == TokenKind.Text)
        {
            text += Take().Text;
        }

        return new TextExpr(text);
    }

    private SqlExpr Parenthesized()
    {
        ExpectSymbol("(");
        if (Current.IsWord("SELECT") || Current.IsWord("WITH"))
        {
            SqlQuery query = Query();
            ExpectSymbol(")");
            return new SubqueryExpr(query);
        }

        List<SqlExpr> items = ExpressionList();
        ExpectSymbol(")");
        return items.Count == 1 ? items[0] : new RowExpr(items);
    }

    /// <summary>What a keyword begins, or null where the word is a name.</summary>
    private SqlExpr? Keyword(string word)
    {
        switch (word)
        {
            case "NULL":
                _at++;
                return new NullExpr();
            case "TRUE" or "FALSE":
                _at++;
                return new BooleanExpr(word == "TRUE");
            case "CASE":
                _at++;
                return Case();
            case "EXISTS":
                _at++;
                ExpectSymbol("(");
                SqlQuery query = Query();
                ExpectSymbol(")");
                return new ExistsExpr(query);
            case "CAST" when Ahead(1).IsSymbol("("):
                return Cast();
            case "CONVERT" when _grammar.Convert && Ahead(1).IsSymbol("("):
                return Convert();
            case "EXTRACT" when Ahead(1).IsSymbol("("):
                return Extract();
            case "INTERVAL" when _grammar.Intervals && !Ahead(1).IsSymbol("("):
                return Interval();
            case "ARRAY" when _grammar.Arrays && Ahead(1).IsSymbol("["):
                return ArrayItems();
            case "CURRENT_TIMESTAMP" or "CURRENT_DATE" or "CURRENT_TIME" or "LOCALTIMESTAMP" or "LOCALTIME":
                return Now(word);
            case "DATE" or "TIME" or "TIMESTAMP" when _grammar.TypedTexts && Ahead(1).Kind == TokenKind.Text:
                _at++;
                return new CastExpr(new TextExpr(Take().Text), new SqlTypeName(word.ToLowerInvariant(), [], false));
            case "SELECT" or "FROM" or "WHERE" or "GROUP" or "ORDER" or "UNION" or "THEN" or "WHEN" or "ELSE" or "END":
                throw Unknown();
        }

        return _grammar.CharacterSets && word[0] == '_' && Ahead(1).Kind is TokenKind.Text or TokenKind.Hex or TokenKind.Bits
            ? Introduced(word)
            : null;
    }

    /// <summary>A text with its character set before it: texts of the server's own display are UTF-8 here.</summary>
    private TextExpr Introduced(string word)
    {
        _at++;
        if (word is "_UTF8" or "_UTF8MB3" or "_UTF8MB4" or "_LATIN1" or "_ASCII" && Current.Kind == TokenKind.Text)
        {
            return AdjacentTexts(Take().Text);
        }

        throw new UntranslatableException($"it holds a literal with the character set {word.ToLowerInvariant()}");
    }

    private CaseExpr Case()
    {
        SqlExpr? operand = Current.IsWord("WHEN") ? null : Expression();
        var branches = new List<CaseBranch>();
        while (Accept("WHEN"))
        {
            SqlExpr when = Expression();
            Expect("THEN");
            branches.Add(new CaseBranch(when, Expression()));
        }

        SqlExpr? otherwise = Accept("ELSE") ? Expression() : null;
        Expect("END");
        return branches.Count > 0 ? new CaseExpr(operand, branches, otherwise) : throw Unknown();
    }

    private CastExpr Cast()
    {
        _at += 2;
        SqlExpr operand = Expression();
        Expect("AS");
        SqlTypeName type = TypeName();
        ExpectSymbol(")");
        return new CastExpr(operand, type);
    }

    private SqlExpr Convert()
    {
        _at += 2;
        SqlExpr operand = Expression();
        if (Accept("USING"))
        {
            string charset = Name().ToLowerInvariant();
            ExpectSymbol(")");
            return charset is "utf8" or "utf8mb3" or "utf8mb4"
                ? operand
                : throw new UntranslatableException($"it converts to the character set {charset}");
        }

        ExpectSymbol(",");
        SqlTypeName type = TypeName();
        ExpectSymbol(")");
        return new CastExpr(operand, type);
    }

    private ExtractExpr Extract()
    {
        _at += 2;
        string field = Take().Text.ToUpperInvariant();
        Expect("FROM");
        SqlExpr operand = Expression();
        ExpectSymbol(")");
        return new ExtractExpr(field, operand);
    }

    private IntervalExpr Interval()
    {
        _at++;
        SqlExpr value = Expression();
        return new IntervalExpr(value, Take().Text.ToUpperInvariant());
    }

    private ArrayExpr ArrayItems()
    {
        _at += 2;
        var items = new List<SqlExpr>();
        if (!Current.IsSymbol("]"))
        {
            items = ExpressionList();
        }

        ExpectSymbol("]");
        return new ArrayExpr(items);
    }

    private NowExpr Now(string word)
    {
        _at++;
        int? precision = null;
        if (AcceptSymbol("("))
        {
            if (Current.Kind == TokenKind.Number)
            {
                precision = int.Parse(Take().Text);
            }

            ExpectSymbol(")");
        }

        return new NowExpr(word switch
        {
            "CURRENT_DATE" => "DATE",
            "CURRENT_TIME" or "LOCALTIME" => "TIME",
            "LOCALTIMESTAMP" => "LOCALTIMESTAMP",
            _ => "TIMESTAMP",
        }, precision);
    }

    private SqlExpr NameOrCall()
    {
        Token first = Take();
        if (first.Kind != TokenKind.DoubleQuoted && Current.IsSymbol("("))
        {
            return Call(first.Text);
        }

        if (!Current.IsSymbol("."))
        {
            return new NameExpr(null, FoldedName(first), first.Kind == TokenKind.DoubleQuoted);
        }

        var parts = new List<string> { FoldedName(first) };
        while (AcceptSymbol("."))
        {
            if (AcceptSymbol("*"))
            {
                return new StarExpr(parts[^1]);
            }

            Token part = Take();
            if (!part.IsName)
            {
                throw Unknown();
            }

            if (Current.IsSymbol("("))
            {
                return parts is [{ } only] && only == _grammar.BuiltInSchema ? Call(part.Text)
                    : _grammar.QualifiedFunctions ? Call(parts[0] + "." + part.Text)
                    : throw new UntranslatableException($"it calls the function {parts[0]}.{part.Text}");
            }

            parts.Add(FoldedName(part));
        }

        return new NameExpr(parts[^2], parts[^1]);
    }

    private CallExpr Call(string name)
    {
        name = name.ToUpperInvariant();
        ExpectSymbol("(");
        if (AcceptSymbol("*"))
        {
            ExpectSymbol(")");
            return AfterCall(new CallExpr(name, []) { Star = true });
        }

        if (AcceptSymbol(")"))
        {
            return AfterCall(new CallExpr(name, []));
        }

        if (name is "TRIM" && (Current.IsWord("BOTH") || Current.IsWord("LEADING") || Current.IsWord("TRAILING")))
        {
            return Trim();
        }

        if (name is "TIMESTAMPDIFF" or "TIMESTAMPADD")
        {
            throw new UntranslatableException($"it calls {name}");
        }

        bool distinct = Accept("DISTINCT");
        var arguments = new List<SqlExpr>();
        do
        {
            arguments.Add(Expression());
        }
        while (AcceptSymbol(",") || (name is "SUBSTRING" or "SUBSTR" && (Accept("FROM") || Accept("FOR")))
            || (name is "POSITION" && Accept("IN")));

        List<OrderItem> order = Accept("ORDER", "BY") ? OrderItems() : [];
        string? separator = Accept("SEPARATOR") ? Take().Text : null;
        ExpectSymbol(")");
        return AfterCall(new CallExpr(name, arguments) { Distinct = distinct, OrderBy = order, Separator = separator });
    }

    private CallExpr Trim()
    {
        string side = Take().Text.ToUpperInvariant();
        string name = side switch { "LEADING" => "LTRIM", "TRAILING" => "RTRIM", _ => "TRIM" };
        var arguments = new List<SqlExpr>();
        if (!Current.IsWord("FROM"))
        {
            throw new UntranslatableException("it trims other characters than blanks");
        }

        Expect("FROM");
        arguments.Add(Expression());
        ExpectSymbol(")");
        return new CallExpr(name, arguments);
    }

    private CallExpr AfterCall(CallExpr call)
    {
        if (Accept("FILTER"))
        {
            ExpectSymbol("(");
            Expect("WHERE");
            call = call with { Filter = Expression() };
            ExpectSymbol(")");
        }

        if (!Accept("OVER"))
        {
            return call;
        }

        return call with { Over = Current.IsName ? new WindowSpec([], []) { Name = Name() } : Window() };
    }

    private WindowSpec Window()
    {
        ExpectSymbol("(");
        List<SqlExpr> partition = Accept("PARTITION", "BY") ? ExpressionList() : [];
        List<OrderItem> order = Accept("ORDER", "BY") ? OrderItems() : [];
        WindowFrame? frame = Frame();
        ExpectSymbol(")");
        return new WindowSpec(partition, order) { Frame = frame };
    }

    private WindowFrame? Frame()
    {
        if (!Current.IsWord("ROWS") && !Current.IsWord("RANGE") && !Current.IsWord("GROUPS"))
        {
            return null;
        }

        string unit = Take().Text.ToUpperInvariant();
        bool both = Accept("BETWEEN");
        string from = FrameBound();
        if (both)
        {
            Expect("AND");
        }

        return new WindowFrame(unit, from, both ? FrameBound() : null);
    }

    private string FrameBound()
    {
        if (Accept("CURRENT", "ROW"))
        {
            return "CURRENT ROW";
        }

        bool unbounded = Accept("UNBOUNDED");
        if (!unbounded && !(Current.Kind == TokenKind.Number && Current.Text.All(char.IsAsciiDigit)))
        {
            throw Unknown();
        }

        string distance = unbounded ? "UNBOUNDED" : Take().Text;
        bool before = Accept("PRECEDING");
        if (!before)
        {
            Expect("FOLLOWING");
        }

        return distance + (before ? " PRECEDING" : " FOLLOWING");
    }
}
