namespace DataMigrator.Sql.Text;

/// <summary>A name in a statement.</summary>
/// <param name="Qualifier">The name before its dot, null for none.</param>
/// <param name="Text">The name, in its quotes' letters.</param>
/// <param name="Quoted">It stands in quotes.</param>
/// <param name="Called">An opening parenthesis follows.</param>
internal sealed record SqlName(string? Qualifier, string Text, bool Quoted, bool Called);

/// <summary>The names and operators of a statement, wherever they stand: a name may be called without parentheses too
/// (PostgreSQL's <c>row.function</c>), so none is left out.</summary>
/// <param name="Names">The names.</param>
/// <param name="Operators">Every operator that could be meant.</param>
/// <param name="Words">The bare words in upper case, in order; a dot, a parenthesis or anything else is an empty one.</param>
/// <param name="ColumnLists">Names that a parenthesis follows only with the columns of a table: <c>WITH n (a) AS</c>.</param>
internal sealed record SqlMentions(IReadOnlyList<SqlName> Names, IReadOnlySet<string> Operators, IReadOnlyList<string> Words,
    IReadOnlySet<string> ColumnLists)
{
    private const int LongestOperator = 8;

    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";

    /// <exception cref="UntranslatableException">What can't be read for certain.</exception>
    public static SqlMentions Of(LexicalRules rules, string sql)
    {
        if (sql.Contains('\0'))
        {
            throw new UntranslatableException("it holds a NUL");
        }

        IReadOnlyList<Token> tokens = SqlTokenizer.TokenizeNames(rules, sql);
        var names = new List<SqlName>();
        var operators = new HashSet<string>(StringComparer.Ordinal);
        var words = new List<string>();
        var lists = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var calls = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < tokens.Count - 1; i++)
        {
            Token token = tokens[i];
            words.Add(token.Kind == TokenKind.Word ? token.Text.ToUpperInvariant() : "");
            if (token.Kind == TokenKind.Symbol)
            {
                AddOperators(tokens, i, operators);
                continue;
            }

            if (rules.UnicodeNames && IsUnicodeEscaped(tokens, i))
            {
                throw new UntranslatableException("it holds a name in Unicode escapes (U&\"…\")");
            }

            string text = token.Text;
            int first = i;

            // MySQL takes 1evil for a name.
            while (rules.DigitsBeginNames && token.Kind is TokenKind.Number or TokenKind.Hex
                && tokens[i + 1].Kind is TokenKind.Word or TokenKind.Number && tokens[i + 1].Start == tokens[i].End)
            {
                i++;
                text = sql[token.Start..tokens[i].End];
                names.Add(new SqlName(null, tokens[i].Text, false, tokens[i + 1].IsSymbol("(")));
            }

            if (token.IsName || i > first)
            {
                if (tokens[i + 1].IsSymbol("("))
                {
                    (IsColumnList(tokens, first, i + 1) ? lists : calls).Add(text);
                }

                // db.1evil: the scanner takes the dot for the number's.
                bool dotted = text.Length > 0 && text[0] == '.' && first > 0;
                text = dotted ? text[1..] : text;
                string? qualifier = dotted && tokens[first - 1].IsName ? Folded(rules, tokens[first - 1]) : first > 1 && tokens[first - 1].IsSymbol(".") && tokens[first - 2].IsName ? Folded(rules, tokens[first - 2]) : null;
                names.Add(new SqlName(qualifier, Folded(rules, token with { Text = text }), token.Kind == TokenKind.Quoted,
                    tokens[i + 1].IsSymbol("(")));
            }
        }

        lists.ExceptWith(calls);
        return new SqlMentions(names, operators, words, lists);
    }

    /// <summary>These words follow one another somewhere.</summary>
    public bool Has(params ReadOnlySpan<string> sequence)
    {
        for (int i = 0; i + sequence.Length <= Words.Count; i++)
        {
            int matched = 0;
            while (matched < sequence.Length && Words[i + matched] == sequence[matched])
            {
                matched++;
            }

            if (matched == sequence.Length)
            {
                return true;
            }
        }

        return false;
    }

    // n (a) AS (…) and (…) AS n (a): nowhere there can a function be called.
    private static bool IsColumnList(IReadOnlyList<Token> tokens, int name, int open)
    {
        if (name > 0 && (tokens[name - 1].IsWord("AS") || tokens[name - 1].IsSymbol(")")))
        {
            return true;
        }

        int depth = 0, close = open;
        do
        {
            depth += tokens[close].IsSymbol("(") ? 1 : tokens[close].IsSymbol(")") ? -1 : 0;
            close++;
        }
        while (depth > 0 && close < tokens.Count);
        return close + 1 < tokens.Count && tokens[close].IsWord("AS") && tokens[close + 1].IsSymbol("(");
    }

    private static bool IsUnicodeEscaped(IReadOnlyList<Token> tokens, int i) =>
        tokens[i].IsWord("U") && i + 2 < tokens.Count && tokens[i + 1].IsSymbol("&")
        && tokens[i + 2].Kind == TokenKind.Quoted && tokens[i + 1].Start == tokens[i].End && tokens[i + 2].Start == tokens[i + 1].End;

    // PostgreSQL folds ASCII letters only.
    private static string Folded(LexicalRules rules, Token token) => rules.FoldsNames && token.Kind == TokenKind.Word
        ? string.Concat(token.Text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c)) : token.Text;

    // Marks that touch are one operator or several: every part of the run is taken for one.
    private static void AddOperators(IReadOnlyList<Token> tokens, int at, HashSet<string> operators)
    {
        string run = "";
        for (int i = at; run.Length < LongestOperator && tokens[i].Kind == TokenKind.Symbol
            && tokens[i].Text.All(c => OperatorCharacters.Contains(c)) && (i == at || tokens[i].Start == tokens[i - 1].End); i++)
        {
            run += tokens[i].Text;
        }

        for (int from = 0; from < run.Length; from++)
        {
            for (int length = 1; from + length <= run.Length; length++)
            {
                operators.Add(run.Substring(from, length));
            }
        }
    }
}
