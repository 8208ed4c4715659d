using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>What the SQL of MySQL and MariaDB takes.</summary>
internal static class MySqlGrammar
{
    public static GrammarRules Rules { get; } = new()
    {
        Operators = BinaryOperator.Common(new Dictionary<string, BinaryOperator>
        {
            ["XOR"] = new("XOR", Precedence.Xor), ["&&"] = new("AND", Precedence.And), ["<=>"] = new("<=>", Precedence.Comparison),
            ["||"] = new("||", Precedence.Or) { Refusal = "|| means OR or concatenation by the server's sql_mode" },
            ["->"] = new("->", Precedence.AboveComparison), ["->>"] = new("->>", Precedence.AboveComparison),
            ["|"] = new("|", Precedence.BelowSum - 5), ["&"] = new("&", Precedence.BelowSum),
            ["<<"] = new("<<", Precedence.BelowSum + 5), [">>"] = new(">>", Precedence.BelowSum + 5),
            ["DIV"] = new("DIV", Precedence.Product), ["MOD"] = new("%", Precedence.Product),
        }),
        QualifiedFunctions = true, AdjacentTexts = true, CharacterSets = true, Convert = true, Intervals = true, TypedTexts = true,
        ExclamationIsNot = true, BinaryPrefix = true, LimitWithComma = true, Dual = true, StraightJoin = true,
        Procedural = new()
        {
            DeclaresLists = true, DeclaresHandlers = true, UnsignedVariables = true, SetAndSignal = true, Leave = "LEAVE",
            NextRound = "ITERATE", WhileBody = "DO", WhileEnd = "WHILE", Repeat = true,
        },
    };
}
