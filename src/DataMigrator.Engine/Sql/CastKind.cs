namespace DataMigrator.Sql;

/// <summary>What a cast makes of a value.</summary>
internal enum CastKind
{
    Text,

    /// <summary>A text of just so many characters.</summary>
    PaddedText,
    SmallInteger,
    Integer,
    BigInteger,

    /// <summary>A whole number without a sign.</summary>
    Unsigned,
    Decimal,

    /// <summary>A number of any kind: none that is one already is changed.</summary>
    AnyNumber,

    /// <summary>As AnyNumber, called by a name that says something else elsewhere.</summary>
    TakenForNumber,
    Float,
    Date,
    Time,
    Timestamp,
    Boolean,
    Uuid,
    Json,
    BinaryJson,
}
