using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Queries.</content>
internal sealed partial class SqlParser
{
    private static readonly HashSet<string> AfterTable = new(StringComparer.OrdinalIgnoreCase)
    {
        "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "STRAIGHT_JOIN", "ON", "USING", "WHERE", "GROUP",
        "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "WINDOW", "FETCH", "FOR", "SET", "USE",
        "FORCE", "IGNORE", "INTO", "TABLESAMPLE", "INDEXED", "NOT", "THEN", "END", "VALUES", "SELECT", "LOCK", "PARTITION",
    };

    private SqlQuery Query()
    {
        Deeper();
        var with = new List<CommonTable>();
        bool recursive = false;
        if (Accept("WITH"))
        {
            recursive = Accept("RECURSIVE");
            do
            {
                string name = Name();
                List<string> columns = Current.IsSymbol("(") ? NameList() : [];
                Expect("AS");
                ExpectSymbol("(");
                with.Add(new CommonTable(name, columns, Query()));
                ExpectSymbol(")");
            }
            while (AcceptSymbol(","));
        }

        QueryBody body = SetOperations();
        List<OrderItem> order = Accept("ORDER", "BY") ? OrderItems() : [];
        (SqlExpr? limit, SqlExpr? offset) = Limit();
        _depth--;
        return new SqlQuery(with, body, order, limit, offset) { Recursive = recursive };
    }

    private (SqlExpr? Limit, SqlExpr? Offset) Limit()
    {
        SqlExpr? limit = null;
        SqlExpr? offset = null;
        if (Accept("LIMIT"))
        {
            limit = Accept("ALL") ? null : Expression();
            if (_grammar.LimitWithComma && AcceptSymbol(","))
            {
                (offset, limit) = (limit, Expression());
            }
        }

        if (Accept("OFFSET"))
        {
            offset = Expression();
            _ = Accept("ROWS") || Accept("ROW");
        }

        if (_grammar.Fetch && Accept("FETCH"))
        {
            _ = Accept("FIRST") || Accept("NEXT");
            limit = Primary();
            _ = Accept("ROWS") || Accept("ROW");
            Expect("ONLY");
        }

        return (limit, offset);
    }

    private QueryBody SetOperations()
    {
        QueryBody left = SetOperand();
        while (Current.IsWord("UNION") || Current.IsWord("INTERSECT") || Current.IsWord("EXCEPT"))
        {
            string symbol = Take().Text.ToUpperInvariant();
            if (symbol == "INTERSECT" && left is SetBody && !_grammar.SetOperatorsBindAlike)
            {
                throw new UntranslatableException("it mixes INTERSECT with other set operations without parentheses");
            }

            bool all = Accept("ALL");
            if (!all)
            {
                Accept("DISTINCT");
            }

            left = new SetBody(symbol, all, left, SetOperand());
        }

        return left;
    }

    private QueryBody SetOperand()
    {
        if (!AcceptSymbol("("))
        {
            return Select();
        }

        SqlQuery query = Query();
        ExpectSymbol(")");
        return query is { With.Count: 0, OrderBy.Count: 0, Limit: null, Offset: null } ? query.Body : new NestedBody(query);
    }

    private SelectBody Select()
    {
        Expect("SELECT");
        bool distinct = Accept("DISTINCT");
        if (distinct && Current.IsWord("ON"))
        {
            throw new UntranslatableException("it uses DISTINCT ON");
        }

        if (!distinct)
        {
            Accept("ALL");
        }

        var items = new List<SelectItem>();
        do
        {
            items.Add(Item());
        }
        while (AcceptSymbol(","));

        if (_into is { Count: 0 } into && Accept("INTO"))
        {
            Into(into);
        }

        FromItem? from = Accept("FROM") ? FromList() : null;
        if (_grammar.Dual && from is TableFrom { Schema: null } dual
            && dual.Name.Equals("dual", StringComparison.OrdinalIgnoreCase))
        {
            from = null;
        }

        SqlExpr? where = Accept("WHERE") ? Expression() : null;
        List<SqlExpr> group = Accept("GROUP", "BY") ? ExpressionList() : [];
        if (Current.IsWord("WITH"))
        {
            throw new UntranslatableException("it uses WITH ROLLUP");
        }

        SqlExpr? having = Accept("HAVING") ? Expression() : null;
        var windows = new List<(string, WindowSpec)>();
        if (Accept("WINDOW"))
        {
            do
            {
                string name = Name();
                Expect("AS");
                windows.Add((name, Window()));
            }
            while (AcceptSymbol(","));
        }

        return new SelectBody(distinct, items, from, where, group, having) { Windows = windows };
    }

