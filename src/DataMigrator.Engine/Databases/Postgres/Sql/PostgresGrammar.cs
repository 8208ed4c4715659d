using DataMigrator.Sql;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>What PostgreSQL's SQL and PL/pgSQL take.</summary>
internal static class PostgresGrammar
{
    // All operators without a place of their own bind alike.
    private static readonly string[] Others = ["||", "->", "->>", "|", "&", "<<", ">>", "~~", "!~~", "~~*", "!~~*"];

    public static GrammarRules Rules { get; } = new()
    {
        Operators = BinaryOperator.Common(Others.ToDictionary(o => o, o => new BinaryOperator(o, Precedence.AboveComparison))),
        BuiltInSchema = "pg_catalog", Arrays = true, TypedTexts = true, ColonCasts = true, TimeZones = true, IgnoreCaseLike = true,
        Fetch = true,
        Procedural = new()
        {
            LabelsInAngles = true, DeclaresBeforeBegin = true, Leave = "EXIT", NextRound = "CONTINUE", LeavesWhen = true,
            WhileBody = "LOOP", WhileEnd = "LOOP", IntoStrict = true,
        },
    };
}
