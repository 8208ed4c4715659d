using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Operators and predicates.</content>
internal sealed partial class SqlRenderer
{
    private Piece Binary(BinaryExpr expr, SqlScope scope)
    {
        switch (expr.Operator)
        {
            case "AND" or "OR":
                return new Piece(Junction(expr, expr.Left, scope) + " " + expr.Operator + " "
                    + Junction(expr, expr.Right, scope), SqlType.Boolean, false);
            case "XOR":
                return new Piece($"({Truth(expr.Left, scope)}) <> ({Truth(expr.Right, scope)})", SqlType.Boolean, false);
            case "=" or "<>" or "<" or "<=" or ">" or ">=" or "<=>":
                (Piece left, Piece right) = Comparable(expr.Left, expr.Right, scope);
                string symbol = expr.Operator != "<=>" || _toMySql ? expr.Operator
                    : _toPostgres ? "IS NOT DISTINCT FROM" : "IS";
                return new Piece(left.Wrapped + " " + symbol + " " + right.Wrapped, SqlType.Boolean, false);
            case "||":
                return Concatenate([.. Chain(expr)], scope);
            case "+" or "-" when expr.Right is IntervalExpr interval:
                return AddInterval(Value(expr.Left, scope), interval, expr.Operator == "-", scope);
            case "+" when expr.Left is IntervalExpr interval:
                return AddInterval(Value(expr.Right, scope), interval, false, scope);
            case "/":
                return Divide(expr, scope);
            case "DIV":
                return WholeDivide(expr, scope);
            case "->" or "->>":
                throw new UntranslatableException("it takes JSON apart");
            case "&" or "|" or "<<" or ">>":
                return Bitwise(expr, scope);
        }

        Piece a = Number(expr.Left, scope);
        Piece b = Number(expr.Right, scope);
        if (expr.Operator == "%")
        {
            RefuseRemainder(Wider(a.Type, b.Type));
        }

        string divisor = expr.Operator == "%" && _toPostgres && !_fromPostgres ? Divisor(expr.Right, b) : b.Wrapped;
        return new Piece(a.Wrapped + " " + expr.Operator + " " + divisor, Wider(a.Type, b.Type), false);
    }

    /// <summary>A condition as one of two values, also where any number is a condition.</summary>
    private string Truth(SqlExpr expr, SqlScope scope)
    {
        Piece piece = ConditionPiece(expr, scope);
        return piece.Type is SqlType.Boolean or SqlType.Null ? piece.Sql : piece.Wrapped + " <> 0";
    }

    private static IEnumerable<SqlExpr> Chain(SqlExpr expr) =>
        expr is BinaryExpr { Operator: "||" } both ? Chain(both.Left).Concat(Chain(both.Right)) : [expr];

    private string Junction(BinaryExpr parent, SqlExpr child, SqlScope scope)
    {
        Piece piece = ConditionPiece(child, scope);
        bool flat = child is not BinaryExpr { Operator: "AND" or "OR" or "XOR" } inner || inner.Operator == parent.Operator;
        return flat ? piece.Sql : piece.Wrapped;
    }

    private static SqlType Wider(SqlType a, SqlType b)
    {
        if (a == SqlType.Null || b == SqlType.Null)
        {
            return a == SqlType.Null ? b : a;
        }

        return a == SqlType.Float || b == SqlType.Float ? SqlType.Float
            : a == SqlType.Decimal || b == SqlType.Decimal ? SqlType.Decimal
            : SqlType.Integer;
    }

    /// <summary>Values that come out of one place (CASE, COALESCE, UNION): of one type in PostgreSQL.</summary>
    private (IReadOnlyList<Piece> Pieces, SqlType Type) Alike(IReadOnlyList<SqlExpr> items, SqlScope scope)
    {
        var pieces = items.Select(i => Value(i, scope)).ToList();
        SqlType type = SqlType.Null;
        foreach (Piece piece in pieces)
        {
            type = type == SqlType.Null ? piece.Type
                : piece.Type == SqlType.Null || piece.Type == type ? type
                : Mixed(type, piece.Type);
        }

        if (!_toPostgres)
        {
            return (pieces, type);
        }

        for (int i = 0; i < pieces.Count; i++)
        {
            if (type == SqlType.Text && pieces[i].Type != SqlType.Text)
            {
                pieces[i] = Text(items[i], scope);
            }
            else if (type is SqlType.Integer or SqlType.Decimal or SqlType.Float && pieces[i].Type == SqlType.Boolean)
            {
                pieces[i] = Number(items[i], scope);
            }
            else if (type == SqlType.Enum && items[i] is TextExpr)
            {
                return (items.Select(e => Text(e, scope)).ToList(), SqlType.Text);
            }
        }

        return (pieces, type);
    }

