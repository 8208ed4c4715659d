using System.Buffers.Binary;
using System.Text;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

internal sealed class SqliteNativeWriter : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        ReadOnlySpan<byte> cell = vector.GetBytes(row);
        ReadOnlySpan<byte> content = cell[1..];
        return cell[0] switch
        {
            SqliteNative.Integer =>
                SqliteNative.BindInteger(statement, parameter, BinaryPrimitives.ReadInt64LittleEndian(content)),
            SqliteNative.Real =>
                SqliteNative.BindReal(statement, parameter, BinaryPrimitives.ReadDoubleLittleEndian(content)),
            SqliteNative.Text => SqliteNative.BindPinnedText(statement, parameter, content),
            _ => SqliteNative.BindPinnedBlob(statement, parameter, content),
        };
    }
}

internal sealed class SqliteIntegerWriter : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row) =>
        SqliteNative.BindInteger(statement, parameter, vector.GetFixed(row));
}

internal sealed class SqliteUnsignedWriter(string column) : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        long value = vector.GetFixed(row);
        return value >= 0
            ? SqliteNative.BindInteger(statement, parameter, value)
            : throw new SqliteRefusal("out_of_range", column,
                $"{(ulong)value} is larger than SQLite's largest integer, {long.MaxValue}.");
    }
}

/// <summary>Reals. NaN would be stored as NULL and is refused; minus zero is stored as zero, which is the same number, and
/// is said.</summary>
internal sealed class SqliteFloatWriter(string column, bool single, Action<string> warn) : SqliteCellWriter
{
    private bool _warned;

    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        long bits = vector.GetFixed(row);
        double value = single ? BitConverter.Int32BitsToSingle((int)bits) : BitConverter.Int64BitsToDouble(bits);
        if (double.IsNaN(value))
        {
            throw new SqliteRefusal("nan", column, "SQLite stores NaN as NULL.");
        }

        if (value == 0 && double.IsNegative(value) && !_warned)
        {
            _warned = true;
            warn($"Column {column} holds minus zero: SQLite keeps no sign of a zero and stores 0.0.");
        }

        return SqliteNative.BindReal(statement, parameter, value);
    }
}

/// <summary>Decimals for a column that turns text into numbers: as an integer, or as a real that is the same decimal.</summary>
internal sealed class SqliteDecimalWriter(string column) : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        ReadOnlySpan<byte> text = vector.GetBytes(row);
        return SqliteNumber.TryInteger(text, out long integer)
            ? SqliteNative.BindInteger(statement, parameter, integer)
            : SqliteNumber.TryReal(text, out double real)
                ? SqliteNative.BindReal(statement, parameter, real)
                : throw new SqliteRefusal("out_of_range", column,
                    $"{Encoding.UTF8.GetString(text)} has more digits than a number in SQLite keeps; "
                    + "a column declared TEXT or DECIMAL_TEXT keeps all.");
    }
}

internal sealed class SqliteTextWriter : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row) =>
        SqliteNative.BindPinnedText(statement, parameter, vector.GetBytes(row));
}

/// <summary>Text for a column that turns text into numbers: only what stays text.</summary>
internal sealed class SqliteWordWriter(string column) : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        ReadOnlySpan<byte> text = vector.GetBytes(row);
        return SqliteNumber.LooksNumeric(text)
            ? throw new SqliteRefusal("numeric_text", column,
                $"The column's declared type makes a number of the text '{Encoding.UTF8.GetString(text)}'; "
                + "a column declared TEXT keeps it.")
            : SqliteNative.BindPinnedText(statement, parameter, text);
    }
}

/// <summary>JSON for a column that turns text into numbers: a bare number goes in as the number that it is.</summary>
internal sealed class SqliteJsonWriter(string column) : SqliteCellWriter
{
    private readonly SqliteDecimalWriter _number = new(column);
    private readonly SqliteWordWriter _text = new(column);

    public override int Bind(nint statement, int parameter, ColumnVector vector, int row) =>
        SqliteNumber.IsPlainDecimal(vector.GetBytes(row))
            ? _number.Bind(statement, parameter, vector, row)
            : _text.Bind(statement, parameter, vector, row);
}

internal sealed class SqliteBitsWriter : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        long value = 0;
        foreach (byte bit in vector.GetBytes(row))
        {
            value = (value << 1) | (long)(bit & 1);
        }

        return SqliteNative.BindInteger(statement, parameter, value);
    }
}

internal sealed class SqliteBinaryWriter : SqliteCellWriter
{
    public override int Bind(nint statement, int parameter, ColumnVector vector, int row) =>
        SqliteNative.BindPinnedBlob(statement, parameter, vector.GetBytes(row));
}

/// <summary>Geometry in GeoPackage's binary form: GP, version 0, flags 1 (little endian, no envelope), SRID, WKB.</summary>
internal sealed class SqliteGeometryWriter : SqliteCellWriter
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(256, pinned: true);

    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        ReadOnlySpan<byte> cell = vector.GetBytes(row);
        int length = cell.Length + 4;
        if (_buffer.Length < length)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        }

        "GP\0\u0001"u8.CopyTo(_buffer);
        cell.CopyTo(_buffer.AsSpan(4));
        return SqliteNative.BindPinnedBlob(statement, parameter, _buffer.AsSpan(0, length));
    }
}

internal sealed class SqliteUuidWriter : SqliteCellWriter
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(36, pinned: true);

    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        new Guid(vector.GetBytes(row), bigEndian: true).TryFormat(_buffer, out int written, "D");
        return SqliteNative.BindPinnedText(statement, parameter, _buffer.AsSpan(0, written));
    }
}

internal sealed class SqliteTimeWriter(WireKind kind) : SqliteCellWriter
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(SqliteTime.MaxLength, pinned: true);

    public override int Bind(nint statement, int parameter, ColumnVector vector, int row)
    {
        long value = vector.GetFixed(row);
        int length = kind switch
        {
            WireKind.Date => SqliteTime.FormatDate(value, _buffer),
            WireKind.Time => SqliteTime.FormatTime(value, _buffer),
            _ => SqliteTime.FormatMoment(value, kind == WireKind.TimestampTz, _buffer),
        };
        return SqliteNative.BindPinnedText(statement, parameter, _buffer.AsSpan(0, length));
    }
}
