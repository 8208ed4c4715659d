using System.Buffers.Binary;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>PostGIS sends EWKB: ISO WKB but for flags in the type for Z, M and an SRID behind the outer type.</summary>
internal static class Ewkb
{
    private const uint HasZ = 0x80000000;
    private const uint HasM = 0x40000000;
    private const uint HasSrid = 0x20000000;
    private const int HeaderBytes = 5;

    /// <summary>Appends an EWKB value as a Geometry cell: SRID, then ISO WKB.</summary>
    public static void Decode(ReadOnlySpan<byte> field, ColumnVector target)
    {
        Span<byte> cell = target.Reserve(4 + field.Length);
        bool little = field[0] == 1;
        uint type = Read(field[1..], little);
        int srid = 0;
        ReadOnlySpan<byte> body = field[HeaderBytes..];
        if ((type & HasSrid) != 0)
        {
            srid = (int)Read(body, little);
            body = body[4..];
        }

        BinaryPrimitives.WriteInt32LittleEndian(cell, srid);
        Span<byte> wkb = cell[4..(4 + HeaderBytes + body.Length)];
        field[..HeaderBytes].CopyTo(wkb);
        body.CopyTo(wkb[HeaderBytes..]);
        ToIso(wkb);
        if (little)
        {
            target.Commit(4 + wkb.Length);
        }
        else if (!WkbByteOrder.TryAppend(srid, wkb.ToArray(), target))
        {
            // A server sends its own machine's order; what it sends is a geometry.
            throw new InvalidDataException("The server sent a geometry that is no EWKB.");
        }
    }

    /// <summary>Appends a Geometry cell as EWKB, its length before it. Types of ISO are understood by PostGIS as they
    /// are; only the SRID needs the flag.</summary>
    public static void Encode(ReadOnlySpan<byte> cell, CopyBuffer output)
    {
        int length = ByteCount(cell);
        output.Int32(length);
        Write(cell, output.Take(length));
    }

    /// <summary>The bytes of <see cref="Write"/>.</summary>
    public static int ByteCount(ReadOnlySpan<byte> cell) =>
        BinaryPrimitives.ReadInt32LittleEndian(cell) == 0 ? cell.Length - 4 : cell.Length;

    public static void Write(ReadOnlySpan<byte> cell, Span<byte> ewkb)
    {
        int srid = BinaryPrimitives.ReadInt32LittleEndian(cell);
        ReadOnlySpan<byte> wkb = cell[4..];
        if (srid == 0)
        {
            wkb.CopyTo(ewkb);
            return;
        }

        bool little = wkb[0] == 1;
        uint type = Read(wkb[1..], little);
        uint dimensions = type / 1000;
        uint flags = HasSrid | (dimensions is 1 or 3 ? HasZ : 0) | (dimensions is 2 or 3 ? HasM : 0);
        ewkb[0] = wkb[0];
        Put(ewkb[1..], (type % 1000) | flags, little);
        Put(ewkb[HeaderBytes..], (uint)srid, little);
        wkb[HeaderBytes..].CopyTo(ewkb[(HeaderBytes + 4)..]);
    }

    // Rewrites type words in place, those of nested geometries too; returns the bytes of the geometry.
    private static int ToIso(Span<byte> wkb)
    {
        bool little = wkb[0] == 1;
        uint flagged = Read(wkb[1..], little);
        uint type = flagged & 0xff;
        bool z = (flagged & HasZ) != 0;
        bool m = (flagged & HasM) != 0;
        Put(wkb[1..], type + (z ? 1000u : 0) + (m ? 2000u : 0), little);
        int coordinate = 8 * (2 + (z ? 1 : 0) + (m ? 1 : 0));
        int at = HeaderBytes;
        switch (type)
        {
            case 1:
                return at + coordinate;
            case 2 or 8:
                return at + 4 + (Count(wkb[at..], little) * coordinate);
            case 3 or 17:
                int rings = Count(wkb[at..], little);
                at += 4;
                for (int i = 0; i < rings; i++)
                {
                    at += 4 + (Count(wkb[at..], little) * coordinate);
                }

                return at;
            default:
                int parts = Count(wkb[at..], little);
                at += 4;
                for (int i = 0; i < parts; i++)
                {
                    at += ToIso(wkb[at..]);
                }

                return at;
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, bool little) => checked((int)Read(bytes, little));

    private static uint Read(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static void Put(Span<byte> bytes, uint value, bool little)
    {
        if (little)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
    }
}
