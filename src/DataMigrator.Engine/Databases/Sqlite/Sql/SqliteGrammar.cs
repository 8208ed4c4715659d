using DataMigrator.Sql;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>What SQLite's SQL takes.</summary>
internal static class SqliteGrammar
{
    public static GrammarRules Rules { get; } = new()
    {
        Operators = BinaryOperator.Common(new Dictionary<string, BinaryOperator>
        {
            ["||"] = new("||", Precedence.AboveProduct), ["->"] = new("->", Precedence.AboveProduct), ["->>"] = new("->>", Precedence.AboveProduct),
            ["|"] = new("|", Precedence.BelowSum), ["&"] = new("&", Precedence.BelowSum),
            ["<<"] = new("<<", Precedence.BelowSum), [">>"] = new(">>", Precedence.BelowSum),
        }),
        NullTests = true, IsComparesValues = true, LimitWithComma = true, SetOperatorsBindAlike = true,
    };
}
