using System.Buffers;
using System.Text;
using DataMigrator.Values;

namespace DataMigrator.Exploration;

/// <summary>The text form of a cell for people to look at: shortened where it is long, without rendering what is cut
/// off.</summary>
internal static class CellText
{
    /// <summary>Characters, or bytes, of a cell that are read to show a part of it; of a longer one only that it is longer is
    /// known.</summary>
    public static int ReadFor(int limit) => Math.Max(limit, 64 * 1024);

    /// <summary>The cell as an object where .NET has a type that holds it exactly, else its text.</summary>
    public static object? ValueOf(ColumnVector vector, int row, int limit, ref int shortened)
    {
        if (vector.IsNull(row))
        {
            return null;
        }

        WireKind kind = vector.IsIrregular(row) ? vector.GetIrregular(row).Kind : vector.Type.Kind;
        if (kind == WireKind.Binary)
        {
            ReadOnlySpan<byte> bytes = vector.IsIrregular(row) ? vector.GetIrregular(row).Bytes : vector.GetBytes(row);
            return bytes.Length <= limit ? bytes.ToArray() : Of(vector, row, limit, ref shortened);
        }

        int before = shortened;
        string? text = Of(vector, row, limit, ref shortened);
        return text is null || shortened > before ? text : ExactValue.OfText(kind, text);
    }

    public static string? Of(ColumnVector vector, int row, int limit, ref int shortened)
    {
        if (vector.IsNull(row) || vector.IsFixed)
        {
            return TextForm.ToString(vector, row);
        }

        bool irregular = vector.IsIrregular(row);
        WireKind kind = irregular ? vector.GetIrregular(row).Kind : vector.Type.Kind;
        ReadOnlySpan<byte> bytes = irregular ? vector.GetIrregular(row).Bytes : vector.GetBytes(row);
        bool hex = kind is WireKind.Binary or WireKind.Geometry or WireKind.Native;
        int most = hex ? limit / 2 : limit;
        var output = new ArrayBufferWriter<byte>();
        if (bytes.Length <= most || kind is WireKind.Uuid or WireKind.Interval)
        {
            TextForm.WriteVariable(kind, bytes, output);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }

        if (!hex && bytes.Length / 4 <= most && Encoding.UTF8.GetCharCount(bytes) is int characters && characters <= most)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        shortened++;
        int cut = most;
        while (!hex && cut > 0 && (bytes[cut] & 0xC0) == 0x80)
        {
            cut--;
        }

        TextForm.WriteVariable(kind, bytes[..cut], output);
        int read = ReadFor(limit);
        bool isBeginning = bytes.Length > read && (hex || Encoding.UTF8.GetCharCount(bytes) > read);
        return Encoding.UTF8.GetString(output.WrittenSpan) + (isBeginning ? CellReader.OverMark(read, hex ? "bytes" : "characters")
            : CellReader.Mark(bytes.Length, "bytes"));
    }
}
