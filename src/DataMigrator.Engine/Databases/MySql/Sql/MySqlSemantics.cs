using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>How MySQL and MariaDB mean what is said to them.</summary>
internal static class MySqlSemantics
{
    public static Semantics Rules { get; } = new()
    {
        BooleansAreNumbers = true, DivisionByZeroIsNull = true, DividesExactly = true, IntegerSum = IntegerSum.Decimal,
        RemainderOf = RemainderOf.AllNumbers, RoundsHalfToEven = true, RoundsBeforePoint = true, DecimalsKeepZeros = true,
        BitsAreUnsigned = true, LikeCase = LikeCase.ByCollation, LikeHasBackslash = true, SearchIgnoresCase = true,
        NegativeLength = NegativeCount.None, NegativeEnd = NegativeCount.None, CastsCutTexts = true, GroupsStrictly = true,
    };
}
