using System.Text;

namespace DataMigrator.Sql.Text;

/// <summary>Takes SQL apart by the quoting rules of its database: MySQL's backticks and backslashes, PostgreSQL's dollar
/// quotes and E-strings, SQLite's brackets. Comments fall away.</summary>
/// <param name="kind">The database.</param>
/// <param name="sql">The SQL.</param>
/// <param name="names">Only names are wanted: numeric escapes in texts stay as they are.</param>
internal sealed class SqlTokenizer(DatabaseKind kind, string sql, bool names = false)
{
    private static readonly string[] Symbols =
    [
        "!~~*", "<=>", "->>", "#>>", "~~*", "!~~", "!~*", "<>", "!=", "<=", ">=", "||", "&&", "::", ":=", "->", "#>",
        "<<", ">>", "==", "~~", "!~", "~*", "@>", "<@", "@@", "?|", "?&",
    ];

    private readonly bool _mySql = kind is DatabaseKind.MySql or DatabaseKind.MariaDb;
    private readonly List<Token> _tokens = [];
    private int _at;

    /// <exception cref="UntranslatableException">A quote without its end, or a comment that MySQL runs.</exception>
    public static IReadOnlyList<Token> Tokenize(DatabaseKind kind, string sql) => new SqlTokenizer(kind, sql).Run();

    /// <summary>The tokens of a statement of which the names are looked at, not the texts.</summary>
    /// <exception cref="UntranslatableException">A quote without its end, or a comment that MySQL runs.</exception>
    public static IReadOnlyList<Token> TokenizeNames(DatabaseKind kind, string sql) => new SqlTokenizer(kind, sql, names: true).Run();

    private List<Token> Run()
    {
        while (SkipBlanks())
        {
            int start = _at;
            (TokenKind tokenKind, string text) = Next();
            _tokens.Add(new Token(tokenKind, text, start, _at));
        }

        _tokens.Add(new Token(TokenKind.End, "", sql.Length, sql.Length));
        return _tokens;
    }

    private char Peek(int ahead = 0) => _at + ahead < sql.Length ? sql[_at + ahead] : '\0';

