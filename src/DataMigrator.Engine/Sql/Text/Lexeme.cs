namespace DataMigrator.Sql.Text;

/// <summary>What a piece of SQL's text is.</summary>
internal enum LexemeKind
{
    /// <summary>Blanks and line ends.</summary>
    Blank,

    /// <summary>A whole comment.</summary>
    Comment,

    /// <summary>The beginning of a comment that the server runs, up to its content.</summary>
    RunComment,

    /// <summary>A text in single quotes, with its prefix.</summary>
    Text,

    /// <summary>What stands in double quotes.</summary>
    DoubleQuoted,

    /// <summary>A name in backticks.</summary>
    Backticked,

    /// <summary>A name in brackets.</summary>
    Bracketed,

    /// <summary>A text between dollar quotes.</summary>
    Dollar,

    /// <summary>A keyword or a bare name.</summary>
    Word,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A number in hexadecimal digits: <c>0x1F</c>.</summary>
    Hex,

    /// <summary>An operator or a mark.</summary>
    Symbol,
}

/// <summary>A piece of SQL's text: one after the other they are the whole text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the text goes on.</param>
/// <param name="Open">How many characters stand before its content: a prefix, a quote, a tag.</param>
/// <param name="IsClosed">The quote or comment ends.</param>
internal readonly record struct Lexeme(LexemeKind Kind, int Start, int End, int Open = 0, bool IsClosed = true)
{
    /// <summary>It is code: no blank and no comment.</summary>
    public bool IsCode => Kind is not (LexemeKind.Blank or LexemeKind.Comment or LexemeKind.RunComment);
}
