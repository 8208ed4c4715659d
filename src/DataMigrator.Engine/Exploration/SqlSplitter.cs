using DataMigrator.Sql.Text;

namespace DataMigrator.Exploration;

/// <summary>Splits a script into statements as the dialect's own client does: quotes, comments (nested in PostgreSQL),
/// dollar quotes, <c>DELIMITER</c>, bodies of routines and triggers, executable comments of MySQL. Sessions of the engine
/// fix what the rules depend on (standard_conforming_strings, sql_mode without ANSI_QUOTES and
/// NO_BACKSLASH_ESCAPES).</summary>
internal sealed class SqlSplitter(DatabaseKind kind, string sql)
{
    private readonly bool _mySql = kind is DatabaseKind.MySql or DatabaseKind.MariaDb;
    private readonly List<SqlStatement> _statements = [];
    private readonly List<SqlMark> _marks = [];
    private SqlBody _body = new(kind);
    private string _delimiter = ";";
    private int _at;
    private int _start = -1;
    private int _end;
    // The symbols that stand together, such as an operator.
    private int _symbolsStart;
    private int _symbolsEnd = -1;

    public static IReadOnlyList<SqlStatement> Split(DatabaseKind kind, string sql) => new SqlSplitter(kind, sql).Run();

    private List<SqlStatement> Run()
    {
        while (_at < sql.Length)
        {
            if (SkipComment() || SkipSpace() || ReadClientCommand())
            {
                continue;
            }

            if (AtDelimiter())
            {
                Complete();
                _at += _delimiter.Length;
                continue;
            }

            if (_start < 0)
            {
                _start = _at;
            }

            ReadToken();
            _end = _at;
        }

        Complete();
        return _statements;
    }

    private char Peek(int ahead = 0) => _at + ahead < sql.Length ? sql[_at + ahead] : '\0';

    private bool At(string text) => string.CompareOrdinal(sql, _at, text, 0, text.Length) == 0;

    // A delimiter of DELIMITER ends a statement wherever it stands outside quotes; a semicolon not within a body.
    private bool AtDelimiter() => At(_delimiter) && (_delimiter != ";" || _body.IsAtEnd);

