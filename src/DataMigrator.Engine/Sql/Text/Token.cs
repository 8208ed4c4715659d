namespace DataMigrator.Sql.Text;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>After the last one.</summary>
    End,

    /// <summary>A keyword or a bare name.</summary>
    Word,

    /// <summary>A quoted name.</summary>
    Quoted,

    /// <summary>A name in double quotes of SQLite, which takes it for a text where no column has that name.</summary>
    DoubleQuoted,

    /// <summary>A text, its escapes resolved.</summary>
    Text,

    /// <summary>A number as written.</summary>
    Number,

    /// <summary>A bit string, 0 and 1 only.</summary>
    Bits,

    /// <summary>Bytes in hexadecimal digits.</summary>
    Hex,

    /// <summary>An operator or a mark.</summary>
    Symbol,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its content without quotes and escapes.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where the text goes on.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    public bool IsName => Kind is TokenKind.Word or TokenKind.Quoted or TokenKind.DoubleQuoted;

    public bool IsWord(string word) =>
        Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}

/// <summary>Why a piece of SQL is not translated. Its message is a reason that a person reads.</summary>
internal sealed class UntranslatableException(string reason) : Exception(reason);
