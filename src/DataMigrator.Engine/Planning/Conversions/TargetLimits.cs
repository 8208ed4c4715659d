using System.Buffers.Binary;
using System.Text;
using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>The checks that keep a target from clamping, rounding, padding or cutting a value: each looks at one cell of the
/// target's kind and says what is wrong, or null. No check where the source's own limits are inside the target's.</summary>
internal static class TargetLimits
{
    public static Func<ColumnVector, int, string?>? For(WireType? source, WireType target)
    {
        var checks = new List<Func<ColumnVector, int, string?>>();
        switch (target.Kind)
        {
            case WireKind.Integer when source is null || source.Min < target.Min || source.Max > target.Max:
                checks.Add((v, r) => v.GetFixed(r) < target.Min || v.GetFixed(r) > target.Max
                    ? $"{v.GetFixed(r)} is outside {target.Min} to {target.Max}" : null);
                break;
            case WireKind.Unsigned when source is null || (ulong)source.Max > (ulong)target.Max:
                checks.Add((v, r) => (ulong)v.GetFixed(r) > (ulong)target.Max
                    ? $"{(ulong)v.GetFixed(r)} is over {(ulong)target.Max}" : null);
                break;
            case WireKind.Float32 or WireKind.Float64 when !target.AllowsSpecial && source?.AllowsSpecial != false:
                checks.Add(FiniteOnly);
                break;
            case WireKind.Decimal:
                AddDecimal(checks, source, target);
                break;
            case WireKind.Date or WireKind.Timestamp or WireKind.TimestampTz or WireKind.Time:
                AddTemporal(checks, source, target);
                break;
            case WireKind.Interval:
                AddInterval(checks, source, target);
                break;
            case WireKind.Text or WireKind.Json or WireKind.Literal or WireKind.Binary or WireKind.Bits:
                AddLengths(checks, source, target);
                break;
        }

        return checks.Count switch
        {
            0 => null,
            1 => checks[0],
            _ => (v, r) =>
            {
                foreach (Func<ColumnVector, int, string?> check in checks)
                {
                    if (check(v, r) is { } error)
                    {
                        return error;
                    }
                }

                return null;
            },
        };
    }

    private static string? FiniteOnly(ColumnVector vector, int row)
    {
        double value = vector.Type.Kind == WireKind.Float32
            ? BitConverter.Int32BitsToSingle((int)vector.GetFixed(row))
            : BitConverter.Int64BitsToDouble(vector.GetFixed(row));
        return double.IsFinite(value) ? null : TextForm.ToString(vector, row) + " can't be held by the target";
    }

    private static void AddDecimal(List<Func<ColumnVector, int, string?>> checks, WireType? source, WireType target)
    {
        bool fits = target.Precision is null || (source is { Precision: not null, Scale: not null }
            && source.Precision - source.Scale <= target.Precision - (target.Scale ?? 0) && source.Scale <= (target.Scale ?? 0));
        bool special = source?.AllowsSpecial == false || target.AllowsSpecial;
        if (fits && special && target.Precision is null)
        {
            return;
        }

        if (fits && special)
        {
            return;
        }

        checks.Add((v, r) => Decimal(v.GetBytes(r), target));
    }

    private static string? Decimal(ReadOnlySpan<byte> text, WireType target)
    {
        if (DecimalText.IsSpecial(text))
        {
            return target.AllowsSpecial && (target.Precision is null || text.SequenceEqual("NaN"u8))
                ? null : Encoding.ASCII.GetString(text) + " can't be held by the target";
        }

        if (target.Precision is not { } precision)
        {
            return null;
        }

        // Zeros at the end of the fraction and at the head are no digits of the value.
        ReadOnlySpan<byte> digits = text.TrimStart((byte)'-').TrimStart((byte)'0');
        int point = digits.IndexOf((byte)'.');
        int integer = point < 0 ? digits.Length : point;
        int fraction = point < 0 ? 0 : digits[(point + 1)..].TrimEnd((byte)'0').Length;
        int scale = target.Scale ?? 0;
        return integer > precision - scale || fraction > scale
            ? $"{Encoding.ASCII.GetString(text[..Math.Min(text.Length, 80)])} does not fit decimal({precision},{scale})" : null;
    }

