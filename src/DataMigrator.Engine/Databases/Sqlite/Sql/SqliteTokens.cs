using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>A statement of sqlite_schema in tokens, comments left out.</summary>
internal sealed class SqliteTokens(string sql)
{
    private static readonly LexicalRules Rules = new SqliteLanguage().Lexical;

    // All but the end. SQLite has accepted the statement, so its quotes are closed.
    private readonly IReadOnlyList<Token> _tokens = [.. SqlTokenizer.Tokenize(Rules, sql).SkipLast(1)];

    public string Sql { get; } = sql;

    public int Count => _tokens.Count;

    /// <summary>The token of that number; past the end an empty sign, so that looking ahead needs no care.</summary>
    public Token this[int index] =>
        index < _tokens.Count ? _tokens[index] : new Token(TokenKind.End, "", Sql.Length, Sql.Length);

    /// <summary>The number of the parenthesis that closes the one at <paramref name="open"/>.</summary>
    public int Close(int open)
    {
        int depth = 0;
        for (int i = open; i < Count; i++)
        {
            depth += _tokens[i].IsSymbol("(") ? 1 : _tokens[i].IsSymbol(")") ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return Count;
    }

    /// <summary>The first token from <paramref name="from"/> on that is this sign, or the count.</summary>
    public int Find(int from, string sign)
    {
        int i = from;
        while (i < Count && !_tokens[i].IsSymbol(sign))
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
            if (_tokens[i].IsSymbol(","))
            {
                first = true;
            }
            else if (first)
            {
                names.Add(_tokens[i].Text);
                first = false;
            }
        }

        return names;
    }
}
