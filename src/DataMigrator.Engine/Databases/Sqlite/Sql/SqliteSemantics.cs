using DataMigrator.Sql;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>How SQLite means what is said to it.</summary>
internal static class SqliteSemantics
{
    public static Semantics Rules { get; } = new()
    {
        TypesAreDynamic = true, BooleansAreNumbers = true, DatesAreTexts = true, NowIsUtc = true, DivisionByZeroIsNull = true,
        IntegerSum = IntegerSum.Integer, RemainderOf = RemainderOf.WholeNumbers, LikeCase = LikeCase.Ignored, LettersAreAscii = true,
        NegativeLength = NegativeCount.OtherEnd, NegativeEnd = NegativeCount.OtherEnd, TextsAreNumbersBesideColumns = true,
    };
}
