using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using DataMigrator.Databases.MySql.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Appends cells to vectors from the bytes that <see cref="MySqlSelect"/> makes the server send.</summary>
internal static class MySqlCells
{
    /// <summary>A DATE, DATETIME or TIMESTAMP as text.</summary>
    public static void AppendTemporal(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        TemporalShape shape = vector.Type.Kind == WireKind.Date
            ? MySqlTemporal.ParseDate(text, out long value)
            : MySqlTemporal.ParseTimestamp(text, out value);
        if (shape == TemporalShape.Regular)
        {
            vector.AppendFixed(value);
            return;
        }

        (string code, string reason) = shape switch
        {
            TemporalShape.Zero => ("zero_date", "is MySQL's zero date, which is no day"),
            TemporalShape.Partial => ("partial_date", "has a year, a month or a day of zero, and is no day"),
            _ => ("invalid_date", "is no day of the calendar"),
        };
        AppendText(vector, text, code, reason);
    }

    /// <summary>A TIME as text.</summary>
    public static void AppendTime(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        if (MySqlTemporal.TryParseTime(text, out long micros))
        {
            vector.AppendFixed(micros);
        }
        else
        {
            AppendText(vector, text, "invalid_time", "is no time");
        }
    }

    public static void AppendInteger(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long value, out int used) && used == text.Length)
        {
            vector.AppendFixed(value);
        }
        else
        {
            AppendText(vector, text, "invalid_integer", "is no 64-bit integer");
        }
    }

    public static void AppendUnsigned(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out ulong value, out int used) && used == text.Length)
        {
            vector.AppendFixed((long)value);
        }
        else
        {
            AppendText(vector, text, "invalid_integer", "is no unsigned 64-bit integer");
        }
    }

    /// <summary>A number that the server widened to double; the way back to single precision is exact.</summary>
    public static void AppendFloat(ColumnVector vector, double value) => vector.AppendFixed(
        vector.Type.Kind == WireKind.Float32
            ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToInt64Bits(value));

    /// <summary>A decimal; the zeros of ZEROFILL go.</summary>
    public static void AppendDecimal(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        int zeros = 0;
        while (zeros + 1 < text.Length && text[zeros] == '0' && char.IsAsciiDigit((char)text[zeros + 1]))
        {
            zeros++;
        }

        vector.AppendBytes(text[zeros..]);
    }

    /// <summary>The bytes of a BIT, most significant first, as a Boolean or as n characters.</summary>
    public static void AppendBits(ColumnVector vector, ReadOnlySpan<byte> bytes, int bits)
    {
        ulong value = 0;
        foreach (byte b in bytes)
        {
            value = (value << 8) | b;
        }

        if (vector.IsFixed)
        {
            vector.AppendFixed((long)value);
            return;
        }

        Span<byte> target = vector.Reserve(bits);
        for (int i = bits - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (value & 1));
            value >>= 1;
        }

        vector.Commit(bits);
    }

    public static void AppendUuid(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out Guid value, out int used) && used == text.Length)
        {
            value.TryWriteBytes(vector.Reserve(16), bigEndian: true, out _);
            vector.Commit(16);
        }
        else
        {
            AppendText(vector, text, "invalid_uuid", "is no UUID");
        }
    }

    public static void AppendUtf8(ColumnVector vector, ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            vector.AppendBytes(text);
        }
        else
        {
            vector.AppendIrregular(new IrregularCell("invalid_utf8", "the text is not valid UTF-8", WireKind.Binary,
                text.ToArray()));
        }
    }

    /// <summary>An ENUM; the empty string that is no label marks a value that MySQL could not store.</summary>
    public static void AppendEnum(ColumnVector vector, ReadOnlySpan<byte> text, bool emptyIsLabel)
    {
        if (text.Length == 0 && !emptyIsLabel)
        {
            AppendText(vector, text, "enum_error", "is MySQL's mark of an invalid enum value");
        }
        else
        {
            AppendUtf8(vector, text);
        }
    }

    private static void AppendText(ColumnVector vector, ReadOnlySpan<byte> text, string code, string reason) =>
        vector.AppendIrregular(new IrregularCell(code, $"'{Encoding.UTF8.GetString(text)}' {reason}", WireKind.Text,
            text.ToArray()));
}
