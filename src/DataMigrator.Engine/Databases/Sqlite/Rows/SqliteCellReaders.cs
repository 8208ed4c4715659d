using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

internal sealed class SqliteNativeReader : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector) => cell.AppendNative(vector);
}

internal sealed class SqliteIntegerReader : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (cell.Storage == SqliteNative.Integer)
        {
            vector.AppendFixed(cell.Integer);
        }
        else
        {
            cell.AppendWrongStorage(vector, "an integer");
        }
    }
}

internal sealed class SqliteFloatReader : SqliteCellReader
{
    private const long ExactIntegers = 1L << 53;

    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (cell.Storage == SqliteNative.Real)
        {
            vector.AppendFixed(BitConverter.DoubleToInt64Bits(cell.Real));
        }
        else if (cell.Storage == SqliteNative.Integer && cell.Integer is >= -ExactIntegers and <= ExactIntegers)
        {
            vector.AppendFixed(BitConverter.DoubleToInt64Bits(cell.Integer));
        }
        else
        {
            cell.AppendWrongStorage(vector, "a real number");
        }
    }
}

internal sealed class SqliteBooleanReader(bool text) : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (cell.Storage == SqliteNative.Integer && cell.Integer is 0 or 1)
        {
            vector.AppendFixed(cell.Integer);
        }
        else if (text && cell.Storage == SqliteNative.Text && TryText(cell.Bytes, out bool value))
        {
            vector.AppendFixed(value ? 1 : 0);
        }
        else
        {
            cell.AppendIrregular(vector, "not_a_boolean", $"The value is {cell.StorageName} other than 0 and 1.");
        }
    }

    public static bool TryText(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "t"u8) || text.SequenceEqual("1"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "f"u8)
            || text.SequenceEqual("0"u8);
    }
}

internal sealed class SqliteDecimalReader : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        switch (cell.Storage)
        {
            case SqliteNative.Integer:
                Utf8Formatter.TryFormat(cell.Integer, vector.Reserve(20), out int written);
                vector.Commit(written);
                break;
            case SqliteNative.Real:
                SqliteNumber.AppendReal(cell.Real, vector);
                break;
            case SqliteNative.Text when SqliteNumber.IsPlainDecimal(cell.Bytes):
                vector.AppendBytes(cell.Bytes);
                break;
            default:
                cell.AppendWrongStorage(vector, "a number");
                break;
        }
    }
}

internal sealed class SqliteTextReader : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (cell.Storage != SqliteNative.Text)
        {
            cell.AppendWrongStorage(vector, "text");
        }
        else
        {
            AppendChecked(cell, vector);
        }
    }

    public static void AppendChecked(in SqliteCell cell, ColumnVector vector)
    {
        if (Utf8.IsValid(cell.Bytes))
        {
            vector.AppendBytes(cell.Bytes);
        }
        else
        {
            cell.AppendIrregular(vector, "invalid_utf8", "The text is not valid UTF-8.");
        }
    }
}

/// <summary>JSON is text; a JSON number that numeric affinity has made a number of is the same JSON as digits.</summary>
internal sealed class SqliteJsonReader : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        switch (cell.Storage)
        {
            case SqliteNative.Text:
                SqliteTextReader.AppendChecked(cell, vector);
                break;
            case SqliteNative.Integer:
                Utf8Formatter.TryFormat(cell.Integer, vector.Reserve(20), out int written);
                vector.Commit(written);
                break;
            case SqliteNative.Real when double.IsFinite(cell.Real):
                SqliteNumber.AppendReal(cell.Real, vector);
                break;
            default:
                cell.AppendWrongStorage(vector, "JSON text");
                break;
        }
    }
}

internal sealed class SqliteBinaryReader : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (cell.Storage == SqliteNative.Blob)
        {
            vector.AppendBytes(cell.Bytes);
        }
        else
        {
            cell.AppendWrongStorage(vector, "a blob");
        }
    }
}

internal sealed class SqliteUuidReader(bool blob) : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (blob && cell.Storage == SqliteNative.Blob && cell.Bytes.Length == 16)
        {
            vector.AppendBytes(cell.Bytes);
        }
        else if (!blob && cell.Storage == SqliteNative.Text && TryText(cell.Bytes, out Guid value))
        {
            value.TryWriteBytes(vector.Reserve(16), bigEndian: true, out int written);
            vector.Commit(written);
        }
        else
        {
            cell.AppendIrregular(vector, "not_a_uuid",
                $"The value is {cell.StorageName}, not a UUID as {(blob ? "16 bytes" : "text with hyphens")}.");
        }
    }

    public static bool TryText(ReadOnlySpan<byte> text, out Guid value)
    {
        value = default;
        return text.Length == 36 && Utf8Parser.TryParse(text, out value, out int used, 'D') && used == 36;
    }
}

internal sealed class SqliteBitsReader(WireType wire) : SqliteCellReader
{
    private readonly int _bits = wire.Encoding == SqliteTypeMap.BitsAsInteger ? (int)wire.MaxChars! : 0;

    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (_bits > 0 && cell.Storage == SqliteNative.Integer && (_bits == 64 || (ulong)cell.Integer >> _bits == 0))
        {
            Span<byte> target = vector.Reserve(_bits);
            for (int i = 0; i < _bits; i++)
            {
                target[i] = (byte)('0' + ((cell.Integer >> (_bits - 1 - i)) & 1));
            }

            vector.Commit(_bits);
        }
        else if (_bits == 0 && cell.Storage == SqliteNative.Text && !cell.Bytes.ContainsAnyExcept("01"u8))
        {
            vector.AppendBytes(cell.Bytes);
        }
        else
        {
            cell.AppendIrregular(vector, "not_bits", _bits > 0
                ? $"The value is {cell.StorageName}, not an integer of {_bits} bits."
                : $"The value is {cell.StorageName}, not text of 0 and 1.");
        }
    }
}

/// <summary>Reads GeoPackage's binary form (https://www.geopackage.org/spec/#gpb_format), or bare WKB as without an SRID.</summary>
internal sealed class SqliteGeometryReader : SqliteCellReader
{
    private static ReadOnlySpan<byte> EnvelopeBytes => [0, 32, 48, 48, 64];

    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        ReadOnlySpan<byte> bytes = cell.Bytes;
        int srid = 0;
        bool good = cell.Storage == SqliteNative.Blob;
        if (good && bytes.Length >= 8 && bytes.StartsWith("GP\0"u8))
        {
            int flags = bytes[3];
            int envelope = (flags >> 1) & 7;
            good = envelope < EnvelopeBytes.Length && (flags & 0x20) == 0 && bytes.Length >= 8 + EnvelopeBytes[envelope];
            if (good)
            {
                srid = (flags & 1) == 1
                    ? BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])
                    : BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
                bytes = bytes[(8 + EnvelopeBytes[envelope])..];
            }
        }

        if (!good || bytes.Length < 5 || bytes[0] > 1 || !WkbByteOrder.TryAppend(srid, bytes, vector))
        {
            cell.AppendIrregular(vector, "not_a_geometry", $"The value is {cell.StorageName}, not a geometry as GeoPackage or WKB.");
        }
    }
}
