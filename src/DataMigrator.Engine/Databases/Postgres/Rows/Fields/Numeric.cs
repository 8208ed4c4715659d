using System.Buffers.Binary;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>PostgreSQL's numeric: a header of four 16-bit numbers (digits, weight, sign, scale), then digits of base
/// 10,000. Any precision; no detour over a .NET number.</summary>
internal static class Numeric
{
    private const int Negative = 0x4000;
    private const int NaN = 0xC000;
    private const int PositiveInfinity = 0xD000;
    private const int NegativeInfinity = 0xF000;
    private const int Group = 4;

    /// <summary>Appends a binary numeric as a Decimal cell.</summary>
    public static void Decode(ReadOnlySpan<byte> field, ColumnVector target)
    {
        int digits = BinaryPrimitives.ReadInt16BigEndian(field);
        int weight = BinaryPrimitives.ReadInt16BigEndian(field[2..]);
        int sign = BinaryPrimitives.ReadUInt16BigEndian(field[4..]);
        int scale = BinaryPrimitives.ReadUInt16BigEndian(field[6..]);
        switch (sign)
        {
            case NaN:
                target.AppendBytes("NaN"u8);
                return;
            case PositiveInfinity:
                target.AppendBytes("Infinity"u8);
                return;
            case NegativeInfinity:
                target.AppendBytes("-Infinity"u8);
                return;
        }

        Span<byte> text = target.Reserve(2 + (Math.Max(weight + 1, 1) * Group) + scale + (2 * Group));
        int at = 0;
        if (sign == Negative)
        {
            text[at++] = (byte)'-';
        }

        ReadOnlySpan<byte> groups = field[8..];
        int first = at;
        for (int i = 0; i <= weight; i++)
        {
            WriteGroup(GroupAt(groups, digits, i), text[at..]);
            at += Group;
        }

        at = TrimLeadingZeros(text, first, at);
        if (scale > 0)
        {
            text[at++] = (byte)'.';
            int end = at + scale;
            for (int i = weight + 1; at < end; i++)
            {
                WriteGroup(GroupAt(groups, digits, i), text[at..]);
                at += Group;
            }

            at = end;
        }

        target.Commit(at);
    }

    /// <summary>Appends Decimal text as a binary numeric, its length before it. Trailing zeros are kept as scale.</summary>
    /// <exception cref="RowsRefusedException">More digits than a numeric can hold.</exception>
    public static void Encode(ReadOnlySpan<byte> text, CopyBuffer output)
    {
        if (text[^1] is (byte)'N' or (byte)'y')
        {
            WriteHeader(output, 0, 0, text[0] == 'N' ? NaN : text[0] == '-' ? NegativeInfinity : PositiveInfinity, 0);
            return;
        }

        bool negative = text[0] == '-';
        ReadOnlySpan<byte> number = negative ? text[1..] : text;
        int point = number.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = (point < 0 ? number : number[..point]).TrimStart((byte)'0');
        ReadOnlySpan<byte> fraction = point < 0 ? [] : number[(point + 1)..];
        ReadOnlySpan<byte> significant = fraction.TrimEnd((byte)'0');
        if (whole.Length > 131072 || fraction.Length > 16383)
        {
            throw new RowsRefusedException("A decimal has more digits than numeric can hold (131072 before and 16383 after the point).");
        }

        int wholeGroups = (whole.Length + Group - 1) / Group;
        int fractionGroups = (significant.Length + Group - 1) / Group;
        int skipped = 0;
        if (wholeGroups == 0)
        {
            // Groups of zeros after the point are told by the weight alone.
            while (skipped < fractionGroups && FractionGroup(significant, skipped) == 0)
            {
                skipped++;
            }
        }

        int usedWhole = wholeGroups;
        if (fractionGroups == 0)
        {
            while (usedWhole > 0 && WholeGroup(whole, wholeGroups, usedWhole - 1) == 0)
            {
                usedWhole--;
            }
        }

        int count = usedWhole + fractionGroups - skipped;
        int weight = count == 0 ? 0 : wholeGroups - 1 - skipped;
        WriteHeader(output, count, weight, negative && count > 0 ? Negative : 0, fraction.Length);
        for (int i = 0; i < usedWhole; i++)
        {
            output.Int16((short)WholeGroup(whole, wholeGroups, i));
        }

        for (int i = skipped; i < fractionGroups; i++)
        {
            output.Int16((short)FractionGroup(significant, i));
        }
    }

    private static void WriteHeader(CopyBuffer output, int digits, int weight, int sign, int scale)
    {
        output.Int32(8 + (2 * digits));
        output.Int16((short)digits);
        output.Int16((short)weight);
        output.Int16(unchecked((short)sign));
        output.Int16((short)scale);
    }

    private static int GroupAt(ReadOnlySpan<byte> groups, int digits, int index) =>
        index >= 0 && index < digits ? BinaryPrimitives.ReadInt16BigEndian(groups[(2 * index)..]) : 0;

    private static void WriteGroup(int group, Span<byte> text)
    {
        text[0] = (byte)('0' + (group / 1000));
        text[1] = (byte)('0' + (group / 100 % 10));
        text[2] = (byte)('0' + (group / 10 % 10));
        text[3] = (byte)('0' + (group % 10));
    }

    private static int TrimLeadingZeros(Span<byte> text, int first, int end)
    {
        int at = first;
        while (at < end && text[at] == '0')
        {
            at++;
        }

        if (at == end)
        {
            text[first] = (byte)'0';
            return first + 1;
        }

        text[at..end].CopyTo(text[first..]);
        return end - (at - first);
    }

    private static int WholeGroup(ReadOnlySpan<byte> whole, int groups, int index)
    {
        int end = whole.Length - ((groups - 1 - index) * Group);
        return Digits(whole[Math.Max(end - Group, 0)..end]);
    }

    private static int FractionGroup(ReadOnlySpan<byte> fraction, int index)
    {
        ReadOnlySpan<byte> digits = fraction[(index * Group)..Math.Min((index + 1) * Group, fraction.Length)];
        int value = Digits(digits);
        for (int i = digits.Length; i < Group; i++)
        {
            value *= 10;
        }

        return value;
    }

    private static int Digits(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}
