namespace DataMigrator.Values;

/// <summary>How the cells of a column travel. The comment says where a cell lies in a <see cref="ColumnVector"/>:
/// in its 64-bit slot ("fixed") or in its bytes ("variable").</summary>
internal enum WireKind : byte
{
    /// <summary>Fixed: 0 or 1.</summary>
    Boolean,

    /// <summary>Fixed: a signed 64-bit integer.</summary>
    Integer,

    /// <summary>Fixed: the bits of an unsigned 64-bit integer.</summary>
    Unsigned,

    /// <summary>Fixed: the bits of an IEEE single, in the low 32 bits.</summary>
    Float32,

    /// <summary>Fixed: the bits of an IEEE double.</summary>
    Float64,

    /// <summary>Variable: ASCII <c>[-]digits[.digits]</c>, or NaN, Infinity, -Infinity. Any precision.</summary>
    Decimal,

    /// <summary>Variable: UTF-8. Readers reject invalid UTF-8 (as an irregular cell).</summary>
    Text,

    /// <summary>Variable: bytes.</summary>
    Binary,

    /// <summary>Fixed: days since 2000-01-01 in the proleptic Gregorian calendar; long.MaxValue and long.MinValue are
    /// infinity and -infinity.</summary>
    Date,

    /// <summary>Fixed: microseconds since midnight; may be negative or beyond a day where the database allows it.</summary>
    Time,

    /// <summary>Fixed: microseconds since 2000-01-01 00:00:00 without a zone; infinities as for Date.</summary>
    Timestamp,

    /// <summary>Fixed: microseconds since 2000-01-01 00:00:00 UTC; infinities as for Date.</summary>
    TimestampTz,

    /// <summary>Variable, 16 bytes, big endian as PostgreSQL sends it: microseconds (8), days (4), months (4).</summary>
    Interval,

    /// <summary>Variable, 16 bytes in the order of the text form (RFC 9562).</summary>
    Uuid,

    /// <summary>Variable: JSON text in UTF-8.</summary>
    Json,

    /// <summary>Variable: ASCII 0 and 1, most significant first, leading zeros kept.</summary>
    Bits,

    /// <summary>Variable: ISO WKB, little endian in all its parts, after a 4-byte little-endian SRID (0: none).</summary>
    Geometry,

    /// <summary>Variable: the text form of a type that only the source knows (arrays, ranges, inet, hstore, composite):
    /// UTF-8 as its database prints it.</summary>
    Literal,

    /// <summary>Variable: a cell in its database's own format, moved undecoded between equal columns of two databases of
    /// one kind. For SQLite the first byte is the storage class (1 integer, 2 real, 3 text, 4 blob) and numbers follow
    /// as 8 bytes little endian; for PostgreSQL the field's bytes of binary COPY.</summary>
    Native,
}
