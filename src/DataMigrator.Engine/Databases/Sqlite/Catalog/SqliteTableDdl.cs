using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>A foreign key as CREATE TABLE spells it: what the pragmas leave out.</summary>
internal sealed record ForeignKeyDdl(string? Name, bool Deferrable, bool InitiallyDeferred);

/// <summary>The name and the columns of a PRIMARY KEY or UNIQUE constraint.</summary>
internal sealed record KeyDdl(string? Name, bool Primary, IReadOnlyList<string> Columns);

/// <summary>What CREATE TABLE says and no pragma tells: checks, constraint names, generated expressions, collations,
/// AUTOINCREMENT, deferral.</summary>
internal sealed class SqliteTableDdl
{
    private readonly SqliteTokens _tokens;
    private string? _column;
    private string? _constraint;

    private SqliteTableDdl(SqliteTokens tokens) => _tokens = tokens;

    public List<CatalogCheck> Checks { get; } = [];

    /// <summary>In the order of the statement; pragma_foreign_key_list counts them backwards.</summary>
    public List<ForeignKeyDdl> ForeignKeys { get; } = [];

    public List<KeyDdl> Keys { get; } = [];

    /// <summary>Generated expressions by column.</summary>
    public Dictionary<string, string> Generated { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Collations by column.</summary>
    public Dictionary<string, string> Collations { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool AutoIncrement { get; private set; }

    public static SqliteTableDdl Parse(string sql)
    {
        var tokens = new SqliteTokens(sql);
        var ddl = new SqliteTableDdl(tokens);
        int open = tokens.Find(0, "(");
        int close = tokens.Close(open);
        bool columns = true;
        for (int i = open + 1; i < close;)
        {
            Token token = tokens[i];
            columns &= !IsTableConstraint(token);
            ddl._column = columns ? token.Text : null;
            ddl._constraint = null;

            // A table constraint may follow another without a comma, so all that is left is read as one.
            i = ddl.ParseItem(columns ? i + 1 : i, close, stopAtComma: columns);
        }

        return ddl;
    }

    // Reads clauses until the item's end and returns where the next one begins.
    private int ParseItem(int at, int end, bool stopAtComma)
    {
        while (at < end)
        {
            Token token = _tokens[at];
            if (token.IsSymbol(","))
            {
                _constraint = null;
                at++;
                if (stopAtComma)
                {
                    return at;
                }
            }
            else if (token.IsSymbol("("))
            {
                at = _tokens.Close(at) + 1;
            }
            else
            {
                at = ParseClause(token, at);
            }
        }

        return end;
    }

    private int ParseClause(Token token, int at)
    {
        if (token.IsWord("CONSTRAINT"))
        {
            _constraint = _tokens[at + 1].Text;
            return at + 2;
        }

        if (token.IsWord("CHECK") && _tokens[at + 1].IsSymbol("("))
        {
            Checks.Add(new CatalogCheck(TakeName(), Inside(at + 1, out at)));
            return at;
        }

        if (token.IsWord("AS") && _tokens[at + 1].IsSymbol("(") && _column is not null)
        {
            Generated[_column] = Inside(at + 1, out at);
            return at;
        }

        if (token.IsWord("COLLATE") && _column is not null)
        {
            Collations[_column] = _tokens[at + 1].Text;
            return at + 2;
        }

        if (token.IsWord("DEFAULT"))
        {
            // A signed number, or one token, or an expression in parentheses, which the caller skips.
            bool signed = _tokens[at + 1].IsSymbol("-") || _tokens[at + 1].IsSymbol("+");
            return _tokens[at + 1].IsSymbol("(") ? at + 1 : at + (signed ? 3 : 2);
        }

        if (token.IsWord("PRIMARY") || token.IsWord("UNIQUE"))
        {
            return ParseKey(at, token.IsWord("PRIMARY"));
        }

        if (token.IsWord("AUTOINCREMENT"))
        {
            AutoIncrement = true;
        }

        // FOREIGN KEY (…) leads here too: its own column list is skipped by the caller.
        return token.IsWord("REFERENCES") ? ParseReference(at) : at + 1;
    }

    private int ParseKey(int at, bool primary)
    {
        at += primary ? 2 : 1;
        IReadOnlyList<string> columns = [_column ?? ""];
        if (_column is null && _tokens[at].IsSymbol("("))
        {
            columns = _tokens.Names(at);
            int close = _tokens.Close(at);
            for (int i = at; i < close; i++)
            {
                AutoIncrement |= _tokens[i].IsWord("AUTOINCREMENT");
            }

            at = close + 1;
        }

        Keys.Add(new KeyDdl(TakeName(), primary, columns));
        return at;
    }

    private int ParseReference(int at)
    {
        at += 2;
        if (_tokens[at].IsSymbol("("))
        {
            at = _tokens.Close(at) + 1;
        }

        bool deferrable = false;
        bool deferred = false;
        while (true)
        {
            Token token = _tokens[at];
            if (token.IsWord("ON"))
            {
                // ON DELETE CASCADE; SET NULL, SET DEFAULT and NO ACTION have a word more.
                at += _tokens[at + 2].IsWord("SET") || _tokens[at + 2].IsWord("NO") ? 4 : 3;
            }
            else if (token.IsWord("MATCH"))
            {
                at += 2;
            }
            else if (token.IsWord("NOT") && _tokens[at + 1].IsWord("DEFERRABLE"))
            {
                // NOT DEFERRABLE INITIALLY DEFERRED is immediate.
                at += _tokens[at + 2].IsWord("INITIALLY") ? 4 : 2;
            }
            else if (token.IsWord("DEFERRABLE"))
            {
                deferrable = true;
                bool initially = _tokens[at + 1].IsWord("INITIALLY");
                deferred = initially && _tokens[at + 2].IsWord("DEFERRED");
                at += initially ? 3 : 1;
            }
            else
            {
                ForeignKeys.Add(new ForeignKeyDdl(TakeName(), deferrable, deferred));
                return at;
            }
        }
    }

    private string? TakeName()
    {
        string? name = _constraint;
        _constraint = null;
        return name;
    }

    private string Inside(int open, out int next)
    {
        int close = _tokens.Close(open);
        next = close + 1;
        return _tokens.Slice(open + 1, close);
    }

    private static bool IsTableConstraint(Token token) =>
        token.IsWord("CONSTRAINT") || token.IsWord("PRIMARY") || token.IsWord("UNIQUE") || token.IsWord("CHECK")
        || token.IsWord("FOREIGN");
}
