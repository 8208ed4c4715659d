using System.Buffers.Binary;
using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Turns the cells of one column into fields of a binary COPY: the length in four bytes, then the bytes.</summary>
internal abstract class FieldEncoder
{
    /// <summary>The cell is sent as it is (behind a version byte where <see cref="RawPrefix"/> has one), so a large one
    /// need not pass through the buffer.</summary>
    public virtual bool IsRaw => false;

    public virtual byte? RawPrefix => null;

    /// <summary>Appends a regular cell.</summary>
    public abstract void Encode(ColumnVector vector, int row, CopyBuffer output);

    /// <summary>The encoder from a wire into a column's type; null where there is none and the table must be loaded as
    /// text.</summary>
    public static FieldEncoder? Create(ColumnType type, WireKind wire)
    {
        PostgresType physical = PostgresTypeMap.Resolve(type);
        return (wire, physical.Format) switch
        {
            (WireKind.Native, not PostgresFormat.Other) => new RawEncoder(null),
            (WireKind.Boolean, PostgresFormat.Boolean) => new BooleanEncoder(),
            (WireKind.Integer, PostgresFormat.Int2) => new Int2Encoder(),
            (WireKind.Integer, PostgresFormat.Int4) => new Int4Encoder(),
            (WireKind.Integer, PostgresFormat.Int8) or (WireKind.Float64, PostgresFormat.Float8)
                or (WireKind.Time, PostgresFormat.Time) or (WireKind.Timestamp, PostgresFormat.Timestamp)
                or (WireKind.TimestampTz, PostgresFormat.TimestampTz) => new Int8Encoder(),
            (WireKind.Integer, PostgresFormat.Oid) or (WireKind.Float32, PostgresFormat.Float4) => new UInt4Encoder(),
            (WireKind.Date, PostgresFormat.Date) => new DateEncoder(),
            (WireKind.Decimal, PostgresFormat.Numeric) => new NumericEncoder(),
            (WireKind.Decimal, PostgresFormat.Money) => new MoneyEncoder(type.Wire.Scale ?? 2),
            (WireKind.Bits, PostgresFormat.Bits) => new BitsEncoder(),
            (WireKind.Geometry, PostgresFormat.Geometry) => new GeometryEncoder(),
            (WireKind.Text, PostgresFormat.Char) => new CharEncoder(),
            (WireKind.Json, PostgresFormat.Jsonb) => new RawEncoder(1),
            (WireKind.Text or WireKind.Json, PostgresFormat.Text) or (WireKind.Binary, PostgresFormat.Bytes)
                or (WireKind.Uuid, PostgresFormat.Uuid) or (WireKind.Interval, PostgresFormat.Interval)
                => new RawEncoder(null),
            _ => null,
        };
    }
}

internal sealed class BooleanEncoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        output.Int32(1);
        output.Byte(vector.GetFixed(row) != 0 ? (byte)1 : (byte)0);
    }
}

internal sealed class Int2Encoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        output.Int32(2);
        output.Int16(checked((short)vector.GetFixed(row)));
    }
}

internal sealed class Int4Encoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        output.Int32(4);
        output.Int32(checked((int)vector.GetFixed(row)));
    }
}

internal sealed class UInt4Encoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        output.Int32(4);
        output.Int32(unchecked((int)vector.GetFixed(row)));
    }
}

internal sealed class Int8Encoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        Span<byte> field = output.Take(12);
        BinaryPrimitives.WriteInt32BigEndian(field, 8);
        BinaryPrimitives.WriteInt64BigEndian(field[4..], vector.GetFixed(row));
    }
}

internal sealed class DateEncoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        output.Int32(4);
        output.Int32(vector.GetFixed(row) switch
        {
            long.MaxValue => int.MaxValue,
            long.MinValue => int.MinValue,
            long days => checked((int)days),
        });
    }
}

internal sealed class NumericEncoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output) =>
        Numeric.Encode(vector.GetBytes(row), output);
}

internal sealed class MoneyEncoder(int scale) : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        long units = Money.Units(vector.GetBytes(row), scale);
        output.Int32(8);
        output.Int64(units);
    }
}

internal sealed class BitsEncoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output) =>
        Bits.Encode(vector.GetBytes(row), output);
}

internal sealed class GeometryEncoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output) =>
        Ewkb.Encode(vector.GetBytes(row), output);
}

internal sealed class CharEncoder : FieldEncoder
{
    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        ReadOnlySpan<byte> text = vector.GetBytes(row);
        output.Int32(1);
        output.Byte(text.IsEmpty ? (byte)0 : text[0]);
    }
}

internal sealed class RawEncoder(byte? prefix) : FieldEncoder
{
    public override bool IsRaw => true;

    public override byte? RawPrefix => prefix;

    public override void Encode(ColumnVector vector, int row, CopyBuffer output)
    {
        ReadOnlySpan<byte> cell = vector.GetBytes(row);
        if (prefix is { } version)
        {
            output.Int32(cell.Length + 1);
            output.Byte(version);
        }
        else
        {
            output.Int32(cell.Length);
        }

        output.Bytes(cell);
    }
}
