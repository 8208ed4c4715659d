using System.Buffers;
using System.Buffers.Binary;
using DataMigrator.Values;

namespace DataMigrator.Verification;

/// <summary>The canonical form of a cell (docs/canonical-form.md): equal values give equal bytes whatever database they
/// come from, different values different ones. A byte says NULL (0), a value (1) or an irregular cell (2); a value
/// follows with its length.</summary>
internal static class CanonicalForm
{
    /// <summary>Appends a cell.</summary>
    /// <param name="vector">The column.</param>
    /// <param name="row">The row.</param>
    /// <param name="padded">Spaces at the end do not count: they are the padding of a CHAR(n).</param>
    /// <param name="output">Where to.</param>
    /// <param name="scratch">A buffer that the caller keeps, so that nothing is allocated a cell.</param>
    public static void Write(ColumnVector vector, int row, bool padded, IBufferWriter<byte> output,
        ArrayBufferWriter<byte> scratch)
    {
        if (vector.IsNull(row))
        {
            output.GetSpan(1)[0] = 0;
            output.Advance(1);
            return;
        }

        if (vector.IsIrregular(row))
        {
            IrregularCell cell = vector.GetIrregular(row);
            Framed(2, cell.Bytes, output);
            return;
        }

        if (vector.IsFixed)
        {
            WriteFixed(vector.Type.Kind, vector.GetFixed(row), output);
            return;
        }

        ReadOnlySpan<byte> bytes = vector.GetBytes(row);
        switch (vector.Type.Kind)
        {
            case WireKind.Decimal:
                scratch.ResetWrittenCount();
                Span<byte> normalized = scratch.GetSpan(DecimalText.NormalizedLength(bytes));
                Framed(1, DecimalText.TryNormalize(bytes, normalized, out int length) ? normalized[..length] : bytes, output);
                break;
            case WireKind.Json:
                scratch.ResetWrittenCount();
                CanonicalJson.Write(bytes, scratch);
                Framed(1, scratch.WrittenSpan, output);
                break;
            case WireKind.Text when padded:
                Framed(1, bytes.TrimEnd((byte)' '), output);
                break;
            default:
                Framed(1, bytes, output);
                break;
        }
    }

    /// <summary>Whole numbers as the decimal number that they are; floats as their bits, every NaN alike; dates and times in
    /// their unit.</summary>
    private static void WriteFixed(WireKind kind, long value, IBufferWriter<byte> output)
    {
        Span<byte> cell = stackalloc byte[32];
        int length = 8;
        switch (kind)
        {
            case WireKind.Integer or WireKind.Boolean:
                value.TryFormat(cell, out length);
                break;
            case WireKind.Unsigned:
                ((ulong)value).TryFormat(cell, out length);
                break;
            case WireKind.Float32:
                double widened = BitConverter.Int32BitsToSingle((int)value);
                BinaryPrimitives.WriteDoubleLittleEndian(cell, double.IsNaN(widened) ? double.NaN : widened);
                break;
            case WireKind.Float64:
                double real = BitConverter.Int64BitsToDouble(value);
                BinaryPrimitives.WriteDoubleLittleEndian(cell, double.IsNaN(real) ? double.NaN : real);
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(cell, value);
                break;
        }

        Framed(1, cell[..length], output);
    }

    private static void Framed(byte tag, ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        Span<byte> span = output.GetSpan(5 + value.Length);
        span[0] = tag;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], value.Length);
        value.CopyTo(span[5..]);
        output.Advance(5 + value.Length);
    }
}
