using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>A growing byte buffer for what COPY sends: big-endian numbers and bytes.</summary>
internal sealed class CopyBuffer(int capacity)
{
    private readonly int _capacity = capacity;
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Empties the buffer and lets go of what one large value made it grow to.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 4 * _capacity)
        {
            _bytes = new byte[_capacity];
        }
    }

    /// <summary>Room for that many bytes, counted as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        Span<byte> span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(2), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Text as UTF-8.</summary>
    public void Chars(ReadOnlySpan<char> value) =>
        Encoding.UTF8.GetBytes(value, Take(Encoding.UTF8.GetByteCount(value)));

    /// <summary>A number in its shortest exact form, or a Guid.</summary>
    public void Number<T>(T value)
        where T : IUtf8SpanFormattable
    {
        const int longest = 40;
        Span<byte> span = Take(longest);
        value.TryFormat(span, out int written, default, null);
        Length -= longest - written;
    }

    private void Grow(int count)
    {
        long wanted = Math.Max((long)Length + count, 2L * _bytes.Length);
        Array.Resize(ref _bytes, (int)Math.Min(wanted, Array.MaxLength));
    }
}