    private SelectItem Item()
    {
        if (AcceptSymbol("*"))
        {
            return new SelectItem(new StarExpr(null), null);
        }

        SqlExpr expr = Expression();
        if (Accept("AS"))
        {
            return new SelectItem(expr, Current.Kind == TokenKind.Text ? Take().Text : Name());
        }

        bool alias = Current.IsName && !(Current.Kind == TokenKind.Word && (AfterTable.Contains(Current.Text)
            || Current.IsWord("FROM") || Current.IsWord("INTO")));
        return new SelectItem(expr, alias ? Name() : null);
    }

    private List<OrderItem> OrderItems()
    {
        var items = new List<OrderItem>();
        do
        {
            SqlExpr expr = Expression();
            bool descending = Accept("DESC");
            if (!descending)
            {
                Accept("ASC");
            }

            bool? nullsFirst = Accept("NULLS", "FIRST") ? true : Accept("NULLS", "LAST") ? false : null;
            items.Add(new OrderItem(expr, descending, nullsFirst));
        }
        while (AcceptSymbol(","));

        return items;
    }

    private FromItem FromList()
    {
        FromItem from = Joins();
        while (AcceptSymbol(","))
        {
            from = new JoinFrom("CROSS", from, Joins(), null, []);
        }

        return from;
    }

    private FromItem Joins()
    {
        FromItem left = Source();
        while (true)
        {
            string? kind = JoinKind();
            if (kind is null)
            {
                return left;
            }

            FromItem right = Source();
            SqlExpr? on = null;
            List<string> columns = [];
            if (Accept("ON"))
            {
                on = Expression();
            }
            else if (Accept("USING"))
            {
                columns = NameList();
            }
            else if (kind == "INNER")
            {
                kind = "CROSS";
            }
            else if (kind != "CROSS")
            {
                throw Unknown();
            }

            left = new JoinFrom(kind == "CROSS" && (on is not null || columns.Count > 0) ? "INNER" : kind, left, right, on,
                columns);
        }
    }

    private string? JoinKind()
    {
        if (Accept("JOIN"))
        {
            return "INNER";
        }

        if (_grammar.StraightJoin && Accept("STRAIGHT_JOIN"))
        {
            return "INNER";
        }

        foreach (string kind in (string[])["INNER", "CROSS", "LEFT", "RIGHT", "FULL"])
        {
            if (Current.IsWord(kind))
            {
                _at++;
                Accept("OUTER");
                Expect("JOIN");
                return kind;
            }
        }

        return null;
    }

    private FromItem Source()
    {
        Accept("ONLY");
        if (AcceptSymbol("("))
        {
            if (Current.IsWord("SELECT") || Current.IsWord("WITH"))
            {
                SqlQuery query = Query();
                ExpectSymbol(")");
                string alias = Alias() ?? throw new UntranslatableException("it has a subquery without a name");
                return new QueryFrom(query, alias);
            }

            FromItem inner = FromList();
            ExpectSymbol(")");
            return inner;
        }

        if (Accept("LATERAL"))
        {
            throw new UntranslatableException("it uses LATERAL");
        }

        string name = Name();
        string? schema = null;
        if (AcceptSymbol("."))
        {
            schema = name;
            name = Name();
        }

        if (Current.IsSymbol("("))
        {
            throw new UntranslatableException($"it selects from the function {name}");
        }

        return new TableFrom(schema, name, Alias());
    }

    private string? Alias()
    {
        if (Accept("AS"))
        {
            return Name();
        }

        return Current.IsName && !(Current.Kind == TokenKind.Word && AfterTable.Contains(Current.Text)) ? Name() : null;
    }
}
