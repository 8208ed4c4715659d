using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace DataMigrator.Values;

/// <summary>Reads the forms that <see cref="TextForm"/> writes, and the usual spellings beside them, strictly: what is not
/// wholly understood is refused.</summary>
internal static class TextParse
{
    private static readonly SearchValues<byte> DecimalCharacters = SearchValues.Create("0123456789."u8);

    /// <summary>Appends the value to a vector of the wanted kind; false, and nothing appended, when the text is no such
    /// value.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> text, ColumnVector target)
    {
        switch (target.Type.Kind)
        {
            case WireKind.Text or WireKind.Literal or WireKind.Binary:
                target.AppendBytes(text);
                return true;
            case WireKind.Decimal:
                if (!IsPlainDecimal(text))
                {
                    return TryAppendNormalized(text, target);
                }

                target.AppendBytes(text);
                return true;
            case WireKind.Uuid:
                char form = text.Length switch { 36 => 'D', 38 => 'B', _ => 'N' };
                if (!Utf8Parser.TryParse(text, out Guid uuid, out int read, form) || read != text.Length)
                {
                    return false;
                }

                uuid.TryWriteBytes(target.Reserve(16), bigEndian: true, out _);
                target.Commit(16);
                return true;
            case WireKind.Json:
                if (!IsJson(text))
                {
                    return false;
                }

                target.AppendBytes(text);
                return true;
            case WireKind.Bits:
                if (text.ContainsAnyExcept((byte)'0', (byte)'1'))
                {
                    return false;
                }

                target.AppendBytes(text);
                return true;
            case WireKind.Interval:
                Span<byte> interval = stackalloc byte[16];
                if (!IntervalText.TryParse(text, interval))
                {
                    return false;
                }

                target.AppendBytes(interval);
                return true;
            default:
                if (!target.IsFixed || !TryParseFixed(target.Type.Kind, text, out long value))
                {
                    return false;
                }

                target.AppendFixed(value);
                return true;
        }
    }

    public static bool TryParseFixed(WireKind kind, ReadOnlySpan<byte> text, out long value)
    {
        int used;
        switch (kind)
        {
            case WireKind.Boolean:
                bool isTrue = text.SequenceEqual("true"u8) || text.SequenceEqual("t"u8) || text.SequenceEqual("1"u8);
                value = isTrue ? 1 : 0;
                return isTrue || text.SequenceEqual("false"u8) || text.SequenceEqual("f"u8) || text.SequenceEqual("0"u8);
            case WireKind.Integer:
                return Utf8Parser.TryParse(text, out value, out used) && used == text.Length;
            case WireKind.Unsigned:
                bool parsed = Utf8Parser.TryParse(text, out ulong number, out used) && used == text.Length;
                value = (long)number;
                return parsed;
            case WireKind.Float32:
                bool isSingle = TryParseSingle(text, out float single);
                value = (uint)BitConverter.SingleToInt32Bits(single);
                return isSingle;
            case WireKind.Float64:
                bool isDouble = TryParseDouble(text, out double real);
                value = BitConverter.DoubleToInt64Bits(real);
                return isDouble;
            case WireKind.Date:
                return TemporalText.TryParseDate(text, out value);
            case WireKind.Time:
                return TemporalText.TryParseTime(text, out value);
            case WireKind.Timestamp:
                return TemporalText.TryParseTimestamp(text, out value, out bool zoned) && !zoned;
            case WireKind.TimestampTz:
                return TemporalText.TryParseTimestamp(text, out value, out _);
            default:
                value = 0;
                return false;
        }
    }

    public static bool TryParseDouble(ReadOnlySpan<byte> text, out double value)
    {
        if (Special(text, out value))
        {
            return true;
        }

        return Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && double.IsFinite(value);
    }

    private static bool TryParseSingle(ReadOnlySpan<byte> text, out float value)
    {
        if (Special(text, out double special))
        {
            value = (float)special;
            return true;
        }

        return Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && float.IsFinite(value);
    }

    private static bool Special(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity : 0;
        return value != 0;
    }

    private static bool IsPlainDecimal(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = text.Length > 1 && text[0] == '-' ? text[1..] : text;
        int point = digits.IndexOf((byte)'.');
        return digits.Length > 0 && digits[0] != '.' && digits[^1] != '.'
            && !digits.ContainsAnyExcept(DecimalCharacters)
            && (point < 0 || !digits[(point + 1)..].Contains((byte)'.'));
    }

    private static bool TryAppendNormalized(ReadOnlySpan<byte> text, ColumnVector target)
    {
        if (text.Length > 200_000
            || !DecimalText.TryNormalize(text, target.Reserve(DecimalText.NormalizedLength(text)), out int written))
        {
            return false;
        }

        target.Commit(written);
        return true;
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
