namespace DataMigrator.Sql;

/// <summary>What LIKE makes of capital and small letters.</summary>
internal enum LikeCase
{
    Kept,
    Ignored,

    /// <summary>The collation of the columns that a text is made of decides.</summary>
    ByCollation,
}

/// <summary>What SUM makes of whole numbers.</summary>
internal enum IntegerSum
{
    Integer,
    Decimal,

    /// <summary>One or the other, by the type of what is summed up.</summary>
    ByType,
}

/// <summary>Of which numbers there is a remainder.</summary>
internal enum RemainderOf
{
    /// <summary>Both sides become whole numbers.</summary>
    WholeNumbers,
    ExactNumbers,
    AllNumbers,
}

/// <summary>What a number of characters below zero means.</summary>
internal enum NegativeCount
{
    /// <summary>No characters.</summary>
    None,
    Error,

    /// <summary>It counts from elsewhere.</summary>
    OtherEnd,
}

/// <summary>How a database means what is said to it. Where two mean it differently, the writer says it in other words or
/// refuses it.</summary>
internal sealed record Semantics
{
    /// <summary>A value of one type is not taken for one of another: comparisons, CASE, UNION.</summary>
    public bool TypesAreStrict { get; init; }

    /// <summary>A value has the type that it was written with, whatever column it stands in.</summary>
    public bool TypesAreDynamic { get; init; }

    /// <summary>TRUE is 1.</summary>
    public bool BooleansAreNumbers { get; init; }

    /// <summary>Dates and times are texts.</summary>
    public bool DatesAreTexts { get; init; }

    /// <summary>The present is that of UTC, not that of the session's zone.</summary>
    public bool NowIsUtc { get; init; }

    /// <summary>The text 'now' is the present where a moment is wanted.</summary>
    public bool NowIsLiteral { get; init; }

    /// <summary>Division by zero yields NULL; else it is an error.</summary>
    public bool DivisionByZeroIsNull { get; init; }

    /// <summary>Whole numbers divided yield a fraction; else a whole number.</summary>
    public bool DividesExactly { get; init; }

    public IntegerSum IntegerSum { get; init; }

    public RemainderOf RemainderOf { get; init; }

    /// <summary>Of an approximate number a half is rounded to the even side where no digits are kept; else away from zero.</summary>
    public bool RoundsHalfToEven { get; init; }

    /// <summary>ROUND takes a number of digits below zero for places before the point.</summary>
    public bool RoundsBeforePoint { get; init; }

    /// <summary>Decimals keep the zeros after their point as texts.</summary>
    public bool DecimalsKeepZeros { get; init; }

    /// <summary>A bare DECIMAL keeps all digits of what is cast to it.</summary>
    public bool BareDecimalKeepsDigits { get; init; }

    /// <summary>Operators on bits yield numbers without a sign.</summary>
    public bool BitsAreUnsigned { get; init; }

    /// <summary>A shift drops the bits beyond the operand's own type.</summary>
    public bool ShiftsWithinType { get; init; }

    public LikeCase LikeCase { get; init; }

    /// <summary>A backslash escapes in the pattern of LIKE without ESCAPE.</summary>
    public bool LikeHasBackslash { get; init; }

    /// <summary>A text is looked for within another without a difference between capital and small letters.</summary>
    public bool SearchIgnoresCase { get; init; }

    /// <summary>UPPER and LOWER know the letters A to Z alone.</summary>
    public bool LettersAreAscii { get; init; }

    /// <summary>Of SUBSTR's length.</summary>
    public NegativeCount NegativeLength { get; init; }

    /// <summary>Of LEFT's and RIGHT's number.</summary>
    public NegativeCount NegativeEnd { get; init; }

    /// <summary>A text is taken for a number beside a column, and not beside a calculation.</summary>
    public bool TextsAreNumbersBesideColumns { get; init; }

    /// <summary>A cast to a type with a length cuts the text.</summary>
    public bool CastsCutTexts { get; init; }

    /// <summary>A text that is no number can't be cast to one; else its beginning is taken.</summary>
    public bool TextsMustBeNumbers { get; init; }

    /// <summary>A text may be cast to a type of the user's own.</summary>
    public bool HasOwnTypes { get; init; }

    /// <summary>Years go beyond 1 to 9999.</summary>
    public bool YearsAreWide { get; init; }

    /// <summary>A time is one of a day; else also a span of time.</summary>
    public bool TimesAreOfADay { get; init; }

    /// <summary>NULLs come where the largest values come.</summary>
    public bool NullsAreLargest { get; init; }

    /// <summary>What is neither grouped by nor of one value a group can't be selected.</summary>
    public bool GroupsStrictly { get; init; }
}