    private static void AddTemporal(List<Func<ColumnVector, int, string?>> checks, WireType? source, WireType target)
    {
        bool temporal = target.Kind != WireKind.Time;
        if (source is null || source.Earliest < target.Earliest || source.Latest > target.Latest
            || (source.AllowsSpecial && !target.AllowsSpecial && temporal))
        {
            checks.Add((v, r) =>
            {
                long value = v.GetFixed(r);
                bool special = temporal && Calendar.IsInfinite(value);
                return (special && !target.AllowsSpecial) || (!special && (value < target.Earliest || value > target.Latest))
                    ? TextForm.ToString(v, r) + " is outside the target's range" : null;
            });
        }

        if (target.Kind != WireKind.Date && target.FractionDigits < (source?.FractionDigits ?? 6))
        {
            long unit = MicrosOfLastDigit(target);
            checks.Add((v, r) => !Calendar.IsInfinite(v.GetFixed(r)) && v.GetFixed(r) % unit != 0
                ? $"{TextForm.ToString(v, r)} has more digits of a second than the target's {target.FractionDigits}" : null);
        }
    }

    private static void AddInterval(List<Func<ColumnVector, int, string?>> checks, WireType? source, WireType target)
    {
        if (source is null ? !target.AllowsSpecial : source.AllowsSpecial != target.AllowsSpecial)
        {
            // The other way round too: what is infinite to one version is the largest number to another.
            checks.Add((v, r) => IntervalText.IsInfinite(v.GetBytes(r))
                ? TextForm.ToString(v, r) + " is outside the target's range" : null);
        }

        if (target.FractionDigits < (source?.FractionDigits ?? 6))
        {
            long unit = MicrosOfLastDigit(target);
            checks.Add((v, r) => BinaryPrimitives.ReadInt64BigEndian(v.GetBytes(r)) % unit != 0 && !IntervalText.IsInfinite(v.GetBytes(r))
                ? $"{TextForm.ToString(v, r)} has more digits of a second than the target's {target.FractionDigits}" : null);
        }
    }

    private static long MicrosOfLastDigit(WireType target)
    {
        long unit = 1;
        for (int i = target.FractionDigits; i < 6; i++)
        {
            unit *= 10;
        }

        return unit;
    }

    private static void AddLengths(List<Func<ColumnVector, int, string?>> checks, WireType? source, WireType target)
    {
        bool blanksCount = source is null or { Blanks: TrailingBlanks.Kept } || target.Blanks == TrailingBlanks.Kept;
        if (target.MaxBytes is { } bytes && (source?.MaxBytes is null || source.MaxBytes > bytes))
        {
            checks.Add((v, r) => v.GetBytes(r).Length > bytes && Measured(v, r, blanksCount).Length > bytes
                ? $"{Measured(v, r, blanksCount).Length} bytes are over the target's {bytes}" : null);
        }

        if (target.MaxChars is { } chars && (source?.MaxChars is null || source.MaxChars > chars))
        {
            checks.Add((v, r) => v.GetBytes(r).Length > chars && Characters(Measured(v, r, blanksCount)) > chars
                ? $"{Characters(Measured(v, r, blanksCount))} characters are over the target's {chars}" : null);
        }

        if (blanksCount && target.Blanks == TrailingBlanks.Padding)
        {
            checks.Add((v, r) => v.GetBytes(r) is [.., (byte)' ']
                ? "the text ends in a blank, which the target's CHAR does not keep" : null);
        }

        if (target.FixedLength && (target.MaxBytes ?? target.MaxChars) is { } exact
            && !(source is { FixedLength: true } && (source.MaxBytes ?? source.MaxChars) == exact))
        {
            checks.Add((v, r) => v.GetBytes(r).Length != exact
                ? $"{v.GetBytes(r).Length} long where the target holds exactly {exact}" : null);
        }

        if (!target.AllowsNul && source?.AllowsNul != false)
        {
            checks.Add((v, r) => v.GetBytes(r).Contains((byte)0)
                ? "the text holds U+0000, which the target can't store" : null);
        }

        if (target.Labels is { } labels && !(source?.Labels is { } own && own.All(labels.Contains)))
        {
            var known = labels.ToHashSet(StringComparer.Ordinal);
            checks.Add((v, r) => known.Contains(Encoding.UTF8.GetString(v.GetBytes(r)))
                ? null : $"'{TextForm.ToString(v, r)}' is none of the target's labels");
        }
    }

    /// <summary>What a limit of length is held against: a CHAR's padding may go on its way into another CHAR.</summary>
    private static ReadOnlySpan<byte> Measured(ColumnVector vector, int row, bool blanksCount) =>
        blanksCount ? vector.GetBytes(row) : vector.GetBytes(row).TrimEnd((byte)' ');

    /// <summary>Unicode code points of valid UTF-8: bytes that do not continue one.</summary>
    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte b in utf8)
        {
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }
}
