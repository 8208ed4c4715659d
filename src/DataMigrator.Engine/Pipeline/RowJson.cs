using System.Text;
using System.Text.Json;
using DataMigrator.Values;

namespace DataMigrator.Pipeline;

/// <summary>A row as JSON that loses nothing: 64-bit integers beyond 2^53, decimals and special floats as strings, binary
/// as base64 with its type named, irregular cells with the type of what was read.</summary>
internal static class RowJson
{
    private const long LargestExact = 1L << 53;

    public static void Write(Utf8JsonWriter json, ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            json.WriteNullValue();
        }
        else if (vector.IsIrregular(row))
        {
            IrregularCell cell = vector.GetIrregular(row);
            WriteVariable(json, cell.Kind, cell.Bytes, typed: true);
        }
        else if (vector.IsFixed)
        {
            WriteFixed(json, vector, row);
        }
        else
        {
            WriteVariable(json, vector.Type.Kind, vector.GetBytes(row), typed: false);
        }
    }

    /// <summary>The value of a key: that of its column, or an array of those of its columns.</summary>
    public static void WriteKey(Utf8JsonWriter json, IReadOnlyList<(ColumnVector Vector, int Row)> values)
    {
        if (values.Count == 1)
        {
            Write(json, values[0].Vector, values[0].Row);
            return;
        }

        json.WriteStartArray();
        foreach ((ColumnVector vector, int row) in values)
        {
            Write(json, vector, row);
        }

        json.WriteEndArray();
    }

    private static void WriteFixed(Utf8JsonWriter json, ColumnVector vector, int row)
    {
        long value = vector.GetFixed(row);
        switch (vector.Type.Kind)
        {
            case WireKind.Boolean:
                json.WriteBooleanValue(value != 0);
                break;
            case WireKind.Integer when value is >= -LargestExact and <= LargestExact:
            case WireKind.Unsigned when value is >= 0 and <= LargestExact:
                json.WriteNumberValue(value);
                break;
            default:
                json.WriteStringValue(TextForm.ToString(vector, row));
                break;
        }
    }

    private static void WriteVariable(Utf8JsonWriter json, WireKind kind, ReadOnlySpan<byte> bytes, bool typed)
    {
        bool text = kind is WireKind.Text or WireKind.Json or WireKind.Literal or WireKind.Decimal or WireKind.Bits;
        if (kind is WireKind.Uuid or WireKind.Interval)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            TextForm.WriteVariable(kind, bytes, output);
            json.WriteStringValue(output.WrittenSpan);
        }
        else if (text && !typed)
        {
            json.WriteStringValue(bytes);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("type", kind.ToString().ToLowerInvariant());
            if (text)
            {
                json.WriteString("value", Encoding.UTF8.GetString(bytes));
            }
            else
            {
                json.WriteBase64String("base64", bytes);
            }

            json.WriteEndObject();
        }
    }
}
