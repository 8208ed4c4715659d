using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>COPY in binary format.</summary>
internal sealed class BinaryCopyOutput(FieldEncoder[] encoders) : CopyOutput
{
    /// <summary>Cells from here on are not copied into the buffer.</summary>
    private const int LargeBytes = 64 * 1024;

    public override string Format => "(FORMAT BINARY)";

    protected override void Begin()
    {
        Buffer.Bytes("PGCOPY\n"u8);
        Buffer.Bytes([0xff, (byte)'\r', (byte)'\n', 0]);
        Buffer.Int32(0);
        Buffer.Int32(0);
    }

    protected override void End() => Buffer.Int16(-1);

    protected override void BeginRow(int columns) => Buffer.Int16((short)columns);

    protected override void EndRow()
    {
    }

    protected override bool Cell(int column, ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            Buffer.Int32(-1);
            return false;
        }

        FieldEncoder encoder = encoders[column];
        if (encoder.IsRaw)
        {
            int length = vector.GetBytes(row).Length;
            if (length >= LargeBytes)
            {
                Buffer.Int32(length + (encoder.RawPrefix is null ? 0 : 1));
                if (encoder.RawPrefix is { } version)
                {
                    Buffer.Byte(version);
                }

                return true;
            }
        }

        encoder.Encode(vector, row, Buffer);
        return false;
    }
}
