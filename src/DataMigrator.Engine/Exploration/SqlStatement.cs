namespace DataMigrator.Exploration;

/// <summary>A statement of a script.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Line">The line of its first word, from 1.</param>
/// <param name="Text">The statement without its end mark, comments before it left out.</param>
/// <param name="Words">Its first words in upper case, up to four: bare words outside comments and quotes; a <c>(</c> at
/// the beginning counts as one.</param>
internal sealed record SqlStatement(int Number, int Line, string Text, IReadOnlyList<string> Words)
{
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
