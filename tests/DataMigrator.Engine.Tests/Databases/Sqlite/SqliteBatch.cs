using System.Text;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Sqlite;

/// <summary>Batches of one column, and cells as tests compare them.</summary>
internal static class SqliteBatch
{
    /// <summary>A column of longs, strings, doubles, byte arrays and nulls.</summary>
    public static RowBatch Of(WireType wire, params object?[] cells)
    {
        var vector = new ColumnVector(wire);
        foreach (object? cell in cells)
        {
            switch (cell)
            {
                case null:
                    vector.AppendNull();
                    break;
                case string text:
                    vector.AppendBytes(Encoding.UTF8.GetBytes(text));
                    break;
                case byte[] bytes:
                    vector.AppendBytes(bytes);
                    break;
                case double real:
                    vector.AppendFixed(BitConverter.DoubleToInt64Bits(real));
                    break;
                default:
                    vector.AppendFixed(Convert.ToInt64(cell));
                    break;
            }
        }

        return new RowBatch([vector]) { RowCount = cells.Length };
    }

    /// <summary>A cell as text: NULL, a number for fixed kinds, UTF-8 or hex for others, <c>!code:value</c> for irregular
    /// ones.</summary>
    public static string Show(this ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return "NULL";
        }

        if (vector.IsIrregular(row))
        {
            IrregularCell cell = vector.GetIrregular(row);
            return $"!{cell.Code}:{(cell.Kind == WireKind.Binary ? Convert.ToHexString(cell.Bytes) : Encoding.UTF8.GetString(cell.Bytes))}";
        }

        return vector.Type.Kind switch
        {
            WireKind.Float64 => BitConverter.Int64BitsToDouble(vector.GetFixed(row)).ToString("R"),
            _ when vector.IsFixed => vector.GetFixed(row).ToString(),
            WireKind.Binary or WireKind.Native or WireKind.Uuid or WireKind.Geometry =>
                Convert.ToHexString(vector.GetBytes(row)),
            _ => Encoding.UTF8.GetString(vector.GetBytes(row)),
        };
    }

    public static string[] Column(this RowBatch batch, int column) =>
        [.. Enumerable.Range(0, batch.RowCount).Select(r => batch.Columns[column].Show(r))];
}
