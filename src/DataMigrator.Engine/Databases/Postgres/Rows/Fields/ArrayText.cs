using System.Buffers;
using System.Buffers.Binary;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>Arrays of any number of dimensions and lower bounds: <c>[0:1]={a,"b c"}</c>.</summary>
internal static class ArrayText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("0123456789.-+:abcdefABCDEF"u8);

    public static void Write(PostgresType element, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        int dimensions = BinaryPrimitives.ReadInt32BigEndian(field);
        if (dimensions == 0)
        {
            output.Bytes("{}"u8);
            return;
        }

        int[] lengths = new int[dimensions];
        bool shifted = false;
        for (int i = 0; i < dimensions; i++)
        {
            lengths[i] = BinaryPrimitives.ReadInt32BigEndian(field[(12 + (8 * i))..]);
            shifted |= LowerBound(field, i) != 1;
        }

        if (shifted)
        {
            for (int i = 0; i < dimensions; i++)
            {
                int lower = LowerBound(field, i);
                output.Chars($"[{lower}:{lower + lengths[i] - 1}]");
            }

            output.Byte((byte)'=');
        }

        ReadOnlySpan<byte> rest = field[(12 + (8 * dimensions))..];
        Level(element, lengths, ref rest, output);
    }

    /// <summary>Text in double quotes, quotes and backslashes escaped.</summary>
    public static void Quoted(ReadOnlySpan<byte> text, CopyBuffer output)
    {
        output.Byte((byte)'"');
        foreach (byte character in text)
        {
            if (character is (byte)'"' or (byte)'\\')
            {
                output.Byte((byte)'\\');
            }

            output.Byte(character);
        }

        output.Byte((byte)'"');
    }

    private static int LowerBound(ReadOnlySpan<byte> field, int dimension) =>
        BinaryPrimitives.ReadInt32BigEndian(field[(16 + (8 * dimension))..]);

    private static void Level(PostgresType element, ReadOnlySpan<int> lengths, ref ReadOnlySpan<byte> rest,
        CopyBuffer output)
    {
        // box is the one type with another delimiter.
        byte delimiter = element.Name == "box" ? (byte)';' : (byte)',';
        output.Byte((byte)'{');
        for (int i = 0; i < lengths[0]; i++)
        {
            if (i > 0)
            {
                output.Byte(delimiter);
            }

            if (lengths.Length > 1)
            {
                Level(element, lengths[1..], ref rest, output);
            }
            else
            {
                Element(element, ref rest, output);
            }
        }

        output.Byte((byte)'}');
    }

    private static void Element(PostgresType element, ref ReadOnlySpan<byte> rest, CopyBuffer output)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[4..];
        if (length < 0)
        {
            output.Bytes("NULL"u8);
            return;
        }

        var text = new CopyBuffer(64);
        NativeText.Write(element, rest[..length], text);
        rest = rest[length..];
        if (IsPlain(text.Span))
        {
            output.Bytes(text.Span);
        }
        else
        {
            Quoted(text.Span, output);
        }
    }

    private static bool IsPlain(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text.IndexOfAnyExcept(Plain) < 0;
}
