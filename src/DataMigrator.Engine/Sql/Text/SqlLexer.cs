using System.Text;

namespace DataMigrator.Sql.Text;

/// <summary>Takes SQL apart by its database's lexical rules. Every other reader of SQL's text stands on this one: where two
/// disagreed, what is code to the server could pass for a text or a comment.</summary>
internal sealed class SqlLexer(LexicalRules rules, string sql)
{
    private static readonly string[] Symbols =
    [
        "!~~*", "<=>", "->>", "#>>", "~~*", "!~~", "!~*", "<>", "!=", "<=", ">=", "||", "&&", "::", ":=", "->", "#>",
        "<<", ">>", "==", "~~", "!~", "~*", "@>", "<@", "@@", "?|", "?&",
    ];

    /// <summary>All of the text, piece by piece.</summary>
    public IEnumerable<Lexeme> All()
    {
        for (int at = 0; at < sql.Length;)
        {
            Lexeme lexeme = Read(at);
            yield return lexeme;
            at = lexeme.End;
        }
    }

    /// <summary>The piece that begins at a position.</summary>
    public Lexeme Read(int at)
    {
        char c = sql[at];
        if (SqlCharacters.IsBlank(c))
        {
            return new Lexeme(LexemeKind.Blank, at, While(at, SqlCharacters.IsBlank));
        }

        if (BeginsLineComment(at))
        {
            return new Lexeme(LexemeKind.Comment, at, EndOfLineComment(at));
        }

        return c == '/' && Char(at + 1) == '*' ? BlockComment(at) : Quoted(at) ?? Bare(at);
    }

    /// <summary>Where the parenthesis at a position closes, or -1.</summary>
    public int Close(int open)
    {
        int depth = 0;
        for (int at = open; at < sql.Length;)
        {
            Lexeme lexeme = Read(at);
            depth += lexeme.Kind != LexemeKind.Symbol ? 0 : sql[at] == '(' ? 1 : sql[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }

            at = lexeme.End;
        }

        return -1;
    }

    /// <summary>Goes through what stands in quotes, doubled quotes and continued texts included, to behind the closing
    /// one.</summary>
    /// <param name="at">The first character within.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="backslashes">A backslash escapes.</param>
    /// <param name="content">Gets what is within, null where only the end is wanted.</param>
    /// <param name="escape">Gets the character behind a backslash.</param>
    /// <returns>Where the text goes on, -1 where the quote is not closed.</returns>
    public int Within(int at, char quote, bool backslashes, StringBuilder? content = null, Action<char>? escape = null)
    {
        for (; at < sql.Length; at++)
        {
            char c = sql[at];
            if (c == '\\' && backslashes)
            {
                at++;
                escape?.Invoke(Char(at));
                continue;
            }

            if (c == quote)
            {
                if (Char(at + 1) == quote)
                {
                    at++;
                }
                else if (Continuation(at + 1, backslashes) is { } next)
                {
                    at = next;
                    continue;
                }
                else
                {
                    return at + 1;
                }
            }

            content?.Append(c);
        }

        return -1;
    }

    /// <summary>A backslash escapes in the text.</summary>
    public bool Escapes(Lexeme text) => text.Kind switch
    {
        LexemeKind.Text when text.Open > 1 => Prefix(text) == 'e' || (Prefix(text) == 'n' && rules.BackslashEscapes),
        LexemeKind.Text => rules.BackslashEscapes,
        LexemeKind.DoubleQuoted => rules.BackslashEscapes && rules.DoubleQuotes == TokenKind.Text,
        _ => false,
    };

    /// <summary>The small letter before a text, or NUL.</summary>
    public char Prefix(Lexeme text) => text.Kind == LexemeKind.Text && text.Open > 1 ? char.ToLowerInvariant(sql[text.Start]) : '\0';

    private char Char(int at) => at < sql.Length ? sql[at] : '\0';

    private int While(int at, Func<char, bool> part)
    {
        while (at < sql.Length && part(sql[at]))
        {
            at++;
        }

        return at;
    }

    private bool BeginsLineComment(int at) => (rules.HashComments && sql[at] == '#')
        || (string.CompareOrdinal(sql, at, "--", 0, 2) == 0
            && (!rules.DashesWantBlank || at + 2 >= sql.Length || sql[at + 2] is <= ' ' or '\u007f'));

    private int EndOfLineComment(int at)
    {
        int end = rules.CarriageReturnEndsLine ? sql.AsSpan(at).IndexOfAny('\n', '\r') : sql.AsSpan(at).IndexOf('\n');
        return end < 0 ? sql.Length : at + end + 1;
    }

