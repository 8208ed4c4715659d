namespace DataMigrator.Sql.Tree;

/// <summary>What functions do, whatever a database calls them.</summary>
internal enum SqlFunction
{
    /// <summary>The first that is not NULL.</summary>
    Coalesce,

    /// <summary>The first, or NULL where both are equal.</summary>
    NullIf,

    /// <summary>(condition, then, else).</summary>
    If,

    /// <summary>The argument is NULL.</summary>
    IsNull,
    Upper,
    Lower,
    Trim,
    TrimStart,
    TrimEnd,

    /// <summary>(text, what, with what).</summary>
    Replace,
    Reverse,

    /// <summary>Characters of a text, bytes of a binary value.</summary>
    CharLength,
    ByteLength,

    /// <summary>(text, from, length).</summary>
    Substring,

    /// <summary>(text, characters).</summary>
    Left,

    /// <summary>(text, characters).</summary>
    Right,

    /// <summary>(text, part): where the part begins, 0 for nowhere.</summary>
    Position,

    /// <summary>(text, characters, with what).</summary>
    PadStart,

    /// <summary>(text, characters, with what).</summary>
    PadEnd,
    Md5,

    /// <summary>Texts, NULL where one is NULL.</summary>
    Concat,

    /// <summary>Texts, NULL for nothing.</summary>
    ConcatIgnoringNull,

    /// <summary>(separator, texts …), NULL for nothing.</summary>
    ConcatWithSeparator,
    Abs,

    /// <summary>(number, digits).</summary>
    Round,
    Floor,
    Ceiling,
    Sign,
    SquareRoot,
    Exp,

    /// <summary>(base, exponent).</summary>
    Power,

    /// <summary>(dividend, divisor).</summary>
    Modulo,

    /// <summary>The greatest, NULL where one is NULL.</summary>
    Greatest,

    /// <summary>The least, NULL where one is NULL.</summary>
    Least,

    /// <summary>At least 0 and less than 1.</summary>
    Random,
    Uuid,

    /// <summary>One of a group's values.</summary>
    AnyValue,
    IsJson,

    /// <summary>In the session's zone; (digits of the second's fraction).</summary>
    Now,

    /// <summary>In the session's zone.</summary>
    Today,
    UtcNow,
    UtcToday,

    /// <summary>Whole seconds since 1970.</summary>
    UnixNow,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,

    /// <summary>(field, moment).</summary>
    DatePart,

    /// <summary>A moment's date.</summary>
    Date,

    /// <summary>(later, earlier): days between them.</summary>
    DateDiff,

    /// <summary>(moment, interval).</summary>
    DateAdd,

    /// <summary>(moment, interval).</summary>
    DateSubtract,

    /// <summary>(moment, format), the format with the marks of the database that it was written for.</summary>
    FormatDate,
    Count,
    Sum,
    Min,
    Max,
    Average,

    /// <summary>As Sum, 0 for nothing.</summary>
    Total,

    /// <summary>Texts of a group, one after the other; (texts …), and in some databases (text, separator).</summary>
    ConcatGroup,
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumeDist,
    Ntile,

    /// <summary>(value, rows, default).</summary>
    Lag,

    /// <summary>(value, rows, default).</summary>
    Lead,
    FirstValue,
    LastValue,

    /// <summary>(value, row).</summary>
    NthValue,
}
