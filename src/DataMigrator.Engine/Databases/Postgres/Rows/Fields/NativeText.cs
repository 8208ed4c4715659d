using System.Buffers.Binary;
using System.Net;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Binary fields as the text that their type's input function reads: a native cell in a reject file, as a key's
/// literal, or in a table that COPY must load as text.</summary>
internal static class NativeText
{
    private const byte FamilyV4 = 2;

    public static void Write(PostgresType type, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        switch (type.Format)
        {
            case PostgresFormat.Boolean:
                output.Byte(field[0] != 0 ? (byte)'t' : (byte)'f');
                break;
            case PostgresFormat.Char:
                output.Bytes(field[0] == 0 ? [] : field);
                break;
            case PostgresFormat.Text:
                output.Bytes(field);
                break;
            case PostgresFormat.Bytes:
                CellText.Hex(field, output);
                break;
            case PostgresFormat.Int2:
                output.Number(BinaryPrimitives.ReadInt16BigEndian(field));
                break;
            case PostgresFormat.Int4:
                output.Number(Int32(field));
                break;
            case PostgresFormat.Int8:
                output.Number(Int64(field));
                break;
            case PostgresFormat.Oid:
                output.Number((uint)Int32(field));
                break;
            case PostgresFormat.Xid8:
                output.Number((ulong)Int64(field));
                break;
            case PostgresFormat.Float4:
                CellText.Float(BinaryPrimitives.ReadSingleBigEndian(field), output);
                break;
            case PostgresFormat.Float8:
                CellText.Float(Double(field), output);
                break;
            case PostgresFormat.Money:
                // Sessions run with lc_monetary = C, which has two digits.
                output.Bytes(Money.Text(Int64(field), 2));
                break;
            case PostgresFormat.Numeric or PostgresFormat.Bits:
                ThroughVector(type, field, output);
                break;
            case PostgresFormat.Date:
                TimeText.Date(FieldDecoder.Date(field), output);
                break;
            case PostgresFormat.Time:
                TimeText.Time(Int64(field), output);
                break;
            case PostgresFormat.TimeTz:
                TimeText.Time(Int64(field), output);
                TimeText.Offset(-Int32(field[8..]), output);
                break;
            case PostgresFormat.Timestamp or PostgresFormat.TimestampTz:
                TimeText.Timestamp(Int64(field), type.Format is PostgresFormat.TimestampTz, output);
                break;
            case PostgresFormat.Interval:
                CellText.Interval(field, output);
                break;
            case PostgresFormat.Uuid:
                CellText.Uuid(field, output);
                break;
            case PostgresFormat.Jsonb or PostgresFormat.JsonPath:
                output.Bytes(field[1..]);
                break;
            case PostgresFormat.Geometry:
                CellText.HexDigits(field, output);
                break;
            case PostgresFormat.Inet:
                Inet(type, field, output);
                break;
            case PostgresFormat.MacAddress:
                MacAddress(field, output);
                break;
            case PostgresFormat.Tid:
                output.Chars($"({(uint)Int32(field)},{BinaryPrimitives.ReadUInt16BigEndian(field[4..])})");
                break;
            case PostgresFormat.Lsn:
                output.Chars($"{(uint)Int32(field):X}/{(uint)Int32(field[4..]):X}");
                break;
            case PostgresFormat.TsVector:
                TsVector(field, output);
                break;
            case PostgresFormat.Range:
                RangeText.Range(type.Element!, field, output);
                break;
            case PostgresFormat.MultiRange:
                RangeText.MultiRange(type.Element!, field, output);
                break;
            case PostgresFormat.Array:
                ArrayText.Write(type.Element!, field, output);
                break;
            default:
                ShapeText.Write(type.Format, field, output);
                break;
        }
    }

    private static void ThroughVector(PostgresType type, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        var cell = new ColumnVector(new WireType(type.Wire));
        if (type.Format is PostgresFormat.Numeric)
        {
            Numeric.Decode(field, cell);
        }
        else
        {
            Bits.Decode(field, cell);
        }

        output.Bytes(cell.GetBytes(0));
    }

    private static void Inet(PostgresType type, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        int bits = field[1];
        output.Chars(new IPAddress(field[4..]).ToString());
        if (type.Name == "cidr" || bits != (field[0] == FamilyV4 ? 32 : 128))
        {
            output.Byte((byte)'/');
            output.Number(bits);
        }
    }

    private static void MacAddress(ReadOnlySpan<byte> field, CopyBuffer output)
    {
        for (int i = 0; i < field.Length; i++)
        {
            if (i > 0)
            {
                output.Byte((byte)':');
            }

            CellText.HexDigits(field.Slice(i, 1), output);
        }
    }

    // Lexemes, each a C string, then its positions: two bits of weight (A to D) and fourteen of place.
    private static void TsVector(ReadOnlySpan<byte> field, CopyBuffer output)
    {
        int count = Int32(field);
        ReadOnlySpan<byte> rest = field[4..];
        for (int i = 0; i < count; i++)
        {
            int end = rest.IndexOf((byte)0);
            output.Bytes(i == 0 ? "'"u8 : " '"u8);
            foreach (byte character in rest[..end])
            {
                if (character is (byte)'\'' or (byte)'\\')
                {
                    output.Byte(character);
                }

                output.Byte(character);
            }

            output.Byte((byte)'\'');
            int places = BinaryPrimitives.ReadUInt16BigEndian(rest[(end + 1)..]);
            rest = rest[(end + 3)..];
            for (int j = 0; j < places; j++)
            {
                int place = BinaryPrimitives.ReadUInt16BigEndian(rest);
                output.Byte(j == 0 ? (byte)':' : (byte)',');
                output.Number(place & 0x3fff);
                output.Bytes((place >> 14) switch { 3 => "A"u8, 2 => "B"u8, 1 => "C"u8, _ => ""u8 });
                rest = rest[2..];
            }
        }
    }

    private static int Int32(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadInt32BigEndian(field);

    private static long Int64(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadInt64BigEndian(field);

    private static double Double(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadDoubleBigEndian(field);
}
