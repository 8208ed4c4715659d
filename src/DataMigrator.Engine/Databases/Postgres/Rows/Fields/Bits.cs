using System.Buffers.Binary;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>bit and varbit: the number of bits, then the bits from the most significant on.</summary>
internal static class Bits
{
    public static void Decode(ReadOnlySpan<byte> field, ColumnVector target)
    {
        int count = BinaryPrimitives.ReadInt32BigEndian(field);
        ReadOnlySpan<byte> packed = field[4..];
        Span<byte> text = target.Reserve(count);
        for (int i = 0; i < count; i++)
        {
            text[i] = (byte)('0' + ((packed[i >> 3] >> (7 - (i & 7))) & 1));
        }

        target.Commit(count);
    }

    public static void Encode(ReadOnlySpan<byte> text, CopyBuffer output)
    {
        int bytes = (text.Length + 7) / 8;
        output.Int32(4 + bytes);
        output.Int32(text.Length);
        Span<byte> packed = output.Take(bytes);
        packed.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            packed[i >> 3] |= (byte)((text[i] & 1) << (7 - (i & 7)));
        }
    }
}
