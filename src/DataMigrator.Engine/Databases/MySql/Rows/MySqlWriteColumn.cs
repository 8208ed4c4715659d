using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>A column to write: how its cells stand in a LOAD DATA stream and in an INSERT.</summary>
internal sealed class MySqlWriteColumn
{
    public MySqlWriteColumn(WriteColumn column, int index, Dialect dialect)
    {
        Column = column.Column;
        Kind = column.Wire.Kind;
        Quoted = dialect.Quote(column.Column.Name);
        string type = column.Column.Type.BaseName;
        IsYear = type == "year";

        // The stream's character set is binary. A column in UTF-8 takes such bytes as they are; all others, and types that
        // read text but take binary for their inner form, are told that it is UTF-8.
        bool asText = Kind is WireKind.Text or WireKind.Json or WireKind.Literal or WireKind.Uuid;
        bool isPlain = Kind is WireKind.Text && type is not ("enum" or "set")
            && column.Column.CharacterSet is "utf8mb4";
        if (asText && !isPlain)
        {
            LoadTarget = "@c" + index;
            LoadExpression = $"{Quoted} = CONVERT(@c{index} USING utf8mb4)";
        }
        else
        {
            LoadTarget = Quoted;
        }
    }

    public CatalogColumn Column { get; }

    public WireKind Kind { get; }

    public string Quoted { get; }

    /// <summary>The text 0 is the year 2000, and 0000 is the year 0.</summary>
    public bool IsYear { get; }

    /// <summary>What the field of a LOAD DATA goes to.</summary>
    public string LoadTarget { get; }

    /// <summary>The assignment from a user variable, null where the field goes to the column itself.</summary>
    public string? LoadExpression { get; }

    /// <summary>Cells as raw bytes: copied, with escapes, into the stream; hexadecimal in an INSERT.</summary>
    public bool IsBinary => Kind is WireKind.Binary or WireKind.Geometry;

    /// <summary>Cells as text in a vector's bytes.</summary>
    public bool IsText => Kind is WireKind.Text or WireKind.Json or WireKind.Literal or WireKind.Native;

    public bool IsBits => Kind is WireKind.Bits or WireKind.Boolean && Column.Type.BaseName == "bit";

    /// <summary>The bytes of a BIT column: big endian, as many as its width needs.</summary>
    public static int BitBytes(ColumnVector vector, int row, Span<byte> target)
    {
        if (vector.IsFixed)
        {
            target[0] = (byte)vector.GetFixed(row);
            return 1;
        }

        ReadOnlySpan<byte> bits = vector.GetBytes(row);
        ulong value = 0;
        foreach (byte bit in bits)
        {
            value = (value << 1) | (uint)(bit - '0');
        }

        int length = Math.Max(1, (bits.Length + 7) / 8);
        for (int i = length - 1; i >= 0; i--)
        {
            target[i] = (byte)value;
            value >>= 8;
        }

        return length;
    }
}
