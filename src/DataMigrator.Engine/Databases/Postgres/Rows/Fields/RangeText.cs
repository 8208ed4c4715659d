using System.Buffers.Binary;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Ranges and multiranges: <c>[1,5)</c>, <c>{[1,2),[4,)}</c>.</summary>
internal static class RangeText
{
    private const int Empty = 0x01;
    private const int LowerInclusive = 0x02;
    private const int UpperInclusive = 0x04;
    private const int LowerInfinite = 0x08;
    private const int UpperInfinite = 0x10;

    public static void Range(PostgresType subtype, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        int flags = field[0];
        if ((flags & Empty) != 0)
        {
            output.Bytes("empty"u8);
            return;
        }

        ReadOnlySpan<byte> rest = field[1..];
        output.Byte((flags & LowerInclusive) != 0 ? (byte)'[' : (byte)'(');
        if ((flags & LowerInfinite) == 0)
        {
            Bound(subtype, ref rest, output);
        }

        output.Byte((byte)',');
        if ((flags & UpperInfinite) == 0)
        {
            Bound(subtype, ref rest, output);
        }

        output.Byte((flags & UpperInclusive) != 0 ? (byte)']' : (byte)')');
    }

    public static void MultiRange(PostgresType range, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        int count = BinaryPrimitives.ReadInt32BigEndian(field);
        ReadOnlySpan<byte> rest = field[4..];
        output.Byte((byte)'{');
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                output.Byte((byte)',');
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            Range(range.Element!, rest.Slice(4, length), output);
            rest = rest[(4 + length)..];
        }

        output.Byte((byte)'}');
    }

    private static void Bound(PostgresType subtype, ref ReadOnlySpan<byte> rest, CopyBuffer output)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var text = new CopyBuffer(64);
        NativeText.Write(subtype, rest.Slice(4, length), text);
        rest = rest[(4 + length)..];
        ArrayText.Quoted(text.Span, output);
    }
}
