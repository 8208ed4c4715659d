using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>What a query reads.</content>
internal sealed partial class SqlParser
{
    private static readonly HashSet<string> AfterTable = new(StringComparer.OrdinalIgnoreCase)
    {
        "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "STRAIGHT_JOIN", "ON", "USING", "WHERE", "GROUP",
        "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "WINDOW", "FETCH", "FOR", "SET", "USE",
        "FORCE", "IGNORE", "INTO", "TABLESAMPLE", "INDEXED", "NOT", "THEN", "END", "VALUES", "SELECT", "LOCK", "PARTITION",
    };

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
