using System.Text;

namespace DataMigrator.Databases.Sqlite.Sql;

internal enum TokenKind
{
    /// <summary>A bare word: a keyword or a name.</summary>
    Word,

    /// <summary>A name in double quotes, backticks or brackets.</summary>
    QuotedName,

    /// <summary>A string in single quotes.</summary>
    Text,

    /// <summary>A number, a blob or a single sign.</summary>
    Other,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the statement.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Value">The word, the name or string without its quotes, or the sign.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Value)
{
    public bool IsWord(string keyword) =>
        Kind == TokenKind.Word && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsSign(char sign) => Kind == TokenKind.Other && Value.Length == 1 && Value[0] == sign;
}

/// <summary>A statement of sqlite_schema in tokens, comments left out. SQLite has accepted the statement, so what looks wrong
/// is taken as one sign and passed over.</summary>
internal sealed class SqliteTokens
{
    private readonly List<Token> _tokens = [];

    public SqliteTokens(string sql)
    {
        Sql = sql;
        for (int at = 0; at < sql.Length;)
        {
            at = Take(at);
        }
    }

    public string Sql { get; }

    public int Count => _tokens.Count;

    /// <summary>The token of that number; past the end an empty sign, so that looking ahead needs no care.</summary>
    public Token this[int index] =>
        index < _tokens.Count ? _tokens[index] : new Token(TokenKind.Other, Sql.Length, Sql.Length, "");

    /// <summary>The number of the parenthesis that closes the one at <paramref name="open"/>.</summary>
    public int Close(int open)
    {
        int depth = 0;
        for (int i = open; i < Count; i++)
        {
            depth += _tokens[i].IsSign('(') ? 1 : _tokens[i].IsSign(')') ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return Count;
    }

    /// <summary>The first token from <paramref name="from"/> on that is this sign, or the count.</summary>
    public int Find(int from, char sign)
    {
        int i = from;
        while (i < Count && !_tokens[i].IsSign(sign))
        {
            i++;
        }

        return i;
    }

    /// <summary>The statement's text from one token up to before another, comments and line breaks kept.</summary>
    public string Slice(int from, int to) =>
        from >= to ? "" : Sql[this[from].Start..this[to - 1].End];

    /// <summary>Names of a list in parentheses, each up to its first comma; <paramref name="open"/> is the parenthesis.</summary>
    public List<string> Names(int open)
    {
        var names = new List<string>();
        int close = Close(open);
        bool first = true;
        for (int i = open + 1; i < close; i++)
        {
            if (_tokens[i].IsSign(','))
            {
                first = true;
            }
            else if (first)
            {
                names.Add(_tokens[i].Value);
                first = false;
            }
        }

        return names;
    }

    private int Take(int at)
    {
        char c = Sql[at];
        if (char.IsWhiteSpace(c))
        {
            return at + 1;
        }

        if (c == '-' && Next(at) == '-')
        {
            int line = Sql.IndexOf('\n', at);
            return line < 0 ? Sql.Length : line + 1;
        }

        if (c == '/' && Next(at) == '*')
        {
            int end = Sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return end < 0 ? Sql.Length : end + 2;
        }

        if (c is 'x' or 'X' && Next(at) == '\'')
        {
            int end = Sql.IndexOf('\'', at + 2);
            return Add(TokenKind.Other, at, end < 0 ? Sql.Length : end + 1);
        }

        if (c is '\'' or '"' or '`' or '[')
        {
            return TakeQuoted(at, c == '[' ? ']' : c);
        }

        int stop = at + 1;
        if (IsNamePart(c) && !char.IsAsciiDigit(c))
        {
            while (stop < Sql.Length && IsNamePart(Sql[stop]))
            {
                stop++;
            }

            return Add(TokenKind.Word, at, stop);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Next(at))))
        {
            while (stop < Sql.Length && (IsNamePart(Sql[stop]) || Sql[stop] == '.'
                || (Sql[stop] is '+' or '-' && Sql[stop - 1] is 'e' or 'E' && !IsHex(at))))
            {
                stop++;
            }
        }

        return Add(TokenKind.Other, at, stop);
    }

    private int TakeQuoted(int at, char quote)
    {
        var value = new StringBuilder();
        int i = at + 1;
        for (; i < Sql.Length; i++)
        {
            if (Sql[i] == quote)
            {
                // A doubled quote stands for one; brackets know no doubling.
                if (quote == ']' || Next(i) != quote)
                {
                    break;
                }

                i++;
            }

            value.Append(Sql[i]);
        }

        int end = Math.Min(i + 1, Sql.Length);
        _tokens.Add(new Token(quote == '\'' ? TokenKind.Text : TokenKind.QuotedName, at, end, value.ToString()));
        return end;
    }

    private int Add(TokenKind kind, int start, int end)
    {
        _tokens.Add(new Token(kind, start, end, Sql[start..end]));
        return end;
    }

    private bool IsHex(int at) => Sql[at] == '0' && Next(at) is 'x' or 'X';

    private char Next(int at) => at + 1 < Sql.Length ? Sql[at + 1] : '\0';

    // As SQLite: everything outside ASCII belongs to names.
    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > 127;
}
