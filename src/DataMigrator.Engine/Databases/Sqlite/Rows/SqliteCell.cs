using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>A value as SQLite holds it: a storage class and its content. Bytes are valid until the statement steps.</summary>
internal readonly ref struct SqliteCell
{
    private SqliteCell(int storage, long integer, double real, ReadOnlySpan<byte> bytes)
    {
        Storage = storage;
        Integer = integer;
        Real = real;
        Bytes = bytes;
    }

    /// <summary>One of the storage classes of <see cref="SqliteNative"/>.</summary>
    public int Storage { get; }

    public long Integer { get; }

    public double Real { get; }

    /// <summary>Text in UTF-8 (not checked) or the bytes of a blob.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public string StorageName => Storage switch
    {
        SqliteNative.Integer => "an integer",
        SqliteNative.Real => "a real number",
        SqliteNative.Text => "text",
        SqliteNative.Blob => "a blob",
        _ => "NULL",
    };

    /// <summary>A value of the current row.</summary>
    /// <param name="value">The value; the connection's mutex must be held.</param>
    /// <param name="utf8">The database stores text as UTF-8, so that its bytes can be taken where they lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe SqliteCell Of(nint value, bool utf8)
    {
        int storage = SqliteNative.ValueType(value);
        switch (storage)
        {
            case SqliteNative.Integer:
                return new SqliteCell(storage, SqliteNative.ValueInteger(value), 0, default);
            case SqliteNative.Real:
                return new SqliteCell(storage, 0, SqliteNative.ValueReal(value), default);
            case SqliteNative.Text:
                byte* text = utf8 ? SqliteNative.ValueBytesInPlace(value) : SqliteNative.ValueText(value);
                return new SqliteCell(storage, 0, 0, new ReadOnlySpan<byte>(text, SqliteNative.ValueLength(value)));
            case SqliteNative.Blob:
                // zeroblob() may have to be written out, so this one can take its time.
                byte* blob = SqliteNative.ValueBlob(value);
                return new SqliteCell(storage, 0, 0, new ReadOnlySpan<byte>(blob, SqliteNative.ValueLength(value)));
            default:
                return new SqliteCell(SqliteNative.Null, 0, 0, default);
        }
    }

    /// <summary>A cell of a native vector.</summary>
    public static SqliteCell OfNative(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> content = cell[1..];
        return cell[0] switch
        {
            SqliteNative.Integer =>
                new SqliteCell(SqliteNative.Integer, BinaryPrimitives.ReadInt64LittleEndian(content), 0, default),
            SqliteNative.Real =>
                new SqliteCell(SqliteNative.Real, 0, BinaryPrimitives.ReadDoubleLittleEndian(content), default),
            _ => new SqliteCell(cell[0], 0, 0, content),
        };
    }

    /// <summary>Appends the value in native form.</summary>
    public void AppendNative(ColumnVector vector)
    {
        Span<byte> target;
        switch (Storage)
        {
            case SqliteNative.Null:
                vector.AppendNull();
                return;
            case SqliteNative.Integer:
                target = vector.Reserve(9);
                BinaryPrimitives.WriteInt64LittleEndian(target[1..], Integer);
                break;
            case SqliteNative.Real:
                target = vector.Reserve(9);
                BinaryPrimitives.WriteDoubleLittleEndian(target[1..], Real);
                break;
            default:
                target = vector.Reserve(Bytes.Length + 1);
                Bytes.CopyTo(target[1..]);
                target[0] = (byte)Storage;
                vector.Commit(Bytes.Length + 1);
                return;
        }

        target[0] = (byte)Storage;
        vector.Commit(9);
    }

    /// <summary>Appends the value as one that is not of the column's kind, as it was read.</summary>
    public void AppendIrregular(ColumnVector vector, string code, string reason)
    {
        WireKind kind = WireKind.Decimal;
        byte[] bytes;
        switch (Storage)
        {
            case SqliteNative.Integer:
                bytes = System.Text.Encoding.ASCII.GetBytes(Integer.ToString());
                break;
            case SqliteNative.Real:
                Span<byte> digits = stackalloc byte[400];
                bytes = digits[..SqliteNumber.FormatReal(Real, digits)].ToArray();
                break;
            default:
                kind = Storage == SqliteNative.Text && Utf8.IsValid(Bytes) ? WireKind.Text : WireKind.Binary;
                bytes = Bytes.ToArray();
                break;
        }

        vector.AppendIrregular(new IrregularCell(code, reason, kind, bytes));
    }

    /// <summary>Appends the value as irregular because its storage class is not one that the column's kind takes.</summary>
    public void AppendWrongStorage(ColumnVector vector, string expected) =>
        AppendIrregular(vector, "storage_class", $"The value is {StorageName}, not {expected}.");
}
