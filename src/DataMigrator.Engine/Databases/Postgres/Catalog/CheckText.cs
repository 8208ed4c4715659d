namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>Conditions out of the definitions that the database prints.</summary>
internal static class CheckText
{
    /// <summary>The condition of <c>CHECK ((x &gt; 0)) NOT VALID</c>, without the parentheses around the whole.</summary>
    public static string Condition(string definition)
    {
        int open = definition.IndexOf('(');
        int close = open < 0 ? -1 : Closing(definition, open);
        return close < 0 ? definition : Strip(definition[(open + 1)..close]);
    }

    /// <summary>Takes off pairs of parentheses that enclose the whole.</summary>
    public static string Strip(string expression)
    {
        string stripped = expression.Trim();
        while (stripped.StartsWith('(') && Closing(stripped, 0) == stripped.Length - 1)
        {
            stripped = stripped[1..^1].Trim();
        }

        return stripped;
    }

    /// <summary>Where the parenthesis at a position closes; text and names in quotes are passed over.</summary>
    private static int Closing(string text, int open)
    {
        int depth = 0;
        char quote = '\0';
        for (int i = open; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
