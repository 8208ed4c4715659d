using System.Buffers.Binary;

namespace DataMigrator.Values;

/// <summary>Turns ISO WKB (OGC 06-103r4, 8.2) into little endian, which all the databases store and which makes equal
/// geometries equal bytes. Each part of a collection says its own order.</summary>
internal static class WkbByteOrder
{
    private const int HeaderBytes = 5;
    private const int MaxDepth = 100;

    /// <summary>Appends a Geometry cell with its WKB in little endian. False, with nothing appended, where a part is big
    /// endian and the bytes are no WKB from end to end; little-endian bytes pass unread for the target to judge.</summary>
    public static bool TryAppend(int srid, ReadOnlySpan<byte> wkb, ColumnVector target)
    {
        Span<byte> cell = target.Reserve(4 + wkb.Length);
        BinaryPrimitives.WriteInt32LittleEndian(cell, srid);
        Span<byte> copy = cell[4..];
        wkb.CopyTo(copy);
        int at = 0;
        bool anyBig = false;
        if (!TryTurn(copy, ref at, 0, ref anyBig) || at != copy.Length)
        {
            if (anyBig)
            {
                return false;
            }

            wkb.CopyTo(copy);
        }

        target.Commit(4 + wkb.Length);
        return true;
    }

    private static bool TryTurn(Span<byte> wkb, ref int at, int depth, ref bool anyBig)
    {
        if (depth > MaxDepth || wkb.Length - at < HeaderBytes || wkb[at] > 1)
        {
            return false;
        }

        bool big = wkb[at] == 0;
        anyBig |= big;
        wkb[at] = 1;
        uint code = TurnWord(wkb[(at + 1)..], big);
        at += HeaderBytes;
        if (code / 1000 > 3)
        {
            return false;
        }

        int ordinates = (code / 1000) switch { 0 => 2, 3 => 4, _ => 3 };
        return (code % 1000) switch
        {
            1 => TryTurnDoubles(wkb, ref at, ordinates, big),
            2 or 8 => TryTurnPoints(wkb, ref at, ordinates, big),
            3 or 17 => TryTurnRings(wkb, ref at, ordinates, big),
            (>= 4 and <= 7) or (>= 9 and <= 12) or 15 or 16 => TryTurnParts(wkb, ref at, depth, big, ref anyBig),
            _ => false,
        };
    }

    private static bool TryTurnParts(Span<byte> wkb, ref int at, int depth, bool big, ref bool anyBig)
    {
        if (!TryCount(wkb, ref at, big, out uint parts))
        {
            return false;
        }

        for (uint i = 0; i < parts; i++)
        {
            if (!TryTurn(wkb, ref at, depth + 1, ref anyBig))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTurnRings(Span<byte> wkb, ref int at, int ordinates, bool big)
    {
        if (!TryCount(wkb, ref at, big, out uint rings))
        {
            return false;
        }

        for (uint i = 0; i < rings; i++)
        {
            if (!TryTurnPoints(wkb, ref at, ordinates, big))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTurnPoints(Span<byte> wkb, ref int at, int ordinates, bool big) =>
        TryCount(wkb, ref at, big, out uint points) && TryTurnDoubles(wkb, ref at, (long)points * ordinates, big);

    private static bool TryTurnDoubles(Span<byte> wkb, ref int at, long count, bool big)
    {
        if ((wkb.Length - at) / 8 < count)
        {
            return false;
        }

        for (long i = 0; big && i < count; i++)
        {
            wkb.Slice(at + ((int)i * 8), 8).Reverse();
        }

        at += (int)count * 8;
        return true;
    }

    private static bool TryCount(Span<byte> wkb, ref int at, bool big, out uint count)
    {
        count = 0;
        if (wkb.Length - at < 4)
        {
            return false;
        }

        count = TurnWord(wkb[at..], big);
        at += 4;
        return true;
    }

    private static uint TurnWord(Span<byte> word, bool big)
    {
        if (big)
        {
            word[..4].Reverse();
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
