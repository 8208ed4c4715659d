using DataMigrator.Sql;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>How PostgreSQL means what is said to it.</summary>
internal static class PostgresSemantics
{
    public static Semantics Rules { get; } = new()
    {
        TypesAreStrict = true, NowIsLiteral = true, IntegerSum = IntegerSum.ByType, RemainderOf = RemainderOf.ExactNumbers, RoundsHalfToEven = true,
        RoundsBeforePoint = true, DecimalsKeepZeros = true, BareDecimalKeepsDigits = true, ShiftsWithinType = true,
        LikeHasBackslash = true, NegativeLength = NegativeCount.Error, NegativeEnd = NegativeCount.OtherEnd, CastsCutTexts = true,
        TextsMustBeNumbers = true, HasOwnTypes = true, YearsAreWide = true, TimesAreOfADay = true, NullsAreLargest = true, GroupsStrictly = true,
    };
}
