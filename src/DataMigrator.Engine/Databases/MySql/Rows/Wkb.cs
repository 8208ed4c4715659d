using System.Buffers.Binary;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>The WKB that MySQL and MariaDB store behind a geometry's SRID.</summary>
internal static class Wkb
{
    /// <summary>A cell (SRID and WKB) is little-endian throughout and of two dimensions, and ends where its last part
    /// does.</summary>
    public static bool IsPlainLittleEndian(ReadOnlySpan<byte> cell)
    {
        int at = 4;
        return cell.Length >= 4 && Skip(cell, ref at, 0) && at == cell.Length;
    }

    private static bool Skip(ReadOnlySpan<byte> cell, ref int at, int depth)
    {
        if (depth > 100 || cell.Length - at < 5 || cell[at] != 1)
        {
            return false;
        }

        uint type = BinaryPrimitives.ReadUInt32LittleEndian(cell[(at + 1)..]);
        at += 5;
        return type switch
        {
            1 => SkipBytes(cell, ref at, 16),
            2 => SkipPoints(cell, ref at),
            3 => SkipRings(cell, ref at),
            4 or 5 or 6 or 7 => SkipParts(cell, ref at, depth),
            _ => false,
        };
    }

    private static bool SkipParts(ReadOnlySpan<byte> cell, ref int at, int depth)
    {
        if (!TryCount(cell, ref at, out uint parts))
        {
            return false;
        }

        for (uint i = 0; i < parts; i++)
        {
            if (!Skip(cell, ref at, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SkipRings(ReadOnlySpan<byte> cell, ref int at)
    {
        if (!TryCount(cell, ref at, out uint rings))
        {
            return false;
        }

        for (uint i = 0; i < rings; i++)
        {
            if (!SkipPoints(cell, ref at))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SkipPoints(ReadOnlySpan<byte> cell, ref int at) =>
        TryCount(cell, ref at, out uint points) && SkipBytes(cell, ref at, 16L * points);

    private static bool TryCount(ReadOnlySpan<byte> cell, ref int at, out uint count)
    {
        count = 0;
        if (cell.Length - at < 4)
        {
            return false;
        }

        count = BinaryPrimitives.ReadUInt32LittleEndian(cell[at..]);
        at += 4;
        return true;
    }

    private static bool SkipBytes(ReadOnlySpan<byte> cell, ref int at, long bytes)
    {
        if (cell.Length - at < bytes)
        {
            return false;
        }

        at += (int)bytes;
        return true;
    }
}
