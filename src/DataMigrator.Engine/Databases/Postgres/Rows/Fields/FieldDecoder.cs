using System.Buffers.Binary;
using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Turns the fields of one column of a binary COPY into cells.</summary>
internal abstract class FieldDecoder
{
    /// <summary>Leading bytes to skip of a field that is otherwise the cell as it is; -1 where it must be decoded.</summary>
    public virtual int RawPrefix => -1;

    /// <summary>Appends a field that is not NULL.</summary>
    public abstract void Decode(ReadOnlySpan<byte> field, ColumnVector target);

    /// <summary>The decoder of a column's fields, sent in the type's binary form, into its natural wire.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="trusted">The server vouches for valid UTF-8 (every encoding but SQL_ASCII).</param>
    public static FieldDecoder Create(ColumnType type, bool trusted)
    {
        PostgresType physical = PostgresTypeMap.Resolve(type);
        return physical.Format switch
        {
            _ when physical.ReadsAsText => new LiteralDecoder(physical),
            PostgresFormat.Boolean => new BooleanDecoder(),
            PostgresFormat.Int2 => new Int2Decoder(),
            PostgresFormat.Int4 => new Int4Decoder(),
            PostgresFormat.Int8 or PostgresFormat.Time or PostgresFormat.Timestamp or PostgresFormat.TimestampTz
                or PostgresFormat.Float8 => new Int8Decoder(),
            PostgresFormat.Oid or PostgresFormat.Float4 => new UInt4Decoder(),
            PostgresFormat.Date => new DateDecoder(),
            PostgresFormat.Numeric => new NumericDecoder(),
            PostgresFormat.Money => new MoneyDecoder(type.Wire.Scale ?? 2),
            PostgresFormat.Bits => new BitsDecoder(),
            PostgresFormat.Geometry => new GeometryDecoder(),
            PostgresFormat.Char => new CharDecoder(),
            PostgresFormat.Jsonb => trusted ? new RawDecoder(1) : new CheckedTextDecoder(1),
            PostgresFormat.Text => Text(trusted),
            _ => new RawDecoder(0),
        };
    }

    /// <summary>The decoder of text: of a column cast to text, or of a text column.</summary>
    public static FieldDecoder Text(bool trusted) => trusted ? new RawDecoder(0) : new CheckedTextDecoder(0);

    /// <summary>The decoder of a native wire.</summary>
    public static FieldDecoder Native() => new RawDecoder(0);

    /// <summary>A binary date as a Date cell, which has wider infinities.</summary>
    public static long Date(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadInt32BigEndian(field) switch
    {
        int.MaxValue => long.MaxValue,
        int.MinValue => long.MinValue,
        int days => days,
    };
}