    private SqlType Mixed(SqlType a, SqlType b)
    {
        bool numbers = a is SqlType.Integer or SqlType.Decimal or SqlType.Float or SqlType.Boolean
            && b is SqlType.Integer or SqlType.Decimal or SqlType.Float or SqlType.Boolean;
        if (numbers)
        {
            return Wider(a == SqlType.Boolean ? SqlType.Integer : a, b == SqlType.Boolean ? SqlType.Integer : b);
        }

        if (Groups(a) == Groups(b))
        {
            return a;
        }

        if (a is SqlType.Text or SqlType.Enum && b is SqlType.Text or SqlType.Enum)
        {
            return SqlType.Text;
        }

        return _toPostgres
            ? throw new UntranslatableException("it yields values of several types in one place")
            : SqlType.Unknown;
    }

    private Piece Divide(BinaryExpr expr, SqlScope scope)
    {
        Piece a = Number(expr.Left, scope);
        Piece b = Number(expr.Right, scope);
        SqlType wider = Wider(a.Type, b.Type);
        if (wider is SqlType.Unknown or SqlType.Null)
        {
            throw new UntranslatableException("it divides values whose types are not known");
        }

        if (_fromMySql)
        {
            if (_toMySql)
            {
                return new Piece(a.Wrapped + " / " + b.Wrapped, SqlType.Decimal, false);
            }

            Notes.Add("a division may yield other digits after the point");
            return _toPostgres
                ? new Piece((wider == SqlType.Float ? a.Wrapped : a.Wrapped + "::numeric") + " / " + Divisor(expr.Right, b),
                    wider == SqlType.Float ? SqlType.Float : SqlType.Decimal, false)
                : new Piece($"CAST({a.Sql} AS REAL) / {b.Wrapped}", SqlType.Float, false);
        }

        if (wider is SqlType.Integer or SqlType.Boolean)
        {
            return WholeDivide(expr, scope);
        }

        Notes.Add("a division may yield other digits after the point");
        return new Piece(a.Wrapped + " / " + (_toPostgres && !_fromPostgres ? Divisor(expr.Right, b) : b.Wrapped), wider, false);
    }

    private Piece WholeDivide(BinaryExpr expr, SqlScope scope)
    {
        Piece a = Number(expr.Left, scope);
        Piece b = Number(expr.Right, scope);
        RefuseSum(expr);
        if (Wider(a.Type, b.Type) != SqlType.Integer)
        {
            throw new UntranslatableException("it divides to whole numbers");
        }

        string symbol = _toMySql ? " DIV " : " / ";
        string divisor = _toPostgres && !_fromPostgres ? Divisor(expr.Right, b) : b.Wrapped;
        return new Piece(a.Wrapped + symbol + divisor, SqlType.Integer, false);
    }

    /// <summary>Division by zero yields NULL in MySQL and SQLite, and an error in PostgreSQL.</summary>
    private static string Divisor(SqlExpr expr, Piece piece) =>
        expr is NumberExpr number && number.Text.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? piece.Wrapped : $"NULLIF({piece.Sql}, 0)";

    private Piece Like(LikeExpr like, SqlScope scope)
    {
        Piece operand = Text(like.Operand, scope);
        Piece pattern = Text(like.Pattern, scope);
        bool ignoreCase = like.IgnoreCase || _fromSqlite || (_fromMySql && !MindsCase(like.Operand, scope));
        string symbol = "LIKE";
        if (_toPostgres && ignoreCase)
        {
            symbol = "ILIKE";
        }
        else if (_toMySql && ignoreCase && !_fromMySql)
        {
            (operand, pattern) = (new Piece($"LOWER({operand.Sql})", SqlType.Text), new Piece($"LOWER({pattern.Sql})", SqlType.Text));
        }
        else if (_toSqlite && !ignoreCase)
        {
            throw new UntranslatableException("LIKE minds the case in the source and does not in SQLite");
        }

        bool plain = like.Pattern is TextExpr text && !text.Value.Contains('\\');
        string escape = like.Escape is not null ? " ESCAPE " + Value(like.Escape, scope).Wrapped
            : plain ? ""
            : _fromSqlite ? " ESCAPE ''"
            : _toSqlite ? " ESCAPE '\\'"
            : "";
        return new Piece(operand.Wrapped + (like.Not ? " NOT " : " ") + symbol + " " + pattern.Wrapped + escape,
            SqlType.Boolean, false);
    }

