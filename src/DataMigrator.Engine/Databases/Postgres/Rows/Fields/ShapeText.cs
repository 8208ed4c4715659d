using System.Buffers.Binary;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>The plane's geometric types: point, lseg, box, path, polygon, line, circle.</summary>
internal static class ShapeText
{
    private const int PointBytes = 16;

    public static void Write(PostgresFormat format, ReadOnlySpan<byte> field, CopyBuffer output)
    {
        switch (format)
        {
            case PostgresFormat.Point or PostgresFormat.Box:
                Points(field, output);
                break;
            case PostgresFormat.Segment:
                Enclosed('[', field, ']', output);
                break;
            case PostgresFormat.Path when field[0] == 0:
                Enclosed('[', field[5..], ']', output);
                break;
            case PostgresFormat.Path:
                Enclosed('(', field[5..], ')', output);
                break;
            case PostgresFormat.Polygon:
                Enclosed('(', field[4..], ')', output);
                break;
            case PostgresFormat.Line:
                output.Byte((byte)'{');
                Numbers(field, output);
                output.Byte((byte)'}');
                break;
            case PostgresFormat.Circle:
                output.Byte((byte)'<');
                Points(field[..PointBytes], output);
                output.Byte((byte)',');
                Numbers(field[PointBytes..], output);
                output.Byte((byte)'>');
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "No such binary form.");
        }
    }

    private static void Enclosed(char open, ReadOnlySpan<byte> points, char close, CopyBuffer output)
    {
        output.Byte((byte)open);
        Points(points, output);
        output.Byte((byte)close);
    }

    private static void Points(ReadOnlySpan<byte> points, CopyBuffer output)
    {
        for (int at = 0; at < points.Length; at += PointBytes)
        {
            output.Bytes(at == 0 ? "("u8 : ",("u8);
            Numbers(points.Slice(at, PointBytes), output);
            output.Byte((byte)')');
        }
    }

    private static void Numbers(ReadOnlySpan<byte> numbers, CopyBuffer output)
    {
        for (int at = 0; at < numbers.Length; at += 8)
        {
            if (at > 0)
            {
                output.Byte((byte)',');
            }

            CellText.Float(BinaryPrimitives.ReadDoubleBigEndian(numbers[at..]), output);
        }
    }
}
