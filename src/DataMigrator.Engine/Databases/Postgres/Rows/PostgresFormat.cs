namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>The binary form of a type: what its <c>send</c> function writes and its <c>recv</c> function reads.</summary>
internal enum PostgresFormat : byte
{
    /// <summary>None that is known here: values travel as text through the type's own functions.</summary>
    Other,
    Boolean,
    Char,
    Text,
    Bytes,
    Int2,
    Int4,
    Int8,

    /// <summary>An unsigned 32-bit integer.</summary>
    Oid,

    /// <summary>An unsigned 64-bit integer.</summary>
    Xid8,
    Float4,
    Float8,
    Numeric,
    Money,
    Date,
    Time,
    TimeTz,
    Timestamp,
    TimestampTz,
    Interval,
    Uuid,
    Jsonb,
    JsonPath,
    Bits,

    /// <summary>EWKB.</summary>
    Geometry,
    Inet,
    MacAddress,
    Tid,
    Lsn,
    Point,
    Segment,
    Box,
    Path,
    Polygon,
    Line,
    Circle,
    TsVector,
    Range,
    MultiRange,
    Array,
}
