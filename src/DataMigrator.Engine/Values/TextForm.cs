using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace DataMigrator.Values;

/// <summary>The text form of a cell: one form a kind, the same whatever database it came from. Used by conversions to text,
/// reject files, checkpoints and the verification's canonical form (docs/canonical-form.md).</summary>
internal static class TextForm
{
    /// <summary>Appends a cell that has a value.</summary>
    public static void Write(ColumnVector vector, int row, IBufferWriter<byte> output)
    {
        if (vector.IsFixed)
        {
            WriteFixed(vector.Type.Kind, vector.GetFixed(row), output);
        }
        else if (vector.Type.Kind == WireKind.Interval)
        {
            IntervalText.Write(vector.GetBytes(row), vector.Type.AllowsSpecial, output);
        }
        else
        {
            WriteVariable(vector.Type.Kind, vector.GetBytes(row), output);
        }
    }

    /// <summary>A cell as a string; null for NULL. For irregular cells the text of what was read.</summary>
    public static string? ToString(ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>();
        if (vector.IsIrregular(row))
        {
            IrregularCell cell = vector.GetIrregular(row);
            WriteVariable(cell.Kind, cell.Bytes, output);
        }
        else
        {
            Write(vector, row, output);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static void WriteFixed(WireKind kind, long value, IBufferWriter<byte> output)
    {
        Span<byte> span = output.GetSpan(64);
        int length = kind switch
        {
            WireKind.Boolean => Copy(value != 0 ? "true"u8 : "false"u8, span),
            WireKind.Unsigned => Format((ulong)value, span),
            WireKind.Float32 => Float(BitConverter.Int32BitsToSingle((int)value), span),
            WireKind.Float64 => Float(BitConverter.Int64BitsToDouble(value), span),
            WireKind.Date => Calendar.IsInfinite(value) ? Infinity(value, span) : Date(value, span),
            WireKind.Time => Time(value, span),
            WireKind.Timestamp => Timestamp(value, span),
            WireKind.TimestampTz => Calendar.IsInfinite(value) ? Infinity(value, span) : TimestampTz(value, span),
            _ => Format(value, span),
        };
        output.Advance(length);
    }

    public static void WriteVariable(WireKind kind, ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        switch (kind)
        {
            case WireKind.Uuid:
                Span<byte> span = output.GetSpan(36);
                new Guid(value, bigEndian: true).TryFormat(span, out int written);
                output.Advance(written);
                break;
            case WireKind.Interval:
                IntervalText.Write(value, infinities: true, output);
                break;
            case WireKind.Binary or WireKind.Geometry or WireKind.Native:
                Span<byte> hex = output.GetSpan(value.Length * 2);
                Convert.TryToHexStringLower(value, hex, out int bytes);
                output.Advance(bytes);
                break;
            default:
                output.Write(value);
                break;
        }
    }

    /// <summary>Shortest text that reads back as the same number (R), with PostgreSQL's names for the rest.</summary>
    private static int Float(double value, Span<byte> span) => double.IsFinite(value)
        ? Formatted(value.TryFormat(span, out int n, "R", CultureInfo.InvariantCulture), n)
        : Copy(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8, span);

    private static int Float(float value, Span<byte> span) => float.IsFinite(value)
        ? Formatted(value.TryFormat(span, out int n, "R", CultureInfo.InvariantCulture), n)
        : Float((double)value, span);

    private static int Formatted(bool fits, int length) => fits ? length : throw new InvalidOperationException();

    private static int Format(long value, Span<byte> span) => Formatted(value.TryFormat(span, out int n), n);

    private static int Format(ulong value, Span<byte> span) => Formatted(value.TryFormat(span, out int n), n);

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> span)
    {
        text.CopyTo(span);
        return text.Length;
    }

    private static int Infinity(long value, Span<byte> span) => Copy(value > 0 ? "infinity"u8 : "-infinity"u8, span);

    /// <summary>ISO 8601; years beyond four digits, and years before 1 as astronomers count them, with their sign.</summary>
    private static int Date(long days, Span<byte> span)
    {
        (long year, int month, int day) = Calendar.FromDays(days);
        int sign = year is >= 0 and <= 9999 ? 0 : Copy(year < 0 ? "-"u8 : "+"u8, span);
        Utf8.TryWrite(span[sign..], $"{Math.Abs(year):0000}-{month:00}-{day:00}", out int n);
        return sign + n;
    }

    private static int Time(long micros, Span<byte> span)
    {
        bool negative = micros < 0;
        ulong abs = negative ? (ulong)-micros : (ulong)micros;
        ulong seconds = abs / 1_000_000;
        int sign = negative ? Copy("-"u8, span) : 0;
        Utf8.TryWrite(span[sign..], $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}", out int n);
        n += sign;
        return n + Fraction((int)(abs % 1_000_000), span[n..]);
    }

    private static int Fraction(int micros, Span<byte> span)
    {
        if (micros == 0)
        {
            return 0;
        }

        Utf8.TryWrite(span, $".{micros:000000}", out int n);
        while (span[n - 1] == '0')
        {
            n--;
        }

        return n;
    }

    private static int Timestamp(long micros, Span<byte> span)
    {
        if (Calendar.IsInfinite(micros))
        {
            return Infinity(micros, span);
        }

        long days = Math.DivRem(micros, Calendar.MicrosPerDay, out long rest);
        if (rest < 0)
        {
            days--;
            rest += Calendar.MicrosPerDay;
        }

        int n = Date(days, span);
        span[n++] = (byte)' ';
        return n + Time(rest, span[n..]);
    }

    private static int TimestampTz(long micros, Span<byte> span)
    {
        int n = Timestamp(micros, span);
        return n + Copy("+00:00"u8, span[n..]);
    }
}
