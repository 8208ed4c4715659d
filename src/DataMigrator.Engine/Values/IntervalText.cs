using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace DataMigrator.Values;

/// <summary>Intervals in ISO 8601's form, <c>P1Y2M3DT4H5M6.789S</c>, each part with its own sign, as PostgreSQL reads and
/// (with IntervalStyle iso_8601) writes them.</summary>
internal static class IntervalText
{
    private static ReadOnlySpan<byte> Largest =>
        [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff];

    private static ReadOnlySpan<byte> Smallest => [0x80, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0, 0, 0];

    /// <summary>Appends the text of a cell.</summary>
    /// <param name="cell">Microseconds, days, months.</param>
    /// <param name="infinities">The largest and the smallest of all three parts are infinity and -infinity (PostgreSQL from
    /// version 17); otherwise they are numbers like others.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ReadOnlySpan<byte> cell, bool infinities, IBufferWriter<byte> output)
    {
        if (infinities && IsInfinite(cell))
        {
            output.Write(cell[0] == 0x7f ? "infinity"u8 : "-infinity"u8);
            return;
        }

        long micros = BinaryPrimitives.ReadInt64BigEndian(cell);
        int days = BinaryPrimitives.ReadInt32BigEndian(cell[8..]);
        int months = BinaryPrimitives.ReadInt32BigEndian(cell[12..]);
        var text = new StringBuilder("P");
        Part(text, months / 12, 'Y');
        Part(text, months % 12, 'M');
        Part(text, days, 'D');
        if (micros != 0)
        {
            text.Append('T');
            Part(text, micros / 3_600_000_000, 'H');
            Part(text, micros / 60_000_000 % 60, 'M');
            long seconds = micros % 60_000_000;
            if (seconds != 0)
            {
                text.Append(seconds < 0 ? "-" : "").Append(Math.Abs(seconds) / 1_000_000);
                string fraction = (Math.Abs(seconds) % 1_000_000).ToString("000000").TrimEnd('0');
                text.Append(fraction.Length > 0 ? "." + fraction : "").Append('S');
            }
        }

        output.Write(Encoding.ASCII.GetBytes(text.Length == 1 ? "PT0S" : text.ToString()));
    }

    /// <summary>All parts at their largest, or all at their smallest: what PostgreSQL 17 takes for infinity.</summary>
    public static bool IsInfinite(ReadOnlySpan<byte> cell) => cell.SequenceEqual(Largest) || cell.SequenceEqual(Smallest);

    /// <summary>False also for an interval out of range, or finer than a microsecond.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> cell)
    {
        bool positive = text.SequenceEqual("infinity"u8);
        if (positive || text.SequenceEqual("-infinity"u8))
        {
            (positive ? Largest : Smallest).CopyTo(cell);
            return true;
        }

        try
        {
            return Parse(text, cell);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool Parse(ReadOnlySpan<byte> text, Span<byte> cell)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        long months = 0, days = 0, micros = 0;
        bool time = false;
        while (!text.IsEmpty)
        {
            if (text[0] == 'T')
            {
                time = true;
                text = text[1..];
                continue;
            }

            if (!Utf8Parser.TryParse(text, out decimal number, out int used) || used == text.Length)
            {
                return false;
            }

            char unit = (char)text[used];
            text = text[(used + 1)..];
            decimal whole = unit == 'S' ? number * 1_000_000 : number;
            if (whole != decimal.Truncate(whole))
            {
                return false;
            }

            long count = (long)whole;
            switch (unit, time)
            {
                case ('Y', false): months = checked(months + (count * 12)); break;
                case ('M', false): months = checked(months + count); break;
                case ('W', false): days = checked(days + (count * 7)); break;
                case ('D', false): days = checked(days + count); break;
                case ('H', true): micros = checked(micros + (count * 3_600_000_000)); break;
                case ('M', true): micros = checked(micros + (count * 60_000_000)); break;
                case ('S', true): micros = checked(micros + count); break;
                default: return false;
            }
        }

        if (months is < int.MinValue or > int.MaxValue || days is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        BinaryPrimitives.WriteInt64BigEndian(cell, micros);
        BinaryPrimitives.WriteInt32BigEndian(cell[8..], (int)days);
        BinaryPrimitives.WriteInt32BigEndian(cell[12..], (int)months);
        return true;
    }

    private static void Part(StringBuilder text, long value, char unit)
    {
        if (value != 0)
        {
            text.Append(value).Append(unit);
        }
    }
}
