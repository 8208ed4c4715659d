namespace DataMigrator.Exploration;

/// <summary>An <c>@name</c> in a statement.</summary>
/// <param name="Start">Where its @ stands in the statement's text.</param>
/// <param name="Name">The name.</param>
/// <param name="Before">The symbols directly before it: PostgreSQL may take the @ for the end of an operator.</param>
internal readonly record struct SqlMark(int Start, string Name, string Before)
{
    public int End => Start + 1 + Name.Length;
}

/// <summary>A statement of a script.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Line">The line of its first word, from 1.</param>
/// <param name="Text">The statement without its end mark, comments before it left out.</param>
/// <param name="Words">Its first words in upper case, up to four: bare words outside comments and quotes; a <c>(</c> at
/// the beginning counts as one.</param>
internal sealed record SqlStatement(int Number, int Line, string Text, IReadOnlyList<string> Words)
{
    /// <summary>The places where an <c>@name</c> stands outside quotes and comments.</summary>
    public IReadOnlyList<SqlMark> Marks { get; init; } = [];

    public bool StartsWith(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (i >= Words.Count || Words[i] != words[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The statement on one line, shortened, for messages.</summary>
    public string Brief
    {
        get
        {
            const int Most = 200;
            string text = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= Most ? text : text[..Most] + "…";
        }
    }
}
