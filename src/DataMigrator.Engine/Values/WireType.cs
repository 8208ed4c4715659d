namespace DataMigrator.Values;

/// <summary>Blanks at the end of a text.</summary>
internal enum TrailingBlanks : byte
{
    /// <summary>Part of the value.</summary>
    Kept,

    /// <summary>No part of the value, and stored all the same: a CHAR(n) of SQLite.</summary>
    Insignificant,

    /// <summary>No part of the value, and cut or added by the database: a CHAR(n) of the servers.</summary>
    Padding,
}

/// <summary>The type of a column as it travels: the kind and the limits that a target column sets. Limits that are null
/// are not set.</summary>
internal sealed record WireType(WireKind Kind)
{
    /// <summary>Integer: the smallest value the column holds. Unsigned: 0.</summary>
    public long Min { get; init; } = long.MinValue;

    /// <summary>Integer: the largest value. Unsigned: the bits of the largest (<c>ulong</c>).</summary>
    public long Max { get; init; } = long.MaxValue;

    /// <summary>Decimal: total digits, null for any.</summary>
    public int? Precision { get; init; }

    /// <summary>Decimal: digits after the point, null for any.</summary>
    public int? Scale { get; init; }

    /// <summary>Time, Timestamp, TimestampTz, Interval: digits of the second's fraction kept, 0 to 6.</summary>
    public int FractionDigits { get; init; } = 6;

    /// <summary>Text: the most characters (Unicode code points); Bits: bits.</summary>
    public long? MaxChars { get; init; }

    /// <summary>Text, Json, Binary: the most bytes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Binary and Bits of exactly this length (BINARY(16), bit(8)).</summary>
    public bool FixedLength { get; init; }

    /// <summary>Text: what blanks at the end of a value are to the column.</summary>
    public TrailingBlanks Blanks { get; init; }

    /// <summary>Text, Json: U+0000 can be stored.</summary>
    public bool AllowsNul { get; init; } = true;

    /// <summary>Decimal, Float32, Float64: NaN and infinities; Date, Timestamp, TimestampTz, Interval: infinities. Literal:
    /// its elements are intervals that may be infinite.</summary>
    public bool AllowsSpecial { get; init; }

    /// <summary>Float32, Float64: the database stores the sign of zero. SQLite and MariaDB store 0 for -0.</summary>
    public bool KeepsNegativeZero { get; init; } = true;

    /// <summary>Json: stored by its meaning (jsonb, MySQL's json), with the last of equal keys and without white space, not
    /// as the text that it is.</summary>
    public bool NormalizesJson { get; init; }

    /// <summary>Date, Timestamp, TimestampTz: the first and the last moment held, in the kind's own unit.</summary>
    public long Earliest { get; init; } = long.MinValue;

    /// <inheritdoc cref="Earliest"/>
    public long Latest { get; init; } = long.MaxValue;

    /// <summary>Text with a closed list of values (ENUM), null otherwise.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Literal: the type's name in its database. Literals pass between equal names only, else as text. Interval: the
    /// type's name where it is held to some of its fields (<c>interval day to minute</c>), null otherwise.</summary>
    public string? TypeName { get; init; }

    /// <summary>Geometry: the SRID that the column demands, null for any.</summary>
    public int? Srid { get; init; }

    /// <summary>How the reader or writer of the database must take the cells, where the kind alone does not say it: a
    /// database's own word ("epoch_seconds", "iso_text", "julian_day"), shown in the plan.</summary>
    public string? Encoding { get; init; }

    /// <summary>Text or Binary: values of several kinds in this one form, so that a cell does not tell which of them it was (5
    /// or '5'). No key to read a table by.</summary>
    public bool Mixed { get; init; }

    public bool IsFixed => Kind is WireKind.Boolean or WireKind.Integer or WireKind.Unsigned or WireKind.Float32
        or WireKind.Float64 or WireKind.Date or WireKind.Time or WireKind.Timestamp or WireKind.TimestampTz;
}