    private bool SkipSpace()
    {
        // Before a statement, also the blanks of word processors and the mark at a file's beginning.
        if (!SqlCharacters.IsBlank(sql[_at]) && (_start >= 0 || (!char.IsWhiteSpace(sql[_at]) && sql[_at] != '\uFEFF')))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool SkipComment()
    {
        if (SqlCharacters.BeginsLineComment(kind, sql, _at))
        {
            _at = SqlCharacters.EndOfLineComment(kind, sql, _at);
            return true;
        }

        if (!At("/*"))
        {
            return false;
        }

        if (_mySql && (Peek(2) == '!' || (Peek(2) == 'M' && Peek(3) == '!')))
        {
            // The server runs what is in it: its marks are part of the statement, its content is read like any other.
            BeginStatement();
            _at += Peek(2) == '!' ? 3 : 4;
            while (char.IsAsciiDigit(Peek()))
            {
                _at++;
            }

            _end = _at;
            return true;
        }

        SkipBlockComment();
        return true;
    }

    private void SkipBlockComment()
    {
        int line = Line(_at);
        int depth = 1;
        for (_at += 2; depth > 0; _at++)
        {
            if (_at >= sql.Length)
            {
                // SQLite takes the end of the text for the end of the comment.
                if (kind == DatabaseKind.Sqlite)
                {
                    return;
                }

                throw Unclosed("comment", line);
            }

            if (At("*/"))
            {
                depth--;
                _at++;
            }
            else if (kind == DatabaseKind.Postgres && At("/*"))
            {
                depth++;
                _at++;
            }
        }
    }

    private void ReadToken()
    {
        char c = sql[_at];
        switch (c)
        {
            case '\'':
                ReadQuoted('\'', _mySql);
                return;
            case '"':
                ReadQuoted('"', _mySql);
                return;
            case '`' when kind != DatabaseKind.Postgres:
                ReadQuoted('`', false);
                return;
            case '[' when kind == DatabaseKind.Sqlite:
                SkipPast("]", 1, "bracket");
                _body.Other();
                return;
            case '$' when kind == DatabaseKind.Postgres && DollarTag() is { } tag:
                SkipPast(tag, tag.Length, "dollar quote");
                _body.Other();
                return;
            case '@' when SqlCharacters.IsNameStart(Peek(1)):
                ReadMark();
                return;
        }

        if (SqlCharacters.IsNameStart(c))
        {
            // END$$ ends where the delimiter begins.
            int start = _at++;
            while (_at < sql.Length && SqlCharacters.IsNamePart(sql[_at]) && (_delimiter == ";" || !At(_delimiter)))
            {
                _at++;
            }

            string word = sql[start.._at].ToUpperInvariant();
            if (Peek() == '\'' && kind == DatabaseKind.Postgres && word == "E")
            {
                ReadQuoted('\'', true);
            }
            else
            {
                _body.Word(word);
            }
        }
        else if (char.IsAsciiDigit(c))
        {
            // 1e5 and 0x1F hold letters that are no words.
            while (_at < sql.Length && (char.IsAsciiLetterOrDigit(sql[_at]) || sql[_at] is '_' or '.'))
            {
                _at++;
            }

            _body.Other();
        }
        else
        {
            _body.Symbol(c);
            _symbolsStart = _symbolsEnd == _at ? _symbolsStart : _at;
            _symbolsEnd = ++_at;
        }
    }

    // @name: a value that is given with the SQL, a user variable of MySQL, or an operator of PostgreSQL before a name.
    private void ReadMark()
    {
        int start = _at++;
        while (_at < sql.Length && (SqlCharacters.IsNamePart(sql[_at]) || (_mySql && sql[_at] == '.')) && (_delimiter == ";" || !At(_delimiter)))
        {
            _at++;
        }

        string before = _symbolsEnd == start ? sql[_symbolsStart..start] : "";
        bool belongsToWord = _end == start && start > _start && (SqlCharacters.IsNamePart(sql[start - 1]) || sql[start - 1] is '\'' or '"' or '`');

        // MySQL's name@host and @@variable.
        if (!_mySql || !(belongsToWord || before.EndsWith('@')))
        {
            _marks.Add(new SqlMark(start - _start, sql[(start + 1).._at], before));
        }

        _body.Other();
    }

    private void ReadQuoted(char quote, bool backslashes)
    {
        int line = Line(_at);
        for (_at++; _at < sql.Length; _at++)
        {
            if (backslashes && sql[_at] == '\\')
            {
                _at++;
            }
            else if (sql[_at] == quote && Peek(1) == quote)
            {
                _at++;
            }
            else if (sql[_at] == quote && SqlCharacters.Continuation(kind, sql, _at + 1, backslashes) is { } next)
            {
                _at = next;
            }
            else if (sql[_at] == quote)
            {
                _at++;
                _body.Other();
                return;
            }
        }

        throw Unclosed($"quote {quote}", line);
    }

    private void SkipPast(string end, int from, string what)
    {
        int at = sql.IndexOf(end, _at + from, StringComparison.Ordinal);
        _at = at >= 0 ? at + end.Length : throw Unclosed(what, Line(_at));
    }

    private string? DollarTag()
    {
        // a$b$ is a name.
        if (_at > 0 && SqlCharacters.IsNamePart(sql[_at - 1]))
        {
            return null;
        }

        int end = _at + 1;
        while (end < sql.Length && (SqlCharacters.IsNameStart(sql[end]) || char.IsAsciiDigit(sql[end])))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' && !char.IsAsciiDigit(Peek(1)) ? sql[_at..(end + 1)] : null;
    }

    /// <summary>What the client takes for itself at the beginning of a statement: DELIMITER of mysql; psql's commands are
    /// refused, since no server knows them.</summary>
    private bool ReadClientCommand()
    {
        if (_start >= 0)
        {
            return false;
        }

        if (kind == DatabaseKind.Postgres && Peek() == '\\')
        {
            throw Refused($"line {Line(_at)} is a command of psql ({RestOfLine()}), which the server does not know. Take it out.");
        }

        if (!_mySql || string.Compare(sql, _at, "DELIMITER", 0, 9, StringComparison.OrdinalIgnoreCase) != 0
            || !(Peek(9) is ' ' or '\t'))
        {
            return false;
        }

        string line = RestOfLine();
        string delimiter = line[9..].Trim();
        if (delimiter.Length == 0 || delimiter.Contains('\\'))
        {
            throw Refused($"line {Line(_at)} sets no delimiter that can be used.");
        }

        _delimiter = delimiter;
        _at += line.Length;
        return true;
    }

    private string RestOfLine()
    {
        int end = sql.IndexOfAny(['\r', '\n'], _at);
        return sql[_at..(end < 0 ? sql.Length : end)];
    }

    private void BeginStatement()
    {
        if (_start < 0)
        {
            _start = _at;
        }
    }

    private void Complete()
    {
        if (_start >= 0)
        {
            string text = sql[_start.._end];
            if (kind == DatabaseKind.Postgres && _body.IsCopyFromStdin)
            {
                throw Refused($"line {Line(_start)} is a COPY FROM STDIN with its data, which only psql reads. Run it with psql, or migrate the rows.");
            }

            _statements.Add(new SqlStatement(_statements.Count + 1, Line(_start), text, _body.FirstWords) { Marks = [.. _marks] });
        }

        _marks.Clear();
        _start = -1;
        _body = new SqlBody(kind);
    }

    private int Line(int at) => 1 + sql.AsSpan(0, Math.Min(at, sql.Length)).Count('\n');

    private static MigrationException Unclosed(string what, int line) =>
        Refused($"the {what} that begins in line {line} is not closed. Close it.");

    private static MigrationException Refused(string what) =>
        new(ErrorCodes.InvalidParameter, "Reading the SQL: " + what);
}
