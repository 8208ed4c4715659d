using System.Data.Common;
using System.Text.Unicode;
using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Streams the rows of one table from a result that the driver does not buffer.</summary>
internal sealed class MySqlRowReader(DatabaseSession session, ReadRequest request) : IRowReader
{
    /// <summary>Cells of this size and more are measured before they are read, so that a batch stays under its cap.</summary>
    private const int LargeCell = 65_536;

    private readonly ReadColumn[] _columns = [.. request.Columns];
    private readonly int[] _rawColumns = RawColumns(request.Columns);
    private readonly int[] _large = [.. LargeColumns(request.Columns)];
    private readonly byte[] _scratch = new byte[LargeCell];
    private DbCommand? _command;
    private DbDataReader? _reader;
    private bool _rowWaits;
    private bool _ended;

    public async Task<bool> ReadAsync(RowBatch batch, int maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        if (_reader is null)
        {
            _command = session.CreateCommand(MySqlSelect.Build(request, session.Dialect));
            _reader = await _command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        }

        while (batch.RowCount < maxRows)
        {
            if (!_rowWaits && !await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                _ended = true;
                return false;
            }

            long bytes = batch.ByteCount;
            if (batch.RowCount > 0 && (bytes >= maxBytes || (_large.Length > 0 && bytes + LargeBytes() > maxBytes)))
            {
                _rowWaits = true;
                return true;
            }

            _rowWaits = false;
            for (int i = 0; i < _columns.Length; i++)
            {
                Append(batch.Columns[i], i);
            }

            batch.RowCount++;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            try
            {
                if (!_ended)
                {
                    // Closing a reader reads all that is left of its result, unless the server is told to stop.
                    _command!.Cancel();
                }

                await _reader.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
            {
                // The rest of the result does not matter any more; a broken connection shows at its next use.
            }
        }

        if (_command is not null)
        {
            await _command.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Append(ColumnVector vector, int i)
    {
        DbDataReader reader = _reader!;
        if (reader.IsDBNull(i))
        {
            vector.AppendNull();
            return;
        }

        if (_rawColumns[i] > 0 && !reader.IsDBNull(_rawColumns[i]))
        {
            AppendUnmappable(vector, i);
            return;
        }

        if (vector.Type.Kind is WireKind.Float32 or WireKind.Float64)
        {
            MySqlCells.AppendFloat(vector, reader.GetDouble(i));
            return;
        }

        int length = (int)reader.GetBytes(i, 0, _scratch, 0, _scratch.Length);
        if (length < _scratch.Length)
        {
            Append(vector, _columns[i].Column.Type, _scratch.AsSpan(0, length));
        }
        else
        {
            AppendLarge(vector, i, (int)reader.GetBytes(i, 0, null, 0, 0));
        }
    }

    /// <summary>A text, a blob or a geometry in pieces, straight into the vector.</summary>
    private void AppendLarge(ColumnVector vector, int i, int length)
    {
        Span<byte> cell = vector.Reserve(length);
        for (int offset = 0; offset < length;)
        {
            int piece = (int)_reader!.GetBytes(i, offset, _scratch, 0, Math.Min(_scratch.Length, length - offset));
            _scratch.AsSpan(0, piece).CopyTo(cell[offset..]);
            offset += piece;
        }

        if (vector.Type.Kind is WireKind.Text or WireKind.Json && !Utf8.IsValid(cell))
        {
            MySqlCells.AppendUtf8(vector, cell.ToArray());
        }
        else
        {
            vector.Commit(length);
        }
    }

    private static void Append(ColumnVector vector, ColumnType type, ReadOnlySpan<byte> bytes)
    {
        switch (vector.Type.Kind)
        {
            case WireKind.Integer:
                MySqlCells.AppendInteger(vector, bytes);
                break;
            case WireKind.Unsigned:
                MySqlCells.AppendUnsigned(vector, bytes);
                break;
            case WireKind.Decimal:
                MySqlCells.AppendDecimal(vector, bytes);
                break;
            case WireKind.Boolean or WireKind.Bits:
                MySqlCells.AppendBits(vector, bytes, (int)(type.Length ?? 1));
                break;
            case WireKind.Date or WireKind.Timestamp or WireKind.TimestampTz:
                MySqlCells.AppendTemporal(vector, bytes);
                break;
            case WireKind.Time:
                MySqlCells.AppendTime(vector, bytes);
                break;
            case WireKind.Uuid:
                MySqlCells.AppendUuid(vector, bytes);
                break;
            case WireKind.Text when type.BaseName == "enum":
                MySqlCells.AppendEnum(vector, bytes, type.Labels.Contains(""));
                break;
            case WireKind.Text or WireKind.Json or WireKind.Literal:
                MySqlCells.AppendUtf8(vector, bytes);
                break;
            default:
                vector.AppendBytes(bytes);
                break;
        }
    }

    private void AppendUnmappable(ColumnVector vector, int i)
    {
        byte[] raw = (byte[])_reader!.GetValue(_rawColumns[i]);
        vector.AppendIrregular(new IrregularCell("unmappable_text",
            $"the text holds characters of {_columns[i].Column.CharacterSet} that Unicode does not have", WireKind.Binary, raw));
    }

    private long LargeBytes()
    {
        long sum = 0;
        foreach (int i in _large)
        {
            sum += _reader!.IsDBNull(i) ? 0 : _reader.GetBytes(i, 0, null, 0, 0);
        }

        return sum;
    }

    /// <summary>By column, the place of the further column that <see cref="MySqlSelect"/> adds, 0 for none.</summary>
    private static int[] RawColumns(IReadOnlyList<ReadColumn> columns)
    {
        int[] places = new int[columns.Count];
        int next = columns.Count;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = MySqlSelect.NeedsRoundTrip(columns[i]) ? next++ : 0;
        }

        return places;
    }

    private static IEnumerable<int> LargeColumns(IReadOnlyList<ReadColumn> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            string type = columns[i].Column.Type.BaseName;
            if (type is "text" or "blob" or "geometry" or "json" || type.StartsWith("long", StringComparison.Ordinal)
                || type.StartsWith("medium", StringComparison.Ordinal) || columns[i].Column.Type.Wire.Kind == WireKind.Geometry)
            {
                yield return i;
            }
        }
    }
}
