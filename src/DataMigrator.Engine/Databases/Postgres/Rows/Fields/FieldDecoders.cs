using System.Buffers.Binary;
using System.Text.Unicode;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

internal sealed class BooleanDecoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) => target.AppendFixed(field[0]);
}

internal sealed class Int2Decoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) =>
        target.AppendFixed(BinaryPrimitives.ReadInt16BigEndian(field));
}

internal sealed class Int4Decoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) =>
        target.AppendFixed(BinaryPrimitives.ReadInt32BigEndian(field));
}

/// <summary>Eight bytes as they are: bigint, the bits of a double, microseconds.</summary>
internal sealed class Int8Decoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) =>
        target.AppendFixed(BinaryPrimitives.ReadInt64BigEndian(field));
}

/// <summary>Four bytes without a sign: oid, the bits of a single.</summary>
internal sealed class UInt4Decoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) =>
        target.AppendFixed(BinaryPrimitives.ReadUInt32BigEndian(field));
}

internal sealed class DateDecoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) => target.AppendFixed(Date(field));
}

internal sealed class NumericDecoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) => Numeric.Decode(field, target);
}

internal sealed class MoneyDecoder(int scale) : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) =>
        target.AppendBytes(Money.Text(BinaryPrimitives.ReadInt64BigEndian(field), scale));
}

internal sealed class BitsDecoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) => Bits.Decode(field, target);
}

internal sealed class GeometryDecoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) => Ewkb.Decode(field, target);
}

/// <summary><c>"char"</c>: one byte of no encoding; zero is its empty value.</summary>
internal sealed class CharDecoder : FieldDecoder
{
    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target)
    {
        if (field[0] < 0x80)
        {
            target.AppendBytes(field[0] == 0 ? [] : field);
        }
        else
        {
            target.AppendIrregular(CheckedTextDecoder.Invalid(field));
        }
    }
}

/// <summary>A cell that is the field as it lies there, but for a version byte.</summary>
internal sealed class RawDecoder(int prefix) : FieldDecoder
{
    public override int RawPrefix => prefix;

    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target) => target.AppendBytes(field[prefix..]);
}

/// <summary>Text of an SQL_ASCII database, which stores any bytes.</summary>
internal sealed class CheckedTextDecoder(int prefix) : FieldDecoder
{
    public static IrregularCell Invalid(ReadOnlySpan<byte> text) =>
        new("invalid_utf8", "The text is not valid UTF-8.", WireKind.Binary, text.ToArray());

    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target)
    {
        ReadOnlySpan<byte> text = field[prefix..];
        if (Utf8.IsValid(text))
        {
            target.AppendBytes(text);
        }
        else
        {
            target.AppendIrregular(Invalid(text));
        }
    }
}

/// <summary>A type that only PostgreSQL knows, from its binary form to its text.</summary>
internal sealed class LiteralDecoder(PostgresType type) : FieldDecoder
{
    private readonly CopyBuffer _text = new(256);

    public override void Decode(ReadOnlySpan<byte> field, ColumnVector target)
    {
        _text.Clear();
        NativeText.Write(type, field, _text);
        target.AppendBytes(_text.Span);
    }
}
