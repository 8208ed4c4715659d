using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Statements of triggers.</content>
internal sealed partial class SqlParser
{
    private static readonly string[] BlockEnds = ["END", "ELSE", "ELSEIF", "ELSIF", "WHEN", "UNTIL"];

    /// <summary>Reads the body of a trigger: with BEGIN and END around it or without.</summary>
    /// <exception cref="UntranslatableException">What it does not know.</exception>
    public static IReadOnlyList<SqlStatement> ParseBody(SqlLanguage language, string sql)
    {
        var parser = new SqlParser(language, sql);
        List<SqlStatement> statements = parser.Statements();
        parser.ExpectEnd();
        return statements is [BlockStatement { Label: null, Variables.Count: 0 } block] ? block.Body : statements;
    }

    /// <summary>Reads CREATE VIEW: the query, and the columns' names where it lists them.</summary>
    /// <exception cref="UntranslatableException">What it does not know.</exception>
    public static (SqlQuery Query, IReadOnlyList<string> Columns) ParseCreateView(SqlLanguage language, string sql)
    {
        var parser = new SqlParser(language, sql);
        parser.Expect("CREATE");
        _ = parser.Accept("TEMP") || parser.Accept("TEMPORARY");
        parser.Expect("VIEW");
        if (parser.Accept("IF", "NOT"))
        {
            parser.Expect("EXISTS");
        }

        parser.Name();
        if (parser.AcceptSymbol("."))
        {
            parser.Name();
        }

        List<string> columns = parser.Current.IsSymbol("(") ? parser.NameList() : [];
        parser.Expect("AS");
        SqlQuery query = parser.Query();
        parser.AcceptSymbol(";");
        parser.ExpectEnd();
        return (query, columns);
    }

    private List<SqlStatement> Statements()
    {
        Deeper();
        var statements = new List<SqlStatement>();
        while (Current.Kind != TokenKind.End && !BlockEnds.Any(Current.IsWord))
        {
            if (!AcceptSymbol(";"))
            {
                statements.AddRange(Statement());
            }
        }

        _depth--;
        return statements;
    }

    private List<SqlStatement> Statement()
    {
        if (Accept("IF"))
        {
            return [If()];
        }

        if (Accept("INSERT"))
        {
            return [Insert()];
        }

        if (Accept("UPDATE"))
        {
            return [Update()];
        }

        if (Accept("DELETE"))
        {
            return [Delete()];
        }

        if (_procedural is null)
        {
            return Current.IsWord("BEGIN") && _at == 0 ? [Block(null)] : Current.IsWord("SELECT") ? [Raise()] : throw Unknown();
        }

        return Procedural(_procedural);
    }

    private IfStatement If()
    {
        var branches = new List<IfBranch>();
        List<SqlStatement> otherwise = [];
        do
        {
            SqlExpr condition = Expression();
            Expect("THEN");
            branches.Add(new IfBranch(condition, Statements()));
        }
        while (Accept("ELSEIF") || Accept("ELSIF"));

        if (Accept("ELSE"))
        {
            otherwise = Statements();
        }

        Expect("END");
        Expect("IF");
        return new IfStatement(branches, otherwise);
    }

    private InsertStatement Insert()
    {
        Expect("INTO");
        (string? schema, string table) = TableReference();
        List<string> columns = Current.IsSymbol("(") ? NameList() : [];
        if (Current.IsWord("SELECT") || Current.IsWord("WITH"))
        {
            return new InsertStatement(schema, table, columns, [], Query());
        }

        if (!Accept("VALUES"))
        {
            Expect("VALUE");
        }

        var rows = new List<IReadOnlyList<SqlExpr>>();
        do
        {
            ExpectSymbol("(");
            rows.Add(ExpressionList());
            ExpectSymbol(")");
        }
        while (AcceptSymbol(","));

        return new InsertStatement(schema, table, columns, rows, null);
    }

    private UpdateStatement Update()
    {
        (string? schema, string table) = TableReference();
        string? alias = Alias();
        Expect("SET");
        var sets = new List<(string, SqlExpr)>();
        do
        {
            string column = Name();
            if (AcceptSymbol("."))
            {
                column = Name();
            }

            ExpectSymbol("=");
            sets.Add((column, Expression()));
        }
        while (AcceptSymbol(","));

        return new UpdateStatement(schema, table, alias, sets, Accept("WHERE") ? Expression() : null);
    }

    private DeleteStatement Delete()
    {
        Expect("FROM");
        (string? schema, string table) = TableReference();
        string? alias = Alias();
        return new DeleteStatement(schema, table, alias, Accept("WHERE") ? Expression() : null);
    }

    private (string? Schema, string Table) TableReference()
    {
        string name = Name();
        return AcceptSymbol(".") ? (name, Name()) : (null, name);
    }

    /// <summary>Without a procedural language an error is raised by <c>SELECT RAISE(ABORT, 'text') WHERE …</c>, or by CASE WHEN in its place.</summary>
    private SqlStatement Raise()
    {
        Expect("SELECT");
        SqlExpr? condition = null;
        bool cases = Accept("CASE");
        if (cases)
        {
            Expect("WHEN");
            condition = Expression();
            Expect("THEN");
        }

        if (!Accept("RAISE"))
        {
            throw new UntranslatableException("it selects without a use");
        }

        ExpectSymbol("(");
        string how = Take().Text.ToUpperInvariant();
        if (how is not ("ABORT" or "FAIL" or "ROLLBACK"))
        {
            throw new UntranslatableException($"it raises {how}");
        }

        ExpectSymbol(",");
        Token message = Take();
        ExpectSymbol(")");
        if (cases)
        {
            Expect("END");
        }

        if (Accept("WHERE"))
        {
            SqlExpr where = Expression();
            condition = condition is null ? where : new BinaryExpr("AND", condition, where);
        }

        var raise = new RaiseStatement(new TextExpr(message.Text));
        return condition is null ? raise : new IfStatement([new IfBranch(condition, [raise])], []);
    }
}
