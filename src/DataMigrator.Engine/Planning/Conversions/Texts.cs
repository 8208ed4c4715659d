using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>Rules between texts, bytes and everything's text form.</summary>
internal static class Texts
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public static string? CopyBytes(ColumnVector source, int row, ColumnVector target)
    {
        target.AppendBytes(source.GetBytes(row));
        return null;
    }

    public static string? Render(ColumnVector source, int row, ColumnVector target)
    {
        ArrayBufferWriter<byte> scratch = _scratch ??= new ArrayBufferWriter<byte>(256);
        scratch.ResetWrittenCount();
        TextForm.Write(source, row, scratch);
        target.AppendBytes(scratch.WrittenSpan);
        return null;
    }

    public static string? Parse(ColumnVector source, int row, ColumnVector target) =>
        target.Type.Kind is WireKind.Float32 or WireKind.Float64 && !Numbers.IsShortest(source.GetBytes(row), target.Type.Kind)
            ? $"'{Shorten(TextForm.ToString(source, row)!)}' has no exact {(target.Type.Kind == WireKind.Float32 ? "single" : "double")}"
            : TextParse.TryAppend(source.GetBytes(row), target)
            ? null : $"'{Shorten(TextForm.ToString(source, row)!)}' is no {target.Type.Kind.ToString().ToLowerInvariant()}";

    public static string? SixteenBytes(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> bytes = source.GetBytes(row);
        if (bytes.Length != 16)
        {
            return $"{bytes.Length} bytes are no uuid";
        }

        target.AppendBytes(bytes);
        return null;
    }

    public static string? GeometryBytes(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> bytes = source.GetBytes(row);
        return bytes.Length >= 9 && bytes[4] <= 1
            && WkbByteOrder.TryAppend(BinaryPrimitives.ReadInt32LittleEndian(bytes), bytes[4..], target)
            ? null : "the bytes are no geometry (SRID and WKB)";
    }

    public static string? ValidUtf8(ColumnVector source, int row, ColumnVector target)
    {
        if (!Utf8.IsValid(source.GetBytes(row)))
        {
            return "the bytes are no UTF-8 text";
        }

        target.AppendBytes(source.GetBytes(row));
        return null;
    }

    public static string Shorten(string text) => text.Length <= 80 ? text : text[..79] + "…";
}
