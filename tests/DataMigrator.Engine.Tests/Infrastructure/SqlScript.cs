using System.Text.RegularExpressions;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>A statement of a script; <see cref="CopyData"/> is what follows PostgreSQL's <c>COPY … FROM stdin</c>.</summary>
internal sealed record ScriptStatement(string Sql, string? CopyData = null);

/// <summary>Takes the scripts of command line clients apart: <c>DELIMITER</c> of mysql, <c>\c</c> and COPY blocks of psql,
/// dollar quotes, strings and comments of both. It knows what the sample databases hold, not every script.</summary>
internal sealed partial class SqlScript(DatabaseKind kind, string text)
{
    private readonly bool _mysql = kind is DatabaseKind.MySql or DatabaseKind.MariaDb;
    private string _delimiter = ";";
    private int _at;

    public IEnumerable<ScriptStatement> Statements()
    {
        while (SkipBlank())
        {
            if (ClientCommand())
            {
                continue;
            }

            int start = _at;
            while (_at < text.Length && !text.AsSpan(_at).StartsWith(_delimiter))
            {
                Step();
            }

            string sql = text[start..Math.Min(_at, text.Length)].Trim();
            _at += _delimiter.Length;
            if (sql.Length > 0)
            {
                yield return CopyFromStdin().IsMatch(sql)
                    ? new ScriptStatement(sql, TakeCopyData())
                    : new ScriptStatement(sql);
            }
        }
    }

    [GeneratedRegex(@"\ACOPY\b[^;]*\bFROM\s+stdin\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex CopyFromStdin();

    [GeneratedRegex(@"\G\$(\w*)\$")]
    private static partial Regex DollarQuote();

    /// <summary>To the next statement; false at the end.</summary>
    private bool SkipBlank()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (IsLineComment())
            {
                SkipLine();
            }
            else if (IsBlockComment())
            {
                SkipPast("*/", 2);
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A line for the client, not for the server.</summary>
    private bool ClientCommand()
    {
        if (_mysql && text.AsSpan(_at).StartsWith("DELIMITER ", StringComparison.OrdinalIgnoreCase))
        {
            _at += "DELIMITER ".Length;
            int start = _at;
            SkipLine();
            _delimiter = text[start..Math.Min(_at, text.Length)].Trim();
            return true;
        }

        if (!_mysql && text[_at] == '\\')
        {
            SkipLine();
            return true;
        }

        return false;
    }

    /// <summary>Over one character, or over a string, a quoted name or a comment as a whole.</summary>
    private void Step()
    {
        char c = text[_at];
        if (c is '\'' or '"' or '`')
        {
            SkipQuoted(c);
        }
        else if (IsLineComment())
        {
            SkipLine();
        }
        else if (IsBlockComment())
        {
            SkipPast("*/", 2);
        }
        else if (!_mysql && c == '$' && DollarQuote().Match(text, _at) is { Success: true } quote)
        {
            SkipPast(quote.Value, quote.Length);
        }
        else
        {
            _at++;
        }
    }

    private bool IsLineComment() =>
        text.AsSpan(_at).StartsWith("--") || (_mysql && text[_at] == '#');

    // What stands in /*! … */ is for the server.
    private bool IsBlockComment() =>
        text.AsSpan(_at).StartsWith("/*") && !(_mysql && text.AsSpan(_at).StartsWith("/*!"));

    private void SkipQuoted(char quote)
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (_mysql && quote != '`' && text[_at] == '\\')
            {
                _at++;
            }
            else if (text[_at] == quote)
            {
                // A doubled quote ends one string and begins the next: the same for finding the end.
                _at++;
                return;
            }
        }
    }

    private void SkipLine()
    {
        int end = text.IndexOf('\n', _at);
        _at = end < 0 ? text.Length : end + 1;
    }

    private void SkipPast(string end, int from)
    {
        int at = text.IndexOf(end, _at + from, StringComparison.Ordinal);
        _at = at < 0 ? text.Length : at + end.Length;
    }

    private string TakeCopyData()
    {
        SkipLine();
        int start = _at;
        int end = text.IndexOf("\n\\.", start - 1, StringComparison.Ordinal) + 1;
        _at = end;
        SkipLine();
        return text[start..end];
    }
}