    private Lexeme BlockComment(int start)
    {
        if (rules.RunComments && (Char(start + 2) == '!' || (Char(start + 2) == 'M' && Char(start + 3) == '!')))
        {
            return new Lexeme(LexemeKind.RunComment, start, While(start + (Char(start + 2) == '!' ? 3 : 4), char.IsAsciiDigit));
        }

        int depth = 1;
        for (int at = start + 2; at < sql.Length; at++)
        {
            if (sql[at] == '*' && Char(at + 1) == '/')
            {
                at++;
                if (--depth == 0)
                {
                    return new Lexeme(LexemeKind.Comment, start, at + 1);
                }
            }
            else if (rules.NestedComments && sql[at] == '/' && Char(at + 1) == '*')
            {
                depth++;
                at++;
            }
        }

        return new Lexeme(LexemeKind.Comment, start, sql.Length, IsClosed: rules.OpenComments);
    }

    private Lexeme? Quoted(int at)
    {
        char c = sql[at];
        return c switch
        {
            '\'' => InQuotes(LexemeKind.Text, at, 1, '\''),
            '"' => InQuotes(LexemeKind.DoubleQuoted, at, 1, '"'),
            '`' when rules.Backticks => InQuotes(LexemeKind.Backticked, at, 1, '`'),
            '[' when rules.Brackets => UpTo(LexemeKind.Bracketed, at, 1, "]"),
            '$' when rules.DollarQuotes && DollarTag(at) is { } tag => UpTo(LexemeKind.Dollar, at, tag.Length, tag),
            _ when Char(at + 1) == '\'' && rules.Prefixes.Contains(char.ToLowerInvariant(c)) => InQuotes(LexemeKind.Text, at, 2, '\''),
            _ => null,
        };
    }

    private Lexeme InQuotes(LexemeKind kind, int start, int open, char quote)
    {
        var lexeme = new Lexeme(kind, start, sql.Length, open, IsClosed: false);
        int end = Within(start + open, quote, Escapes(lexeme));
        return end < 0 ? lexeme : lexeme with { End = end, IsClosed = true };
    }

    private Lexeme UpTo(LexemeKind kind, int start, int open, string mark)
    {
        int end = sql.IndexOf(mark, start + open, StringComparison.Ordinal);
        return new Lexeme(kind, start, end < 0 ? sql.Length : end + mark.Length, open, end >= 0);
    }

    private string? DollarTag(int at)
    {
        int end = While(at + 1, c => SqlCharacters.IsNameStart(c) || char.IsAsciiDigit(c));
        return Char(end) == '$' && !char.IsAsciiDigit(Char(at + 1)) ? sql[at..(end + 1)] : null;
    }

    private Lexeme Bare(int at)
    {
        char c = sql[at];
        if (c == '0' && Char(at + 1) is 'x' or 'X' && char.IsAsciiHexDigit(Char(at + 2)))
        {
            return new Lexeme(LexemeKind.Hex, at, While(at + 2, char.IsAsciiHexDigit), 2);
        }

        return char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Char(at + 1))) ? new Lexeme(LexemeKind.Number, at, EndOfNumber(at))
            : SqlCharacters.IsNameStart(c) ? new Lexeme(LexemeKind.Word, at, While(at, SqlCharacters.IsNamePart))
            : new Lexeme(LexemeKind.Symbol, at, EndOfSymbol(at));
    }

    private int EndOfSymbol(int at)
    {
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(sql, at, symbol, 0, symbol.Length) == 0)
            {
                return at + symbol.Length;
            }
        }

        return at + 1;
    }

    private int EndOfNumber(int at)
    {
        at = While(at, char.IsAsciiDigit);
        at = Char(at) == '.' ? While(at + 1, char.IsAsciiDigit) : at;
        bool exponent = Char(at) is 'e' or 'E'
            && (char.IsAsciiDigit(Char(at + 1)) || (Char(at + 1) is '+' or '-' && char.IsAsciiDigit(Char(at + 2))));
        return exponent ? While(at + 2, char.IsAsciiDigit) : at;
    }

    /// <summary>The quote with which PostgreSQL goes on in a text that seemed to end: after a line break, and with the
    /// backslashes of its E. Null where the text is over; without backslashes the next is as well a text of its own.</summary>
    private int? Continuation(int at, bool backslashes)
    {
        if (!backslashes || rules.BackslashEscapes)
        {
            return null;
        }

        bool newLine = false;
        while (at < sql.Length)
        {
            if (BeginsLineComment(at))
            {
                at = EndOfLineComment(at);
                newLine = true;
            }
            else if (SqlCharacters.IsBlank(sql[at]))
            {
                newLine |= sql[at] is '\n' or '\r';
                at++;
            }
            else
            {
                return newLine && sql[at] == '\'' ? at : null;
            }
        }

        return null;
    }
}
