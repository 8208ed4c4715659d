using System.Buffers;
using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>COPY in text format, for tables with a column whose binary form only the server knows: each value passes
/// through its type's input function.</summary>
internal sealed class TextCopyOutput : CopyOutput
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\\\t\r\n"u8);

    private readonly CopyBuffer _text = new(4096);
    private bool _first;

    public override string Format => "(FORMAT TEXT, ENCODING 'UTF8')";

    protected override void Begin()
    {
    }

    protected override void End()
    {
    }

    protected override void BeginRow(int columns) => _first = true;

    protected override void EndRow() => Buffer.Byte((byte)'\n');

    protected override bool Cell(int column, ColumnVector vector, int row)
    {
        if (!_first)
        {
            Buffer.Byte((byte)'\t');
        }

        _first = false;
        if (vector.IsNull(row))
        {
            Buffer.Bytes("\\N"u8);
            return false;
        }

        _text.Clear();
        CellText.Write(vector, row, _text);
        Escape(_text.Span);
        return false;
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        int special;
        while ((special = text.IndexOfAny(Special)) >= 0)
        {
            Buffer.Bytes(text[..special]);
            Buffer.Byte((byte)'\\');
            Buffer.Byte(text[special] switch
            {
                (byte)'\t' => (byte)'t',
                (byte)'\r' => (byte)'r',
                (byte)'\n' => (byte)'n',
                _ => (byte)'\\',
            });
            text = text[(special + 1)..];
        }

        Buffer.Bytes(text);
    }
}