    /// <summary>MySQL's collations decide: those of the columns that a text is made of.</summary>
    private static bool MindsCase(SqlExpr text, SqlScope scope)
    {
        List<RelationColumn> columns = [.. SqlWalk.All(text).OfType<NameExpr>().Select(n => scope.Find(n.Qualifier, n.Name)?.Column)
            .OfType<RelationColumn>().Where(c => c.Type is SqlType.Text or SqlType.Enum)];
        return columns.Count > 0 && columns.TrueForAll(c => c.MindsCase);
    }

    private Piece Is(IsExpr test, SqlScope scope)
    {
        string not = test.Not ? "NOT " : "";
        if (test.Value is not bool value)
        {
            return new Piece($"{Value(test.Operand, scope).Wrapped} IS {not}NULL", SqlType.Boolean, false);
        }

        Piece operand = ConditionPiece(test.Operand, scope);
        return new Piece($"{operand.Wrapped} IS {not}{(value ? "TRUE" : "FALSE")}", SqlType.Boolean, false);
    }

    private Piece Between(BetweenExpr between, SqlScope scope)
    {
        (Piece operand, Piece low) = Comparable(between.Operand, between.Low, scope);
        (_, Piece high) = Comparable(between.Operand, between.High, scope);
        return new Piece(operand.Wrapped + (between.Not ? " NOT BETWEEN " : " BETWEEN ") + low.Wrapped + " AND "
            + high.Wrapped, SqlType.Boolean, false);
    }

    private Piece In(InExpr list, SqlScope scope)
    {
        string not = list.Not ? " NOT IN (" : " IN (";
        if (list.Query is not null)
        {
            RefuseQuery();
            Piece left = Value(list.Operand, scope);
            RenderedQuery query = Query(list.Query, scope);
            if (_toPostgres && query.Columns.Count == 1 && Groups(query.Columns[0].Type) != Groups(left.Type))
            {
                throw new UntranslatableException("it compares values of types that PostgreSQL does not compare");
            }

            if (query.Columns is [{ } only])
            {
                ComparableByRule(list.Operand, left, new SubqueryExpr(list.Query), new Piece("", only.Type));
            }

            return new Piece(left.Wrapped + not + query.Sql + ")", SqlType.Boolean, false);
        }

        var pairs = list.Items.Select(i => Comparable(list.Operand, i, scope)).ToList();
        Piece operand = pairs.FirstOrDefault(p => p.Left.Sql != pairs[0].Left.Sql).Left is { Sql: not null } cast
            ? cast
            : pairs[0].Left;
        return new Piece(operand.Wrapped + not + string.Join(", ", pairs.Select(p => p.Right.Sql)) + ")",
            SqlType.Boolean, false);
    }

    private Piece Case(CaseExpr cases, SqlScope scope)
    {
        List<SqlExpr> results = cases.Branches.Select(b => b.Then).ToList();
        if (cases.Else is not null)
        {
            results.Add(cases.Else);
        }

        (IReadOnlyList<Piece> pieces, SqlType type) = Alike(results, scope);
        var sql = new System.Text.StringBuilder("CASE");
        if (cases.Operand is not null && !_toPostgres)
        {
            sql.Append(' ').Append(Value(cases.Operand, scope).Sql);
        }

        for (int i = 0; i < cases.Branches.Count; i++)
        {
            SqlExpr when = cases.Branches[i].When;
            string condition = cases.Operand is null ? Condition(when, scope)
                : _toPostgres ? Binary(new BinaryExpr("=", cases.Operand, when), scope).Sql
                : Comparable(cases.Operand, when, scope).Right.Sql;
            sql.Append(" WHEN ").Append(condition).Append(" THEN ").Append(pieces[i].Sql);
        }

        if (cases.Else is not null)
        {
            sql.Append(" ELSE ").Append(pieces[^1].Sql);
        }

        return new Piece(sql.Append(" END").ToString(), type);
    }

    /// <summary>Texts one after the other, NULL where one is NULL.</summary>
    private Piece Concatenate(IReadOnlyList<SqlExpr> items, SqlScope scope)
    {
        var pieces = items.Select(i => Text(i, scope)).ToList();
        if (_toMySql)
        {
            return new Piece("CONCAT(" + string.Join(", ", pieces.Select(p => p.Sql)) + ")", SqlType.Text);
        }

        return pieces.Count == 1
            ? pieces[0]
            : new Piece(string.Join(" || ", pieces.Select(p => p.Wrapped)), SqlType.Text, false);
    }
}