    private bool SkipBlanks()
    {
        while (_at < sql.Length)
        {
            if (SqlCharacters.IsBlank(sql[_at]))
            {
                _at++;
            }
            else if (SqlCharacters.BeginsLineComment(kind, sql, _at))
            {
                _at = SqlCharacters.EndOfLineComment(kind, sql, _at);
            }
            else if (Peek() == '/' && Peek(1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipBlockComment()
    {
        if (_mySql && (Peek(2) == '!' || (Peek(2) == 'M' && Peek(3) == '!')))
        {
            throw new UntranslatableException("it holds a comment that the server runs (/*! … */)");
        }

        int depth = 0;
        do
        {
            if (Peek() == '/' && Peek(1) == '*' && (depth == 0 || kind == DatabaseKind.Postgres))
            {
                depth++;
                _at += 2;
            }
            else if (Peek() == '*' && Peek(1) == '/')
            {
                depth--;
                _at += 2;
            }
            else
            {
                _at++;
            }
        }
        while (depth > 0 && _at < sql.Length);
    }

    private (TokenKind Kind, string Text) Next()
    {
        char c = sql[_at];
        switch (c)
        {
            case '\'':
                return (TokenKind.Text, ReadQuoted('\'', _mySql));
            case '"' when _mySql:
                return (TokenKind.Text, ReadQuoted('"', true));
            case '"':
                return (kind == DatabaseKind.Sqlite ? TokenKind.DoubleQuoted : TokenKind.Quoted, ReadQuoted('"', false));
            case '`' when kind != DatabaseKind.Postgres:
                return (TokenKind.Quoted, ReadQuoted('`', false));
            case '[' when kind == DatabaseKind.Sqlite:
                return (TokenKind.Quoted, ReadBracketed());
            case '$' when kind == DatabaseKind.Postgres && DollarTag() is { } tag:
                return (TokenKind.Text, ReadDollar(tag));
        }

        if ((c is 'x' or 'X' or 'b' or 'B' or 'e' or 'E' or 'n' or 'N') && Peek(1) == '\'')
        {
            return ReadPrefixed(char.ToLowerInvariant(c));
        }

        if (c == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            _at += 2;
            return (TokenKind.Hex, ReadWhile(char.IsAsciiHexDigit));
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            return (TokenKind.Number, ReadNumber());
        }

        return SqlCharacters.IsNameStart(c) ? (TokenKind.Word, ReadWhile(SqlCharacters.IsNamePart)) : (TokenKind.Symbol, ReadSymbol());
    }

    private (TokenKind Kind, string Text) ReadPrefixed(char prefix)
    {
        if (prefix == 'e' && kind != DatabaseKind.Postgres)
        {
            return (TokenKind.Word, ReadWhile(SqlCharacters.IsNamePart));
        }

        _at++;
        string text = ReadQuoted('\'', prefix == 'e' || (prefix == 'n' && _mySql));
        return prefix switch
        {
            'x' => (TokenKind.Hex, text),
            'b' => (TokenKind.Bits, text),
            _ => (TokenKind.Text, text),
        };
    }

    private string ReadQuoted(char quote, bool backslashes)
    {
        var text = new StringBuilder();
        for (_at++; _at < sql.Length; _at++)
        {
            char c = sql[_at];
            if (c == quote)
            {
                if (Peek(1) == quote)
                {
                    _at++;
                }
                else if (SqlCharacters.Continuation(kind, sql, _at + 1, backslashes) is { } next)
                {
                    _at = next;
                    continue;
                }
                else
                {
                    _at++;
                    return text.ToString();
                }
            }
            else if (c == '\\' && backslashes)
            {
                _at++;
                AppendEscape(text);
                continue;
            }

            text.Append(c);
        }

        throw new UntranslatableException("a quote is not closed");
    }

    private void AppendEscape(StringBuilder text)
    {
        char c = Peek();
        if (kind == DatabaseKind.Postgres && !names && (char.IsAsciiDigit(c) || c is 'x' or 'u' or 'U'))
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
            case 'f' when !_mySql:
                text.Append('\f');
                break;
            case '0' when _mySql:
                text.Append('\0');
                break;
            case 'Z' when _mySql:
                text.Append('\u001a');
                break;
            case '%' or '_' when _mySql:
                text.Append('\\').Append(c);
                break;
            default:
                text.Append(c);
                break;
        }
    }

    private string ReadBracketed()
    {
        int end = sql.IndexOf(']', _at);
        if (end < 0)
        {
            throw new UntranslatableException("a quote is not closed");
        }

        string text = sql[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    private string? DollarTag()
    {
        int end = _at + 1;
        while (end < sql.Length && (SqlCharacters.IsNameStart(sql[end]) || char.IsAsciiDigit(sql[end])))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' && !char.IsAsciiDigit(Peek(1)) ? sql[_at..(end + 1)] : null;
    }

    private string ReadDollar(string tag)
    {
        int from = _at + tag.Length;
        int end = sql.IndexOf(tag, from, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new UntranslatableException("a quote is not closed");
        }

        _at = end + tag.Length;
        return sql[from..end];
    }

    private string ReadNumber()
    {
        int start = _at;
        ReadWhile(char.IsAsciiDigit);
        if (Peek() == '.')
        {
            _at++;
            ReadWhile(char.IsAsciiDigit);
        }

        bool exponent = Peek() is 'e' or 'E'
            && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2))));
        if (exponent)
        {
            _at += 2;
            ReadWhile(char.IsAsciiDigit);
        }

        return sql[start.._at];
    }

    private string ReadWhile(Func<char, bool> part)
    {
        int start = _at;
        while (_at < sql.Length && part(sql[_at]))
        {
            _at++;
        }

        return sql[start.._at];
    }

    private string ReadSymbol()
    {
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(sql, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                return symbol;
            }
        }

        return sql[_at++].ToString();
    }
}
