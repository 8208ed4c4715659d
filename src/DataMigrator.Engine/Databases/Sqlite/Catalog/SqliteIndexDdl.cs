using DataMigrator.Databases.Sqlite.Sql;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>What CREATE INDEX says and no pragma tells: expressions and the condition.</summary>
/// <param name="Parts">The text of each part, without COLLATE, ASC and DESC.</param>
/// <param name="Where">The condition of a partial index.</param>
internal sealed record SqliteIndexDdl(IReadOnlyList<string> Parts, string? Where)
{
    public static SqliteIndexDdl Parse(string sql)
    {
        var tokens = new SqliteTokens(sql);
        int open = tokens.Find(0, "(");
        int close = tokens.Close(open);
        var parts = new List<string>();
        int first = open + 1;
        int depth = 0;
        for (int i = open + 1; i <= close && i < tokens.Count; i++)
        {
            if (i == close || (depth == 0 && tokens[i].IsSymbol(",")))
            {
                parts.Add(tokens.Slice(first, EndOfExpression(tokens, first, i)));
                first = i + 1;
            }
            else
            {
                depth += tokens[i].IsSymbol("(") ? 1 : tokens[i].IsSymbol(")") ? -1 : 0;
            }
        }

        return new SqliteIndexDdl(parts,
            tokens[close + 1].IsWord("WHERE") ? tokens.Slice(close + 2, tokens.Count) : null);
    }

    private static int EndOfExpression(SqliteTokens tokens, int first, int end)
    {
        if (end - 1 > first && (tokens[end - 1].IsWord("ASC") || tokens[end - 1].IsWord("DESC")))
        {
            end--;
        }

        return end - 2 > first && tokens[end - 2].IsWord("COLLATE") ? end - 2 : end;
    }
}
