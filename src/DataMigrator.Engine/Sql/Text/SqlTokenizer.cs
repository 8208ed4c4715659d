using System.Text;

namespace DataMigrator.Sql.Text;

/// <summary>The tokens of SQL: its pieces without blanks and comments, and their content without quotes and escapes.</summary>
/// <param name="rules">The database's rules.</param>
/// <param name="sql">The SQL.</param>
/// <param name="names">Only names are wanted: numeric escapes in texts stay as they are.</param>
internal sealed class SqlTokenizer(LexicalRules rules, string sql, bool names = false)
{
    private readonly SqlLexer _lexer = new(rules, sql);

    /// <exception cref="UntranslatableException">A quote or comment without its end, or a comment that the server
    /// runs.</exception>
    public static IReadOnlyList<Token> Tokenize(LexicalRules rules, string sql) => new SqlTokenizer(rules, sql).Run();

    /// <summary>The tokens of a statement of which the names are looked at, not the texts.</summary>
    /// <exception cref="UntranslatableException">As <see cref="Tokenize"/>.</exception>
    public static IReadOnlyList<Token> TokenizeNames(LexicalRules rules, string sql) => new SqlTokenizer(rules, sql, names: true).Run();

    private List<Token> Run()
    {
        var tokens = new List<Token>();
        foreach (Lexeme lexeme in _lexer.All())
        {
            if (lexeme.Kind == LexemeKind.RunComment)
            {
                throw new UntranslatableException("it holds a comment that the server runs (/*! … */)");
            }

            if (!lexeme.IsClosed)
            {
                throw new UntranslatableException(lexeme.Kind == LexemeKind.Comment ? "a comment is not closed" : "a quote is not closed");
            }

            if (lexeme.IsCode)
            {
                tokens.Add(new Token(KindOf(lexeme), Content(lexeme), lexeme.Start, lexeme.End));
            }
        }

        tokens.Add(new Token(TokenKind.End, "", sql.Length, sql.Length));
        return tokens;
    }

    private TokenKind KindOf(Lexeme lexeme) => lexeme.Kind switch
    {
        LexemeKind.Text => _lexer.Prefix(lexeme) switch { 'x' => TokenKind.Hex, 'b' => TokenKind.Bits, _ => TokenKind.Text },
        LexemeKind.DoubleQuoted => rules.DoubleQuotes,
        LexemeKind.Backticked or LexemeKind.Bracketed => TokenKind.Quoted,
        LexemeKind.Dollar => TokenKind.Text,
        LexemeKind.Word => TokenKind.Word,
        LexemeKind.Number => TokenKind.Number,
        LexemeKind.Hex => TokenKind.Hex,
        _ => TokenKind.Symbol,
    };

    private string Content(Lexeme lexeme)
    {
        int from = lexeme.Start + lexeme.Open;
        switch (lexeme.Kind)
        {
            case LexemeKind.Bracketed:
                return sql[from..(lexeme.End - 1)];
            case LexemeKind.Dollar:
                return sql[from..(lexeme.End - lexeme.Open)];
            case LexemeKind.Text or LexemeKind.DoubleQuoted or LexemeKind.Backticked:
                var content = new StringBuilder();
                _lexer.Within(from, sql[from - 1], _lexer.Escapes(lexeme), content, c => AppendEscape(content, c));
                return content.ToString();
            default:
                return sql[from..lexeme.End];
        }
    }

    private void AppendEscape(StringBuilder text, char c)
    {
        // The escapes of every text are other ones than those of e.
        bool everywhere = rules.BackslashEscapes;
        if (!everywhere && !names && (char.IsAsciiDigit(c) || c is 'x' or 'u' or 'U'))
        {
            throw new UntranslatableException("a text holds a numeric escape");
        }

        switch (c)
        {
            case 'n':
                text.Append('\n');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'b':
                text.Append('\b');
                break;
            case 'f' when !everywhere:
                text.Append('\f');
                break;
            case '0' when everywhere:
                text.Append('\0');
                break;
            case 'Z' when everywhere:
                text.Append('\u001a');
                break;
            case '%' or '_' when everywhere:
                text.Append('\\').Append(c);
                break;
            default:
                text.Append(c);
                break;
        }
    }
}
