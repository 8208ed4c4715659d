namespace DataMigrator.Sql.Text;

/// <summary>By which rules a database takes the text of SQL apart. What is not set is not there.</summary>
internal sealed record LexicalRules
{
    /// <summary>What stands in double quotes: a name, a text, or in SQLite a name that may be a text.</summary>
    public required TokenKind DoubleQuotes { get; init; }

    /// <summary>Small letters that belong to a text which follows at once: <c>x</c> bytes, <c>b</c> bits, <c>n</c> national,
    /// <c>e</c> with escapes.</summary>
    public required string Prefixes { get; init; }

    /// <summary>Names in backticks.</summary>
    public bool Backticks { get; init; }

    /// <summary>Names in brackets, which can't be doubled.</summary>
    public bool Brackets { get; init; }

    /// <summary>Texts between <c>$tag$</c>.</summary>
    public bool DollarQuotes { get; init; }

    /// <summary>A backslash escapes in every text, not in those of <c>e</c> alone.</summary>
    public bool BackslashEscapes { get; init; }

    /// <summary>A comment to the line's end begins with <c>#</c> too.</summary>
    public bool HashComments { get; init; }

    /// <summary>Two dashes begin a comment only before a blank or a control character.</summary>
    public bool DashesWantBlank { get; init; }

    /// <summary>A carriage return alone ends a line.</summary>
    public bool CarriageReturnEndsLine { get; init; }

    /// <summary>Comments stand within comments.</summary>
    public bool NestedComments { get; init; }

    /// <summary>A comment that is not closed reaches to the end of the text.</summary>
    public bool OpenComments { get; init; }

    /// <summary>The server runs what is in <c>/*! … */</c> and <c>/*M! … */</c>.</summary>
    public bool RunComments { get; init; }

    /// <summary>Bare names are in small letters, those of ASCII.</summary>
    public bool FoldsNames { get; init; }

    /// <summary>Digits may begin a name.</summary>
    public bool DigitsBeginNames { get; init; }

    /// <summary>Names in Unicode escapes: <c>U&amp;"…"</c>.</summary>
    public bool UnicodeNames { get; init; }
}
