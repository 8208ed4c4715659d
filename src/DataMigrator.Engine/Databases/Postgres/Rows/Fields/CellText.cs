using System.Buffers.Binary;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Cells as the text that a column's input function reads: for literals and for COPY in text format.</summary>
internal static class CellText
{
    /// <summary>Appends a regular cell; neither quoted nor escaped.</summary>
    public static void Write(ColumnVector vector, int row, CopyBuffer output)
    {
        switch (vector.Type.Kind)
        {
            case WireKind.Boolean:
                output.Byte(vector.GetFixed(row) != 0 ? (byte)'t' : (byte)'f');
                break;
            case WireKind.Integer:
                output.Number(vector.GetFixed(row));
                break;
            case WireKind.Unsigned:
                output.Number((ulong)vector.GetFixed(row));
                break;
            case WireKind.Float32:
                Float(BitConverter.Int32BitsToSingle((int)vector.GetFixed(row)), output);
                break;
            case WireKind.Float64:
                Float(BitConverter.Int64BitsToDouble(vector.GetFixed(row)), output);
                break;
            case WireKind.Date:
                TimeText.Date(vector.GetFixed(row), output);
                break;
            case WireKind.Time:
                TimeText.Time(vector.GetFixed(row), output);
                break;
            case WireKind.Timestamp:
                TimeText.Timestamp(vector.GetFixed(row), withZone: false, output);
                break;
            case WireKind.TimestampTz:
                TimeText.Timestamp(vector.GetFixed(row), withZone: true, output);
                break;
            case WireKind.Binary:
                Hex(vector.GetBytes(row), output);
                break;
            case WireKind.Interval:
                Interval(vector.GetBytes(row), output);
                break;
            case WireKind.Uuid:
                Uuid(vector.GetBytes(row), output);
                break;
            case WireKind.Geometry:
                Geometry(vector.GetBytes(row), output);
                break;
            case WireKind.Native:
                NativeText.Write(PostgresTypeMap.Find(vector.Type.TypeName!), vector.GetBytes(row), output);
                break;
            default:
                output.Bytes(vector.GetBytes(row));
                break;
        }
    }

    public static void Float(float value, CopyBuffer output)
    {
        if (float.IsFinite(value))
        {
            output.Number(value);
        }
        else
        {
            NotFinite(value, output);
        }
    }

    public static void Float(double value, CopyBuffer output)
    {
        if (double.IsFinite(value))
        {
            output.Number(value);
        }
        else
        {
            NotFinite(value, output);
        }
    }

    /// <summary>bytea's hex form.</summary>
    public static void Hex(ReadOnlySpan<byte> bytes, CopyBuffer output)
    {
        output.Bytes("\\x"u8);
        HexDigits(bytes, output);
    }

    /// <summary>An infinite interval is refused by servers before version 17, which would take its parts for numbers.</summary>
    public static void Interval(ReadOnlySpan<byte> cell, CopyBuffer output)
    {
        if (IntervalText.IsInfinite(cell))
        {
            output.Bytes(cell[0] == 0x7f ? "infinity"u8 : "-infinity"u8);
            return;
        }

        TimeText.Interval(BinaryPrimitives.ReadInt64BigEndian(cell), BinaryPrimitives.ReadInt32BigEndian(cell[8..]),
            BinaryPrimitives.ReadInt32BigEndian(cell[12..]), output);
    }

    public static void Uuid(ReadOnlySpan<byte> cell, CopyBuffer output) =>
        output.Number(new Guid(cell, bigEndian: true));

    public static void HexDigits(ReadOnlySpan<byte> bytes, CopyBuffer output)
    {
        Span<byte> text = output.Take(2 * bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = "0123456789abcdef"u8[bytes[i] >> 4];
            text[(2 * i) + 1] = "0123456789abcdef"u8[bytes[i] & 15];
        }
    }

    private static void Geometry(ReadOnlySpan<byte> cell, CopyBuffer output)
    {
        byte[] ewkb = new byte[Ewkb.ByteCount(cell)];
        Ewkb.Write(cell, ewkb);
        HexDigits(ewkb, output);
    }

    private static void NotFinite(double value, CopyBuffer output) =>
        output.Bytes(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
}
