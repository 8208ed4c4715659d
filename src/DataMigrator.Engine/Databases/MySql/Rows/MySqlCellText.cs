using System.Buffers.Text;
using System.Globalization;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Cells of fixed size as the text that both servers parse back to the same value.</summary>
internal static class MySqlCellText
{
    /// <summary>The most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 40;

    /// <summary>The text stands in quotes as a literal.</summary>
    public static bool IsQuoted(WireKind kind) => kind is WireKind.Date or WireKind.Time or WireKind.Timestamp
        or WireKind.TimestampTz or WireKind.Uuid;

    /// <summary>Writes a fixed cell or a UUID and returns the bytes used.</summary>
    public static int Format(ColumnVector vector, int row, Span<byte> target)
    {
        int length;
        switch (vector.Type.Kind)
        {
            case WireKind.Unsigned:
                ((ulong)vector.GetFixed(row)).TryFormat(target, out length);
                return length;
            case WireKind.Float32:
                // Widened: the server reads a double, and the way back to single precision is then exact.
                return FormatDouble(BitConverter.Int32BitsToSingle((int)vector.GetFixed(row)), target);
            case WireKind.Float64:
                return FormatDouble(BitConverter.Int64BitsToDouble(vector.GetFixed(row)), target);
            case WireKind.Date:
                return MySqlTemporal.FormatDate(vector.GetFixed(row), target);
            case WireKind.Time:
                return MySqlTemporal.FormatTime(vector.GetFixed(row), target);
            case WireKind.Timestamp or WireKind.TimestampTz:
                return MySqlTemporal.FormatTimestamp(vector.GetFixed(row), target);
            case WireKind.Uuid:
                Utf8Formatter.TryFormat(new Guid(vector.GetBytes(row), bigEndian: true), target, out length);
                return length;
            default:
                vector.GetFixed(row).TryFormat(target, out length);
                return length;
        }
    }

    /// <summary>The shortest text that reads back as the same double, always with an exponent: a literal with one is a
    /// double to the server, any other is a decimal.</summary>
    private static int FormatDouble(double value, Span<byte> target)
    {
        value.TryFormat(target, out int length, "R", CultureInfo.InvariantCulture);
        if (!target[..length].Contains((byte)'E'))
        {
            target[length++] = (byte)'e';
            target[length++] = (byte)'0';
        }

        return length;
    }
}
