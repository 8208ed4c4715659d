using System.Buffers;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Takes values of every storage class in one form: texts and blobs as they are, numbers as their text.</summary>
internal sealed class SqliteMixedReader : SqliteCellReader
{
    private readonly ArrayBufferWriter<byte> _number = new(64);

    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        switch (cell.Storage)
        {
            case SqliteNative.Integer:
                AppendNumber(WireKind.Integer, cell.Integer, vector);
                break;
            case SqliteNative.Real:
                AppendNumber(WireKind.Float64, BitConverter.DoubleToInt64Bits(cell.Real), vector);
                break;
            case SqliteNative.Text:
                SqliteTextReader.AppendChecked(cell, vector);
                break;
            case SqliteNative.Blob when vector.Type.Kind == WireKind.Binary:
                vector.AppendBytes(cell.Bytes);
                break;
            default:
                cell.AppendWrongStorage(vector, "text or a number");
                break;
        }
    }

    private void AppendNumber(WireKind kind, long value, ColumnVector vector)
    {
        _number.ResetWrittenCount();
        TextForm.WriteFixed(kind, value, _number);
        vector.AppendBytes(_number.WrittenSpan);
    }
}
