using System.Buffers;
using System.Data.Common;
using System.Text;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Builds a multi-row INSERT in a buffer that is kept. Large cells go as parameters, so that the statement's text
/// stays small.</summary>
internal sealed class MySqlInsertText(string head, MySqlWriteColumn[] columns)
{
    /// <summary>Cells of this many bytes and more are parameters.</summary>
    private const int LargeCell = 32_768;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create("'\\\0"u8);
    private static readonly SearchValues<byte> Doubled = SearchValues.Create("'\"\\?\0\n\r\u001a"u8);

    private readonly List<byte[]> _parameters = [];
    private char[] _text = new char[65_536];
    private int _length;

    /// <summary>Rows in the statement.</summary>
    public int Rows { get; private set; }

    /// <summary>The statement's bytes as the server gets them, at most.</summary>
    public long Bytes { get; private set; }

    public void Begin()
    {
        _parameters.Clear();
        _length = 0;
        Rows = 0;
        Append(head);
        Bytes = Encoding.UTF8.GetByteCount(head);
    }

    /// <summary>The most bytes that a row adds.</summary>
    public long Measure(ColumnVector[] vectors, int row)
    {
        long sum = 2;
        for (int i = 0; i < columns.Length; i++)
        {
            ReadOnlySpan<byte> cell = vectors[i].IsFixed ? [] : vectors[i].GetBytes(row);
            bool isParameter = cell.Length >= LargeCell;
            sum += isParameter || !columns[i].IsBinary
                ? cell.Length + CountDoubled(cell) + 64
                : (2L * cell.Length) + 8;
        }

        return sum;
    }

    public void Add(ColumnVector[] vectors, int row, long bytes)
    {
        Append(Rows == 0 ? "(" : ",(");
        for (int i = 0; i < columns.Length; i++)
        {
            if (i > 0)
            {
                Append(",");
            }

            AddCell(vectors[i], row, columns[i]);
        }

        Append(")");
        Rows++;
        Bytes += bytes;
    }

    public DbCommand ToCommand(DatabaseSession session)
    {
        DbCommand command = session.CreateCommand(new string(_text, 0, _length));
        for (int i = 0; i < _parameters.Count; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.Value = _parameters[i];
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private void AddCell(ColumnVector vector, int row, MySqlWriteColumn column)
    {
        if (vector.IsNull(row))
        {
            Append("NULL");
        }
        else if (column.IsBits)
        {
            Span<byte> bits = stackalloc byte[8];
            AddHex(bits[..MySqlWriteColumn.BitBytes(vector, row, bits)]);
        }
        else if (column.IsBinary || column.IsText)
        {
            AddVariable(vector.GetBytes(row), column);
        }
        else if (column.Kind == WireKind.Decimal)
        {
            AddAscii(vector.GetBytes(row));
        }
        else
        {
            Span<byte> text = stackalloc byte[MySqlCellText.MaxLength];
            int length = MySqlCellText.Format(vector, row, text);
            bool isQuoted = MySqlCellText.IsQuoted(column.Kind);
            Append(isQuoted ? "'" : "");
            AddAscii(text[..length]);
            Append(isQuoted ? "'" : "");
        }
    }

    private void AddVariable(ReadOnlySpan<byte> cell, MySqlWriteColumn column)
    {
        if (cell.Length >= LargeCell)
        {
            string name = "@p" + _parameters.Count;
            Append(column.IsBinary ? name : "CONVERT(" + name + " USING utf8mb4)");
            _parameters.Add(cell.ToArray());
        }
        else if (column.IsBinary)
        {
            AddHex(cell);
        }
        else
        {
            AddQuoted(cell);
        }
    }

    private void AddQuoted(ReadOnlySpan<byte> utf8)
    {
        Append("'");
        Ensure(2 * utf8.Length);
        while (utf8.Length > 0)
        {
            int plain = utf8.IndexOfAny(Escaped);
            plain = plain < 0 ? utf8.Length : plain;
            _length += Encoding.UTF8.GetChars(utf8[..plain], _text.AsSpan(_length));
            if (plain < utf8.Length)
            {
                _text[_length++] = '\\';
                _text[_length++] = utf8[plain] == 0 ? '0' : (char)utf8[plain];
                plain++;
            }

            utf8 = utf8[plain..];
        }

        Append("'");
    }

    private void AddHex(ReadOnlySpan<byte> bytes)
    {
        Append("X'");
        Ensure(2 * bytes.Length);
        Convert.TryToHexString(bytes, _text.AsSpan(_length), out int written);
        _length += written;
        Append("'");
    }

    private void AddAscii(ReadOnlySpan<byte> text)
    {
        Ensure(text.Length);
        _length += Encoding.ASCII.GetChars(text, _text.AsSpan(_length));
    }

    private void Append(string text)
    {
        Ensure(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void Ensure(int room)
    {
        if (_text.Length - _length < room)
        {
            Array.Resize(ref _text, Math.Max(_length + room, _text.Length * 2));
        }
    }

    private static int CountDoubled(ReadOnlySpan<byte> cell)
    {
        int count = 0;
        for (int at; (at = cell.IndexOfAny(Doubled)) >= 0; cell = cell[(at + 1)..])
        {
            count++;
        }

        return count;
    }
}
