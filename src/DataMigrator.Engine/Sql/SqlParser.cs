using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>Reads SQL of one database into the shared terms. It knows what it can vouch for and refuses the rest with a
/// reason; nothing is skipped over.</summary>
internal sealed partial class SqlParser
{
    private readonly GrammarRules _grammar;
    private readonly ProceduralRules? _procedural;
    private readonly bool _foldsNames;
    private readonly StringComparer _names;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly string _sql;
    private int _at;
    private int _depth;

    private SqlParser(SqlLanguage language, string sql)
    {
        _grammar = language.Grammar;
        _procedural = _grammar.Procedural;
        _foldsNames = language.Lexical.FoldsNames;
        _names = language.Names.Comparer;
        _sql = sql;
        _tokens = SqlTokenizer.Tokenize(language.Lexical, sql);
    }

    private Token Current => _tokens[_at];

    /// <summary>Reads one expression.</summary>
    /// <exception cref="UntranslatableException">What it does not know.</exception>
    public static SqlExpr ParseExpression(SqlLanguage language, string sql)
    {
        var parser = new SqlParser(language, sql);
        SqlExpr expr = parser.Expression();
        parser.ExpectEnd();
        return expr;
    }

    /// <summary>Reads a SELECT.</summary>
    /// <exception cref="UntranslatableException">What it does not know.</exception>
    public static SqlQuery ParseQuery(SqlLanguage language, string sql)
    {
        var parser = new SqlParser(language, sql);
        SqlQuery query = parser.Query();
        parser.AcceptSymbol(";");
        parser.ExpectEnd();
        return query;
    }

    private Token Ahead(int count) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    private Token Take() => _tokens[_at++];

    private bool Accept(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Accept(string first, string second)
    {
        if (!Current.IsWord(first) || !Ahead(1).IsWord(second))
        {
            return false;
        }

        _at += 2;
        return true;
    }

    private bool AcceptSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Accept(word))
        {
            throw Unknown();
        }
    }

    private void ExpectSymbol(string symbol)
    {
        if (!AcceptSymbol(symbol))
        {
            throw Unknown();
        }
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Unknown();
        }
    }

    private string Name()
    {
        if (!Current.IsName)
        {
            throw Unknown();
        }

        return FoldedName(Take());
    }

    /// <summary>A bare name in small letters, where the database takes it so.</summary>
    private string FoldedName(Token token) =>
        _foldsNames && token.Kind == TokenKind.Word ? token.Text.ToLowerInvariant() : token.Text;

    private List<string> NameList()
    {
        var names = new List<string>();
        ExpectSymbol("(");
        do
        {
            names.Add(Name());
        }
        while (AcceptSymbol(","));

        ExpectSymbol(")");
        return names;
    }

    private List<SqlExpr> ExpressionList()
    {
        var items = new List<SqlExpr>();
        do
        {
            items.Add(Expression());
        }
        while (AcceptSymbol(","));

        return items;
    }

    private UntranslatableException Unknown()
    {
        if (Current.Kind == TokenKind.End)
        {
            return new UntranslatableException("its end is missing or a form that is not known");
        }

        string text = _sql[Current.Start..Math.Min(Current.End, Current.Start + 40)];
        return new UntranslatableException($"near '{text.ReplaceLineEndings(" ")}' it uses a form that is not translated");
    }

    private void Deeper()
    {
        if (++_depth > 200)
        {
            throw new UntranslatableException("it is nested too deeply");
        }
    }
}
