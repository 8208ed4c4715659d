using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Exploration;

/// <summary>Splits a script into statements as the dialect's own client does: quotes, comments (nested in PostgreSQL),
/// dollar quotes, <c>DELIMITER</c>, bodies of routines and triggers, executable comments of MySQL. Sessions of the engine
/// fix what the rules depend on (standard_conforming_strings, sql_mode without ANSI_QUOTES and
/// NO_BACKSLASH_ESCAPES).</summary>
internal sealed class SqlSplitter(SqlLanguage language, string sql)
{
    private readonly SqlLexer _lexer = new(language.Lexical, sql);
    private readonly ScriptRules _rules = language.Scripts;
    private readonly List<SqlStatement> _statements = [];
    private readonly List<SqlMark> _marks = [];
    private SqlBody _body = new(language.Scripts.Body);
    private string _delimiter = ";";
    private int _at;
    private int _start = -1;
    private int _end;
    // The symbols that stand together, such as an operator.
    private int _symbolsStart;
    private int _symbolsEnd = -1;

    public static IReadOnlyList<SqlStatement> Split(SqlLanguage language, string sql) => new SqlSplitter(language, sql).Run();

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
        if (sql[_at] is not ('-' or '#' or '/'))
        {
            return false;
        }

        Lexeme lexeme = _lexer.Read(_at);
        if (lexeme.Kind == LexemeKind.RunComment)
        {
            // The server runs what is in it: its marks are part of the statement, its content is read like any other.
            BeginStatement();
            _at = _end = lexeme.End;
            return true;
        }

        if (lexeme.Kind != LexemeKind.Comment)
        {
            return false;
        }

        _at = lexeme.IsClosed ? lexeme.End : throw Unclosed("comment", Line(_at));
        return true;
    }

    private void ReadToken()
    {
        if (sql[_at] == '@' && SqlCharacters.IsNameStart(Peek(1)))
        {
            ReadMark();
            return;
        }

        Lexeme lexeme = _lexer.Read(_at);
        if (!lexeme.IsClosed)
        {
            throw Unclosed(lexeme.Kind switch
            {
                LexemeKind.Bracketed => "bracket",
                LexemeKind.Dollar => "dollar quote",
                _ => "quote " + sql[lexeme.Start + lexeme.Open - 1],
            }, Line(_at));
        }

        switch (lexeme.Kind)
        {
            case LexemeKind.Word:
                // END$$ ends where the delimiter begins.
                int start = _at++;
                while (_at < lexeme.End && (_delimiter == ";" || !At(_delimiter)))
                {
                    _at++;
                }

                _body.Word(sql[start.._at].ToUpperInvariant());
                break;
            case LexemeKind.Symbol:
                _body.Symbol(sql[_at]);
                _symbolsStart = _symbolsEnd == _at ? _symbolsStart : _at;
                _symbolsEnd = ++_at;
                break;
            case LexemeKind.Number or LexemeKind.Hex:
                // 1e5 and 0x1F hold letters that are no words.
                for (_at = lexeme.End; _at < sql.Length && (char.IsAsciiLetterOrDigit(sql[_at]) || sql[_at] is '_' or '.');)
                {
                    _at++;
                }

                _body.Other();
                break;
            default:
                _at = lexeme.End;
                _body.Other();
                break;
        }
    }

    // @name: a value that is given with the SQL, a user variable of MySQL, or an operator of PostgreSQL before a name.
    private void ReadMark()
    {
        int start = _at++;
        while (_at < sql.Length && (SqlCharacters.IsNamePart(sql[_at]) || (_rules.HasUserVariables && sql[_at] == '.')) && (_delimiter == ";" || !At(_delimiter)))
        {
            _at++;
        }

        string before = _symbolsEnd == start ? sql[_symbolsStart..start] : "";
        bool belongsToWord = _end == start && start > _start && (SqlCharacters.IsNamePart(sql[start - 1]) || sql[start - 1] is '\'' or '"' or '`');

        // name@host and @@variable.
        if (!_rules.HasUserVariables || !(belongsToWord || before.EndsWith('@')))
        {
            _marks.Add(new SqlMark(start - _start, sql[(start + 1).._at], before));
        }

        _body.Other();
    }

    /// <summary>What the client takes for itself at the beginning of a statement: DELIMITER of mysql; psql's commands are
    /// refused, since no server knows them.</summary>
    private bool ReadClientCommand()
    {
        if (_start >= 0)
        {
            return false;
        }

        if (_rules.HasClientCommands && Peek() == '\\')
        {
            throw Refused($"line {Line(_at)} is a command of psql ({RestOfLine()}), which the server does not know. Take it out.");
        }

        if (!_rules.HasDelimiter || string.Compare(sql, _at, "DELIMITER", 0, 9, StringComparison.OrdinalIgnoreCase) != 0
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
            if (_rules.HasClientCommands && _body.IsCopyFromStdin)
            {
                throw Refused($"line {Line(_start)} is a COPY FROM STDIN with its data, which only psql reads. Run it with psql, or migrate the rows.");
            }

            _statements.Add(new SqlStatement(_statements.Count + 1, Line(_start), text, _body.FirstWords) { Marks = [.. _marks] });
        }

        _marks.Clear();
        _start = -1;
        _body = new SqlBody(_rules.Body);
    }

    private int Line(int at) => 1 + sql.AsSpan(0, Math.Min(at, sql.Length)).Count('\n');

    private static MigrationException Unclosed(string what, int line) =>
        Refused($"the {what} that begins in line {line} is not closed. Close it.");

    private static MigrationException Refused(string what) =>
        new(ErrorCodes.InvalidParameter, "Reading the SQL: " + what);
}
